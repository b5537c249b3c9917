from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality import variants
from benchmarks.quality.variants import Variant, fingerprint, groups_of, open_variant, read_variants
from copro_qa import wiring
from copro_qa.answer import Reason
from copro_qa.answering.assistant import Assistant
from copro_qa.answering.similarity_reader import SimilarityReader
from copro_qa.evaluation.measure import Group
from copro_qa.evaluation.runner import Answers
from tests.fakes import HashingEmbedderFactory, generation

TEXTS = {
    "carers.md": "# Respite\nUnpaid carers are offered a break every year.\nBoards pay for it.",
    "homes.md": "# Homes\nHomes are built for older people.\nTenants take part in planning homes.",
}
QUESTION = "What is offered to unpaid carers?"
SEARCH_ALONE = (Variant.LEXICAL, Variant.DENSE, Variant.FUSED)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("MODEL", "READER", "CONFIDENCE"):
        monkeypatch.delenv(f"COPRO_QA_{name}", raising=False)
    for module in (wiring, variants):
        monkeypatch.setattr(module, "embedder_factory", lambda model=None, *, threads=0: HashingEmbedderFactory())
    generation(tmp_path, TEXTS)
    return tmp_path


def ranking(answers: Answers) -> list[tuple[str, float, float]]:
    """Of each chunk found, its text, and the figure that each search gave it."""
    return [(found.chunk.span.text, found.lexical, found.similarity) for found in answers.search(QUESTION)]


@pytest.mark.parametrize("variant", SEARCH_ALONE)
def test_search_alone_finds_and_answers_nothing(index: Path, variant: Variant) -> None:
    opened = open_variant(variant, index)
    assert ranking(opened)[0][0] == "Unpaid carers are offered a break every year."
    answer = opened.ask(QUESTION)
    assert (answer.answered, answer.confidence, answer.reason) == (False, 0.0, Reason.NOT_FOUND)
    assert groups_of(variant) == (Group.RETRIEVAL,)


def test_each_search_is_left_out_of_the_other_and_both_are_in_the_fused_one(index: Path) -> None:
    found = {variant: ranking(open_variant(variant, index)) for variant in SEARCH_ALONE}
    assert {similarity for *_, similarity in found[Variant.LEXICAL]} == {0.0}
    assert {lexical for _, lexical, _ in found[Variant.DENSE]} == {0.0}
    (_, lexical, similarity) = found[Variant.FUSED][0]
    assert lexical > 0
    assert similarity > 0
    assert found[Variant.FUSED] == ranking(open_variant(Variant.FULL, index))


def test_without_a_reader_similarity_judges_and_the_full_one_has_its_own(index: Path) -> None:
    without, full = open_variant(Variant.NO_READER, index), open_variant(Variant.FULL, index)
    assert isinstance(without, Assistant)
    assert isinstance(full, Assistant)
    assert isinstance(without.finder.reader, SimilarityReader)
    assert not isinstance(full.finder.reader, SimilarityReader)
    for variant, opened in ((Variant.NO_READER, without), (Variant.FULL, full)):
        answer = opened.ask(QUESTION)
        assert (answer.quotes or answer.related)[0].text == "Unpaid carers are offered a break every year."
        assert groups_of(variant) == tuple(Group)


def test_variants_are_read_in_their_order_and_each_once() -> None:
    assert read_variants("lexical,full,lexical") == [Variant.LEXICAL, Variant.FULL]
    with pytest.raises(ValueError, match=r"'bm25' cannot be measured\. There are: full, lexical, dense, fused, no-reader"):
        read_variants("full,bm25")


def test_a_result_is_named_by_variant_settings_and_the_code_that_it_depends_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = tmp_path / "code"
    for name in ("answering/assistant.py", "evaluation/judging.py", "evaluation/report.py", "service/app.py"):
        (code / name).parent.mkdir(parents=True, exist_ok=True)
        (code / name).write_text("first", encoding="utf-8")
    monkeypatch.setattr(variants, "_CODE", code)
    monkeypatch.delenv("COPRO_QA_CONFIDENCE", raising=False)
    before = fingerprint(Variant.FULL)
    assert fingerprint(Variant.NO_READER) != before
    for name, counts in (
        ("answering/assistant.py", True),
        ("evaluation/judging.py", True),
        ("evaluation/report.py", False),
        ("service/app.py", False),
    ):
        (code / name).write_text("second", encoding="utf-8")
        assert (fingerprint(Variant.FULL) != before) is counts, name
        (code / name).write_text("first", encoding="utf-8")
    monkeypatch.setenv("COPRO_QA_CONFIDENCE", "0.9")
    assert fingerprint(Variant.FULL) != before
