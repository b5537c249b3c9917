"""Hugging Face models with random weights: no words of a real model, but all of its parts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.models.tiny_reader import WORDS

if TYPE_CHECKING:
    from transformers import PreTrainedModel


def _tiny(labels: dict[int, str]) -> dict[str, Any]:
    """What the models here have in common."""
    return {
        "vocab_size": 5 + len(WORDS),
        "hidden_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 32,
        "max_position_embeddings": 64,
        "initializer_range": 0.8,
        "id2label": labels,
        "label2id": {name: number for number, name in labels.items()},
    }


def make_tiny_model(folder: Path, *, kind: str, labels: dict[int, str], seed: int = 5) -> Path:
    """A BERT of one layer over a few whole words. ``kind``: ``sequence`` or ``token``."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertForTokenClassification

    torch.manual_seed(seed)
    config = BertConfig(
        **_tiny(labels),
    )
    return _saved((BertForTokenClassification if kind == "token" else BertForSequenceClassification)(config), folder)


def make_tiny_modern_bert(folder: Path, *, labels: dict[int, str], seed: int = 5) -> Path:
    """A ModernBERT of one layer that gives each token one of ``labels``."""
    import torch
    from transformers import ModernBertConfig, ModernBertForTokenClassification

    torch.manual_seed(seed)
    config = ModernBertConfig(
        **_tiny(labels),
        initializer_cutoff_factor=2.0,
        pad_token_id=0,
        bos_token_id=2,
        eos_token_id=3,
        cls_token_id=2,
        sep_token_id=3,
    )
    return _saved(ModernBertForTokenClassification(config), folder)


def _saved(model: PreTrainedModel, folder: Path) -> Path:
    from transformers import BertTokenizer

    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]), encoding="utf-8")
    model.save_pretrained(folder)
    BertTokenizer(vocab=str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
    return folder
