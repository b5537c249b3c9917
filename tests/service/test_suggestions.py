from __future__ import annotations

from pathlib import Path

from copro_qa.document import BlockKind, Source
from copro_qa.service.pages.suggestions import suggested_questions
from copro_qa.store.index_folder import open_current
from tests.service.small_index import build, hostile, later, written


def test_questions_come_from_headings_that_the_text_answers_and_not_from_lists_of_sources(tmp_path: Path) -> None:
    source = Source(path="a.md", file_sha256="d4" * 32, media_type="text/markdown", title="Notes")
    document = written(
        "a.md",
        [
            (BlockKind.HEADING, 1, "Shared orchards"),
            (BlockKind.PARAGRAPH, 0, "Every town has some shared orchards. Shared orchards belong to the people who look after them."),
            (BlockKind.HEADING, 1, "Who pays for seedlings?"),
            (BlockKind.PARAGRAPH, 0, "The council pays for all seedlings in the first year of an orchard."),
            (BlockKind.HEADING, 1, "Who pays for nothing at all?"),
            (BlockKind.HEADING, 1, "Beekeeping"),
            (BlockKind.PARAGRAPH, 0, "Nobody says here what beekeeping is, though beekeeping is named."),
            (BlockKind.HEADING, 1, "Sources"),
            (BlockKind.PARAGRAPH, 0, "Sources of the figures are named in the text above, as sources should be."),
        ],
        source,
    )
    build(tmp_path, [document, later(), hostile()])
    suggested = suggested_questions(open_current(tmp_path))
    assert suggested[0] == "Who pays for seedlings?"
    assert "What are shared orchards?" in suggested
    assert not any("Sources" in question or "Beekeeping" in question or "<" in question or "nothing" in question for question in suggested)


def test_no_more_are_made_than_were_asked_for_and_none_without_documents(tmp_path: Path) -> None:
    build(tmp_path / "some", [later()])
    assert len(suggested_questions(open_current(tmp_path / "some"), wanted=1)) <= 1
    build(tmp_path / "none", [])
    assert suggested_questions(open_current(tmp_path / "none")) == ()
