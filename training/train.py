"""Trains the reader: ``python -m training.train --traindata FOLDER --evaldata FOLDER --out FOLDER``.

Saves a checkpoint every few minutes, from which ``training.export`` makes the model that ships and from which ``--resume`` goes on. The
learning rate rises, stays, and falls to nothing at the end; until it falls, a run can be resumed with another number of examples.
"""

from __future__ import annotations

import argparse
import itertools
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from copro_qa.models.reader_input import ReaderInput
from training.batches import Batch, batches
from training.examples import training_examples
from training.model import ReaderModel, pooled_sentences
from training.own_search import BatchEmbedder, PassageVectors
from training.question_wording import some_as_keywords
from training.sources import ALL_SOURCES
from training.start import encoder_folder

__all__ = ["WINDOW_TOKENS", "loss_of", "main"]

WINDOW_TOKENS = 256
_POSITIVE_WEIGHT = 2.0
"""Of sentences that answer, and of their tokens."""
_TOKEN_LOSS = 0.5
_WINDOW_LOSS = 0.75
_KEY_LOSS = 0.1
_KEY_POSITIVE_WEIGHT = 3.0
_LONGEST_GRADIENT = 1.0
_WEIGHT_DECAY = 0.01
_HEAD_RATE = 4.0
"""The heads start from nothing, so they learn faster than the encoder by this factor."""


def loss_of(model: ReaderModel, batch: Batch, *, half: bool = False) -> Tensor:
    """Cross-entropy of the sentences, half their tokens', three quarters the windows', and a tenth short answers' tokens' where known.

    ``half`` has the products of the model in bfloat16; weights, sums and the loss stay as they are.
    """
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        token_logits, window_logits = model(batch.input_ids, batch.attention_mask, batch.token_type_ids)
    token_logits, window_logits = token_logits.float(), window_logits.float()
    sentence_logits = pooled_sentences(token_logits, batch.sentence_of_token, len(batch.sentence_labels))
    positive_weight = torch.tensor(_POSITIVE_WEIGHT)
    belongs = batch.sentence_of_token >= 0
    loss = (
        binary_cross_entropy_with_logits(sentence_logits, batch.sentence_labels, pos_weight=positive_weight)
        + _TOKEN_LOSS
        * binary_cross_entropy_with_logits(
            token_logits[..., 0][belongs], batch.sentence_labels[batch.sentence_of_token[belongs]], pos_weight=positive_weight
        )
        + _WINDOW_LOSS * binary_cross_entropy_with_logits(window_logits, batch.window_labels)
    )
    known = batch.key_labels >= 0
    if bool(known.any()):
        loss = loss + _KEY_LOSS * binary_cross_entropy_with_logits(
            token_logits[..., 2][known], batch.key_labels[known].float(), pos_weight=torch.tensor(_KEY_POSITIVE_WEIGHT)
        )
    return loss


def _optimizer(model: ReaderModel, rate: float) -> torch.optim.AdamW:
    heads = [*model.token_head.parameters(), *model.window_head.parameters()]
    groups: list[dict[str, Any]] = [{"params": [*model.encoder.parameters()], "rate": rate}, {"params": heads, "rate": rate * _HEAD_RATE}]
    return torch.optim.AdamW(groups, lr=rate, weight_decay=_WEIGHT_DECAY, fused=True)


def _share_of_rate(step: int, steps: int, *, warm_up: int, decay_share: float) -> float:
    """From 0 up to 1 over the first ``warm_up`` steps, and down to 0 over the last ``decay_share`` of all."""
    return min(1.0, (step + 1) / warm_up, (steps - step) / max(1.0, decay_share * steps))


def _save(file: Path, step: int, model: ReaderModel, optimizer: torch.optim.AdamW) -> None:
    part = file.with_suffix(".part")
    torch.save({"step": step, "model": model.state_dict(), "optimizer": optimizer.state_dict()}, part)
    part.replace(file)


