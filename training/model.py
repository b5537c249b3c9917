"""The reader as a torch model: an encoder with a linear head on every token and one on the first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

__all__ = ["ReaderModel", "config_of", "pooled_sentences"]

_WEIGHT_BOUND = 8.0
"""Bound of a token's weight, as a logarithm. The same stands in copro_qa.models.onnx_reader."""
_LAYER = re.compile(r"\bencoder\.layer\.(\d+)\.")


def config_of(names: Iterable[str]) -> BertConfig:
    """Of an encoder of the MiniLM family, 384 wide, that has these weights: as many layers as are named."""
    layers = {found[1] for name in names if (found := _LAYER.search(name))}
    return BertConfig(
        hidden_size=384, num_hidden_layers=len(layers), num_attention_heads=12, intermediate_size=1536, architectures=["BertModel"]
    )


class ReaderModel(nn.Module):
    """Question and window in, logits out.

    ``forward`` takes three integer tensors of shape (windows, tokens) and gives the tokens' logits, of shape (windows, tokens, 3), and
    the windows', of shape (windows,). A token has three: that it is part of the evidence, how much it weighs in its sentence (a
    logarithm), and that it is part of the short answer. A window has one: that it answers the question.
    """

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        width = int(encoder.config.hidden_size)
        self.token_head = nn.Linear(width, 3)
        self.window_head = nn.Linear(width, 1)
        for head in (self.token_head, self.window_head):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    @classmethod
    def from_sentence_encoder(cls, folder: Path) -> ReaderModel:
        """Starts from an encoder's weights, without dropout: random numbers are slow on a CPU, and one epoch does not overfit."""
        encoder = BertModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            # Torch's own attention is a little faster in fp32, and going back through it in bfloat16 takes more than twice as long.
            attn_implementation="eager",
            local_files_only=True,
        )
        return cls(encoder)

    @classmethod
    def from_config(cls, config: BertConfig) -> ReaderModel:
        """A model with random weights, or one that a checkpoint is then loaded into."""
        return cls(BertModel(config, add_pooling_layer=False))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor]:
        """See the class."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state
        return self.token_head(states), self.window_head(states[:, 0]).squeeze(-1)


def pooled_sentences(token_logits: Tensor, sentence_of_token: Tensor, sentences: int) -> Tensor:
    """A logit per sentence: the mean of its tokens' evidence logits, weighted by what the model says each token weighs.

    ``token_logits`` (windows, tokens, 3); ``sentence_of_token`` (windows, tokens), numbers below ``sentences``, counted through the
    whole batch, and negative for tokens of none. Every sentence needs a token.
    """
    belongs = sentence_of_token >= 0
    number = sentence_of_token[belongs]
    logits = token_logits[belongs]
    weights = logits[:, 1].clamp(-_WEIGHT_BOUND, _WEIGHT_BOUND).exp()
    total = torch.zeros(sentences).index_add(0, number, weights)
    return torch.zeros(sentences).index_add(0, number, weights * logits[:, 0]) / total
