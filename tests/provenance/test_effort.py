from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from copro_qa.answer import Quote
from copro_qa.document import BlockKind
from copro_qa.errors import InvalidInput
from copro_qa.payload import quote_payload
from copro_qa.provenance.effort import SERVICE_EFFORT, Effort
from copro_qa.provenance.library import GenerationLibrary
from copro_qa.provenance.verify import verify
from tests.fakes import document, generation

LONG = document((BlockKind.PARAGRAPH, " ".join(f"word{number % 997}" for number in range(40_000))))
CITATION = {"path": LONG.source.path, "document": LONG.id}


def library(index: Path, effort: int | None) -> GenerationLibrary:
    return GenerationLibrary(generation(index, [LONG]), effort=effort)


def rewritten() -> dict[str, Any]:
    return {"text": " ".join(f"other{number}" for number in range(900)), "citation": CITATION}


def common() -> dict[str, Any]:
    """A single letter, which the document has tens of thousands of times."""
    return quote_payload(Quote(LONG.span(len(LONG.text) - 1, len(LONG.text)), 0.5), 1)


def without_words() -> dict[str, Any]:
    return {**CITATION, "start": 0, "end": 4_000, "quote_sha256": "0" * 64}


@pytest.mark.parametrize("made", [rewritten, common, without_words])
def test_whatever_makes_a_check_long_is_counted(made: Callable[[], dict[str, Any]], tmp_path: Path) -> None:
    record = made()
    allowed = library(tmp_path, SERVICE_EFFORT)
    verify(record, allowed)
    with pytest.raises(InvalidInput, match="take too long"):
        verify(record, library(tmp_path, 20_000_000))


def test_an_answer_of_a_long_document_can_be_checked_though_all_of_it_was_rewritten(tmp_path: Path) -> None:
    quotes = [{"text": " ".join(f"other{number}" for number in range(60)), "citation": CITATION}] * 13
    check = verify({"quotes": quotes}, library(tmp_path, SERVICE_EFFORT))
    assert len(check.quotes) == 13


def test_without_a_limit_nothing_is_refused() -> None:
    effort = Effort()
    for _ in range(1_000):
        effort.align(10**9, 1_000)
    limited = Effort(100)
    limited.search(100)
    with pytest.raises(InvalidInput):
        limited.search(1)
