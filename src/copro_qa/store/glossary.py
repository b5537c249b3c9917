"""The words of a corpus: which it uses, and what its acronyms stand for. Gathered while a generation is built, read when one is opened."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from copro_qa.errors import IndexDamaged

__all__ = ["Glossary", "read_glossary", "write_glossary"]

_FILE = "glossary.json"


@dataclass(frozen=True, slots=True)
class Glossary:
    """``acronyms`` holds what each stands for, the commonest meaning first; ``words`` how often each word occurs, in small letters.

    ``also_words`` are the acronyms that the corpus uses as plain words too ("act", "it"): in small letters they mean those.
    """

    acronyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)
    also_words: frozenset[str] = frozenset()


def write_glossary(folder: Path, glossary: Glossary) -> None:
    """Writes ``glossary.json`` into ``folder``."""
    record = {"acronyms": glossary.acronyms, "words": glossary.words, "also_words": sorted(glossary.also_words)}
    (folder / _FILE).write_text(json.dumps(record, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")


def read_glossary(folder: Path) -> Glossary:
    """Reads what ``write_glossary`` wrote; empty where none was gathered. Raises IndexDamaged."""
    file = folder / _FILE
    if not file.is_file():
        return Glossary()
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        return Glossary(
            {acronym: tuple(map(str, meanings)) for acronym, meanings in record["acronyms"].items()},
            {word: int(count) for word, count in record["words"].items()},
            frozenset(record["also_words"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged.at(file) from error
