"""Makes a SentenceTransformer folder with random weights: no words of a real model, but all of its parts."""

from __future__ import annotations

from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def make_sentence_transformer(folder: Path, *, seed: int = 1, max_tokens: int = 16) -> Path:
    """A BERT of one layer and dimension 32 over single letters, with mean pooling, as ``SentenceTransformer.save`` writes it."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    parts = folder.with_name(f".{folder.name}-parts")
    parts.mkdir(parents=True)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    (parts / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(parts)
    BertTokenizer(vocab=str(parts / "vocab.txt")).save_pretrained(parts)
    transformer = Transformer(str(parts), max_seq_length=max_tokens)
    SentenceTransformer(modules=[transformer, Pooling(config.hidden_size)], device="cpu").save(str(folder))
    return folder