def _train(options: argparse.Namespace, model: ReaderModel, stream: Iterator[Batch]) -> None:
    optimizer = _optimizer(model, options.rate)
    steps, first = options.examples // options.batch, 0
    checkpoint = options.out / "checkpoint.pt"
    if options.resume:
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        first = saved["step"]
        print(f"goes on from step {first} of {steps}", flush=True)
    model.train()
    began = saved_at = time.monotonic()
    running = 0.0
    for step, batch in enumerate(itertools.islice(stream, first, steps), first):
        share = _share_of_rate(step, steps, warm_up=options.warm_up, decay_share=options.decay_share)
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * share
        loss = loss_of(model, batch, half=options.precision == "bf16")
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), _LONGEST_GRADIENT)
        optimizer.step()
        optimizer.zero_grad()
        running = loss.item() if step == first else 0.99 * running + 0.01 * loss.item()
        if (step + 1) % 40 == 0:
            seconds = time.monotonic() - began
            rate = (step + 1 - first) * options.batch / seconds
            print(f"step {step + 1}/{steps}  loss {running:.4f}  {rate:.1f} examples/s  {seconds / 60:.1f} min", flush=True)
        if time.monotonic() - saved_at > 60 * options.save_minutes:
            _save(checkpoint, step + 1, model, optimizer)
            saved_at = time.monotonic()
    _save(checkpoint, steps, model, optimizer)


def main() -> None:
    """See the file's docstring."""
    parser = argparse.ArgumentParser(description="Trains the reader.")
    parser.add_argument("--traindata", type=Path, default=os.environ.get("COPRO_QA_TRAINDATA"))
    parser.add_argument("--evaldata", type=Path, default=os.environ.get("COPRO_QA_EVALDATA"))
    parser.add_argument("--out", type=Path, default=Path("build/reader"), help="where checkpoints go")
    parser.add_argument("--examples", type=int, default=24_000)
    parser.add_argument(
        "--skip",
        type=int,
        default=0,
        help="examples to leave out at the beginning: what a run before has had, if its data, shares and seed were the same",
    )
    parser.add_argument("--open-share", type=float, default=1.0, help="share of the open sources' rows that are used beside our own")
    parser.add_argument(
        "--share",
        action="append",
        default=[],
        metavar="SOURCE=SHARE",
        help="the same for one source, what we wrote included; may be repeated",
    )
    parser.add_argument(
        "--mined-by",
        choices=("words", "search"),
        default="search",
        help="how passages are found that look like an answer and are not: by the product's own search, or by the words they share alone",
    )
    parser.add_argument("--keywords", type=float, default=0.0, help="share of the questions that are put as keywords, as into a search box")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--warm-up", type=int, default=150, help="steps")
    parser.add_argument("--decay-share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--precision",
        choices=("fp32", "bf16"),
        default="fp32",
        help="of the products; bf16 is several times as fast on processors that have it (AMX, AVX-512 BF16)",
    )
    parser.add_argument("--save-minutes", type=float, default=8)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--start-from", type=Path, help="a checkpoint whose weights to begin with, in place of the sentence encoder's")
    options = parser.parse_args()
    if not (options.traindata and options.evaldata):
        parser.error("say where the data is: --traindata and --evaldata, or COPRO_QA_TRAINDATA and COPRO_QA_EVALDATA")
    shares = {name: float(share) for name, _, share in (item.partition("=") for item in options.share)}
    if unknown := shares.keys() - ALL_SOURCES.keys():
        parser.error(f"--share: there is no source {', '.join(sorted(unknown))}")
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    start = encoder_folder()
    vectors = None
    if options.mined_by == "search":
        vectors = PassageVectors(BatchEmbedder(half=options.precision == "bf16"), options.out / "passages.npz")
    examples = training_examples(
        traindata=options.traindata,
        evaldata=options.evaldata,
        seed=options.seed,
        open_share=options.open_share,
        shares=shares,
        vectors=vectors,
    )
    examples = examples[options.skip :]
    print(f"{len(examples)} examples, of which {min(options.examples, len(examples))} are used", flush=True)
    examples = some_as_keywords(examples[: options.examples // options.batch * options.batch], options.keywords, seed=options.seed)
    options.examples = len(examples)
    reader_input = ReaderInput(start / "tokenizer.json", window_tokens=WINDOW_TOKENS)
    stream = batches(examples, reader_input, size=options.batch, seed=options.seed)
    model = ReaderModel.from_sentence_encoder(start)
    if options.start_from:
        model.load_state_dict(torch.load(options.start_from, weights_only=True)["model"])
    _train(options, model, stream)


if __name__ == "__main__":
    main()
