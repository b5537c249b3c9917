"""The systems that are measured: whole answers as configured, and with a part left out, to see what each part earns."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from copro_qa.answer import Answer, Reason, Searched
from copro_qa.answering.calibration import Calibration
from copro_qa.answering.topic import Topic
from copro_qa.answering.wording import Words
from copro_qa.evaluation.measure import Group
from copro_qa.evaluation.runner import Answers
from copro_qa.retrieval.joined import SearchWeights
from copro_qa.retrieval.search import RankedChunk, Retriever
from copro_qa.settings import Settings
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import open_current
from copro_qa.wiring import embedder_factory, open_assistant, open_question_embedder

__all__ = ["SearchOnly", "Variant", "fingerprint", "groups_of", "open_variant", "read_variants"]

_CODE = Path(__file__).resolve().parents[2] / "src" / "copro_qa"
_NOT_FOR_ANSWERS = ("service",)
_NOT_FOR_OUTCOMES = frozenset(
    f"evaluation/{name}.py"
    for name in ("advice", "comparison", "measure", "measures", "plot", "report", "run_measures", "significance", "table", "thresholds")
)
"""What is made of outcomes, so that they stay as they are when it changes. The rest of ``evaluation`` judges answers."""


class Variant(StrEnum):
    """What is measured. ``full`` is the product as the settings have it; ``no-reader`` judges sentences by similarity."""

    FULL = "full"
    LEXICAL = "lexical"
    DENSE = "dense"
    FUSED = "fused"
    NO_READER = "no-reader"


def read_variants(text: str) -> list[Variant]:
    """The variants of these names, with commas between, each once. Raises ValueError, with the names that there are."""
    unknown = [name for name in text.split(",") if name not in set(Variant)]
    if unknown:
        raise ValueError(f"{', '.join(map(repr, unknown))} cannot be measured. There are: {', '.join(Variant)}.")
    return list(dict.fromkeys(Variant(name) for name in text.split(",")))


_WEIGHTS = {
    Variant.LEXICAL: SearchWeights(lexical=1.0, dense=0.0),
    Variant.DENSE: SearchWeights(lexical=0.0, dense=1.0),
    Variant.FUSED: SearchWeights(),
}


class SearchOnly:
    """Satisfies ``copro_qa.evaluation.runner.Answers``; every answer is a refusal, so only the measures of retrieval mean anything."""

    def __init__(self, generation: Generation, retriever: Retriever) -> None:
        self.generation = generation
        # The line is never used: nothing is answered.
        self.calibration = Calibration(0.0, {}, line=1.0, sentence_line=1.0)
        self._retriever = retriever
        self._words = Words(generation.glossary, retriever.knows, Topic(generation, retriever.embedder).all_turns)

    def ask(self, question: str, *, history: Sequence[str] = (), limit: int = 5) -> Answer:
        """A refusal."""
        del history, limit
        manifest = self.generation.manifest
        searched = Searched(len(manifest.entries), manifest.chunks, manifest.generation, manifest.built)
        return Answer(question, 0.0, searched, reason=Reason.NOT_FOUND)

    def search(self, question: str, *, limit: int = 10, history: Sequence[str] = ()) -> list[RankedChunk]:
        """Ranked chunks, best first."""
        return self._retriever.search(self._words.understood(question, history).whole or question, limit=limit)


def open_variant(variant: Variant, index: Path) -> Answers:
    """The system over the current generation, with everything else as the environment's settings have it."""
    settings = replace(Settings.from_environment(), index=index)
    if variant is Variant.NO_READER:
        return open_assistant(replace(settings, reader="similarity"))
    if variant is Variant.FULL:
        return open_assistant(settings)
    generation = open_current(index)
    embedder = open_question_embedder(settings, embedder_factory(settings.model, threads=settings.threads))
    return SearchOnly(generation, Retriever(generation, embedder, weights=_WEIGHTS[variant]))


def groups_of(variant: Variant) -> tuple[Group, ...]:
    """What can be judged of it."""
    return (Group.RETRIEVAL,) if variant in _WEIGHTS else tuple(Group)


def fingerprint(variant: Variant) -> str:
    """Names everything but the index that outcomes depend on: code, settings, the reader's files. Another name, another result."""
    digest = hashlib.sha256(variant.encode())
    for file in sorted(_CODE.rglob("*")):
        name = file.relative_to(_CODE).as_posix()
        if file.is_file() and file.suffix != ".pyc" and not name.startswith(_NOT_FOR_ANSWERS) and name not in _NOT_FOR_OUTCOMES:
            digest.update(name.encode() + file.read_bytes())
    settings = Settings.from_environment()
    digest.update(f"{settings.model} {settings.confidence}".encode())
    for file in sorted(Path(settings.reader).glob("*")) if Path(settings.reader).is_dir() else ():
        digest.update(file.name.encode() + (file.read_bytes() if file.is_file() else b""))
    digest.update(settings.reader.encode() + os.environ.get("COPRO_QA_READER", "").encode())
    return digest.hexdigest()[:16]
