"""What each form of a reader costs: ``python -m training.forms --checkpoint FILE``.

Exports the checkpoint in every form and reads the same passages with each: our own of those kept apart to report on. Prints size, seconds
to load, milliseconds a passage, and how far the logits of sentences lie from those of the form that rounds nothing (``fp32``). The forms
take turns, passage by passage, so that whatever else the machine does slows all of them alike.

There is no form in bfloat16: onnxruntime has no products of such numbers on a processor (issue 20630 of microsoft/onnxruntime).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from copro_qa.models.onnx_reader import OnnxReader
from copro_qa.models.reader import Passage
from training.export import export, model_of
from training.reader_graph import FORMS
from training.sentence_split import split_sentences
from training.sources import is_kept_apart, may_be_chosen_on, policy_rows
from training.start import tokenizer_file
from training.written import written_passages

__all__ = ["Cost", "costs", "main", "table"]

_UNROUNDED = "fp32"
_SURE = 1e-6
"""Figures are kept so far from 0 and 1 that their logits are finite."""


@dataclass
class Cost:
    """Of one form: bytes on disk, seconds to load, and per passage seconds and the logits of its sentences."""

    size: int
    load: float
    seconds: list[float] = field(default_factory=list)
    logits: list[float] = field(default_factory=list)


def costs(readers: Mapping[str, Path], asked: Sequence[tuple[str, Passage]]) -> dict[str, Cost]:
    """What each of ``readers``, folders by form, costs on questions with their passages."""
    opened, found = {}, {}
    first_question, first_passage = asked[0]
    for form, folder in readers.items():
        began = time.perf_counter()
        opened[form] = OnnxReader(folder)
        # The model is opened when it is needed first.
        opened[form].read(first_question, [first_passage])
        found[form] = Cost((folder / "model.onnx").stat().st_size, time.perf_counter() - began)
    for question, passage in asked:
        for form, reader in opened.items():
            began = time.perf_counter()
            (reading,) = reader.read(question, [passage])
            found[form].seconds.append(time.perf_counter() - began)
            figures = np.clip(np.array(reading.sentences), _SURE, 1 - _SURE)
            found[form].logits += np.log(figures / (1 - figures)).tolist()
    return found


def table(found: Mapping[str, Cost]) -> str:
    """The costs as a Markdown table."""
    exact = np.array(found[_UNROUNDED].logits)
    lines = [
        "| form | MB | seconds to load | milliseconds a passage, median | logit of a sentence differs by, mean · most |",
        "|---|---|---|---|---|",
    ]
    for form, cost in found.items():
        apart = np.abs(np.array(cost.logits) - exact)
        drift = "–" if form == _UNROUNDED else f"{apart.mean():.3f} · {apart.max():.2f}"
        lines.append(f"| {form} | {cost.size / 1e6:.1f} | {cost.load:.2f} | {1000 * np.median(cost.seconds):.1f} | {drift} |")
    return "\n".join(lines)


def main() -> None:
    """See the file's docstring."""
    parser = argparse.ArgumentParser(description="Sets the forms of a reader side by side.")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=100)
    options = parser.parse_args()
    rows = [row for passage in written_passages("policy") for row in policy_rows(passage)[:1]]
    apart = [row for row in rows if is_kept_apart(row) and not may_be_chosen_on(row)][: options.passages]
    model = model_of(options.checkpoint)
    with tempfile.TemporaryDirectory() as temporary:
        folders = {form: Path(temporary) / form for form in FORMS}
        for form, folder in folders.items():
            export(model, tokenizer_file(), folder, form=form)
        found = costs(folders, [(row.question, Passage(row.text, split_sentences(row.text), row.title)) for row in apart])
    print(f"{len(apart)} passages, {len(found[_UNROUNDED].logits)} sentences, one thread\n\n{table(found)}")


if __name__ == "__main__":
    main()
