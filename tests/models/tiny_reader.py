"""A reader with two small layers of random weights, made through the code that exports the real one."""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import BertConfig

from training.export import export
from training.model import ReaderModel

WORDS = "the a plan of carer council must review report it every year is not and what when who how often much . ? , : 1 2 3 4".split()


def write_tokenizer(file: Path) -> Path:
    vocabulary = {word: number for number, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(file))
    return file


def tiny_model() -> ReaderModel:
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=4 + len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=256,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        initializer_range=0.6,
    )
    model = ReaderModel.from_config(config)
    # Heads large enough that readings differ by more than rounding.
    torch.nn.init.normal_(model.token_head.weight, std=0.4)
    torch.nn.init.normal_(model.window_head.weight, std=0.4)
    return model.eval()


def write_tiny_reader(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer_file = write_tokenizer(folder / "source.json")
    export(tiny_model(), tokenizer_file, folder, form="fp32", window_tokens=256)
    return folder
