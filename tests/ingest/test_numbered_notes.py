"""Notes that stand together under plain numbers."""

from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.draft import Draft, DraftBlock
from ingest.numbered_notes import find_numbered_notes
from ingest.parsers.pdf import parse_pdf
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import leads_of, read_text, settled, texts_of

NOTES = ("In the survey of carers of 2009.", "See the minutes of May.")
CALLERS = ["Carers want to be asked before the plan is made.", "Boards said so too."]


def page_with(called: str) -> PdfPage:
    page = PdfPage().paragraph(60, 780, *(f"This is line {line} of the text on the first page, which is long." for line in range(10)))
    page.text(60, 620, f"Carers want to be asked {called.format(1)} before the plan is made.")
    return page.text(60, 590, f"Boards said so too.{called.format(2)}")


def last_page(begun: str, heading: str = "Notes") -> PdfPage:
    page = PdfPage().paragraph(60, 780, *(f"The end comes in line {line} here, on another page of the text." for line in range(4)))
    page.text(60, 690, heading, size=14, font="bold")
    return page.paragraph(60, 660, *(f"{begun.format(number)} {note}" for number, note in enumerate(NOTES, 1)))


@pytest.mark.parametrize("called, begun", [("[{}]", "[{}]"), ("[{}]", "{}.")])
def test_notes_under_a_heading_are_linked_with_the_sentences_that_call_them(tmp_path: Path, called: str, begun: str) -> None:
    document = settled(parse_pdf(write_pdf(tmp_path / "notes.pdf", page_with(called), last_page(begun, "End notes"))))
    assert texts_of(document, BlockKind.FOOTNOTE) == [f"{begun.format(number)} {note}" for number, note in enumerate(NOTES, 1)]
    assert leads_of(document, BlockKind.FOOTNOTE) == CALLERS
    assert document.report.left_out["footnote mark"] == 2


def test_marks_in_round_brackets_call_notes_that_are_written_so_and_stay_in_the_text(tmp_path: Path) -> None:
    document = settled(parse_pdf(write_pdf(tmp_path / "notes.pdf", page_with("({})"), last_page("({})"))))
    assert leads_of(document, BlockKind.FOOTNOTE) == ["Carers want to be asked (1) before the plan is made.", "Boards said so too.(2)"]
    assert "footnote mark" not in document.report.left_out


@pytest.mark.parametrize("begun", ["{}.", "({})"])
def test_counts_in_round_brackets_stay_in_their_sentence(tmp_path: Path, begun: str) -> None:
    counts = "Members agreed (1), disagreed (2), or were silent (3)."
    notes = "\n\n".join(f"{begun.format(number)} Note {number}." for number in (1, 2, 3))
    document = read_text(tmp_path, f"# Vote\n\n{counts}\n\n## Notes\n\n{notes}\n")
    assert counts in document.text
    assert bool(texts_of(document, BlockKind.FOOTNOTE)) == (begun == "({})")


def test_counts_that_go_up_and_down_call_no_notes(tmp_path: Path) -> None:
    staff = "The team is a clerk (1), drivers (2) and a cook (1)."
    document = read_text(tmp_path, f"# Staff\n\n{staff}\n\n## Notes\n\n(1) Of May.\n\n(2) Of June.\n")
    assert texts_of(document, BlockKind.FOOTNOTE) == []


def test_one_very_long_word_is_looked_through_once() -> None:  # else this would take minutes
    blocks = [DraftBlock.of(kind, text) for kind, text in ((BlockKind.PARAGRAPH, "a" * 100_000), (BlockKind.HEADING, "Notes"))]
    notes = [DraftBlock.of(BlockKind.PARAGRAPH, f"({number}) Of May.") for number in (1, 2)]
    find_numbered_notes(Draft("application/pdf", [*blocks, *notes]))
    assert blocks[0].marks == []


def test_a_note_of_several_paragraphs_keeps_the_marks_of_each() -> None:
    given = [(BlockKind.PARAGRAPH, "Carers.[1] Boards.[2]"), (BlockKind.HEADING, "Notes"), (BlockKind.PARAGRAPH, "[1] One.")]
    blocks = [DraftBlock.of(kind, text) for kind, text in [*given, (BlockKind.PARAGRAPH, "More."), (BlockKind.PARAGRAPH, "[2] Two.")]]
    blocks[2].marks, blocks[3].marks = ["a"], ["a", "b"]
    draft = Draft("application/pdf", blocks)
    find_numbered_notes(draft)
    assert [block.marks for block in draft.blocks if block.kind is BlockKind.FOOTNOTE] == [["a", "b"], []]


def test_a_raised_mark_calls_a_note_whose_number_is_plain(tmp_path: Path) -> None:
    page = (
        page_with("").raised(60, 540, "People have said this", "1", " for years.").raised(60, 510, "Nobody has heard them", "2", " so far.")
    )
    document = settled(parse_pdf(write_pdf(tmp_path / "notes.pdf", page, last_page("{}."))))
    assert leads_of(document, BlockKind.FOOTNOTE) == ["People have said this for years.", "Nobody has heard them so far."]


def test_entries_that_nothing_calls_stay_items(tmp_path: Path) -> None:
    document = settled(parse_pdf(write_pdf(tmp_path / "notes.pdf", page_with(""), last_page("{}."))))
    assert texts_of(document, BlockKind.FOOTNOTE) == []


def test_entries_under_references_are_references_though_they_are_called(tmp_path: Path) -> None:
    document = settled(parse_pdf(write_pdf(tmp_path / "notes.pdf", page_with("[{}]"), last_page("[{}]", "References"))))
    assert texts_of(document, BlockKind.FOOTNOTE) == []
    assert texts_of(document, BlockKind.REFERENCE) == [f"[{number}] {note}" for number, note in enumerate(NOTES, 1)]
    assert "asked [1] before" in document.text


def test_a_paragraph_of_a_law_is_no_mark(tmp_path: Path) -> None:
    text = "Carers are asked first (1) under section (2) of the act.\n\n## Notes\n\n1. In the survey.\n\n2. See the minutes.\n"
    document = read_text(tmp_path, text)
    assert texts_of(document, BlockKind.FOOTNOTE) == []
    assert "first (1) under section (2)" in document.text


def test_several_notes_may_be_called_at_once_and_a_note_goes_on_over_paragraphs(tmp_path: Path) -> None:
    notes = "[1] One.\n\nAnd more of one.\n\n[2] Two.\n\n[3] Three."
    text = f"Carers are asked.[1, 2] Boards are.[3]\n\n## Notes\n\n{notes}\n\n## Annex\n\nThe end.\n"
    document = read_text(tmp_path, text)
    assert texts_of(document, BlockKind.FOOTNOTE) == ["[1] One. And more of one.", "[2] Two.", "[3] Three."]
    assert texts_of(document, BlockKind.PARAGRAPH) == ["Carers are asked. Boards are.", "The end."]


def test_without_a_heading_only_numbers_in_square_brackets_begin_notes(tmp_path: Path) -> None:
    plain = "Carers are asked.[1] Boards are.[2]\n\nThe end comes here.\n\n{0} One is a note.\n\n{1} Two is a note.\n"
    assert texts_of(read_text(tmp_path, plain.format("[1]", "[2]")), BlockKind.FOOTNOTE) == ["[1] One is a note.", "[2] Two is a note."]
    assert texts_of(read_text(tmp_path, plain.format("1.", "2.")), BlockKind.FOOTNOTE) == []


def test_each_chapter_may_count_its_notes_anew(tmp_path: Path) -> None:
    chapter = "# Chapter {0}\n\nIn {0} carers are asked.[1]\n\n## Notes\n\n1. The note of {0}.\n\n"
    document = read_text(tmp_path, chapter.format("Ayr") + chapter.format("Brae"))
    assert leads_of(document, BlockKind.FOOTNOTE) == ["In Ayr carers are asked.", "In Brae carers are asked."]


def test_in_a_web_page_the_mark_stays_where_a_browser_looks_for_the_words(tmp_path: Path) -> None:
    page = "<h1>Plan</h1><p>Carers are asked [1] first. Boards decide.<sup>2</sup></p><h2>Notes</h2><p>[1] One.</p><p>[2] Two.</p>"
    document = read_text(tmp_path, f"<html><body>{page}</body></html>", "page.html")
    assert texts_of(document, BlockKind.FOOTNOTE) == []  # marks of two kinds
    page = page.replace("<sup>2</sup>", "[2]")
    document = read_text(tmp_path, f"<html><body>{page}</body></html>", "page.html")
    assert texts_of(document, BlockKind.FOOTNOTE) == ["[1] One.", "[2] Two."]
    assert "asked [1] first" in document.text


def test_lines_of_plain_text_that_begin_with_numbers_in_brackets_are_notes_of_their_own(tmp_path: Path) -> None:
    text = (
        "THE PLAN\n\nCarers want to be asked first [1] before the plan is made, and they said so.\nBoards said so too.[2] That is all that"
        " they said of it in that long year.\n\nNOTES\n\n[1] In the survey of carers of 2009, which the board had made by a company\n"
        "of the city.\n[2] See the minutes of May.\n"
    )
    document = read_text(tmp_path, text, "plan.txt")
    assert texts_of(document, BlockKind.FOOTNOTE)[1:] == ["[2] See the minutes of May."]
