"""Plain text that is parted into pages by form feeds."""

from pathlib import Path

from tests.ingest.reading_blocks import blocks_of, read_text

PAGE = (
    "Brae Council Plan                      May 2020\n\n{0} says that boards decide how the money that they have is spent and\n"
    "that carers are asked first, which takes until the end of the page and goes\n\n                           {1}\n"
)


def test_running_lines_and_numbers_of_pages_are_left_out_and_named(tmp_path: Path) -> None:
    pages = [PAGE.format(name, number) for number, name in enumerate(("Ayr", "Brae", "Cupar"), 4)]
    document = read_text(tmp_path, "\f".join(pages) + "\f\non to the last one.\n", "plan.txt")
    assert document.report.left_out == {"page number": 3, "running header or footer": 2}
    assert document.report.left_out_texts == {"running header or footer": {"Brae Council Plan May 2020": 2}}
    assert document.text.count("May 2020") == 1
    assert "and goes on to the last one." in document.text
    assert not any(str(number) in document.text for number in (4, 5, 6))


def test_lines_of_paragraphs_that_begin_alike_stay(tmp_path: Path) -> None:
    pages = [f"The board must decide within thirty days and tell the carer in writing\nthat it did so in {name}.\n" for name in "ABCD"]
    document = read_text(tmp_path, "\f".join(pages), "plan.txt")
    assert document.text.count("thirty days") == 4
    assert document.report.left_out == {}


def test_a_title_that_comes_again_on_each_page_stays_on_the_first(tmp_path: Path) -> None:
    pages = [
        f"Plan of Brae\n\nIn {name} the board says how the money that it has is spent.\n" for name in ("Ayr", "Brae", "Cupar", "Dundee")
    ]
    document = read_text(tmp_path, "\f".join(pages), "plan.txt")
    assert document.text.startswith("Plan of Brae")
    assert document.report.left_out_texts == {"running header or footer": {"Plan of Brae": 3}}


def test_an_entry_whose_label_has_another_value_on_another_page_stays_on_each(tmp_path: Path) -> None:
    decisions = ("approved", "approved", "refused", "approved", "approved")
    pages = [
        f"Committee of Brae\n\nDecision: {decision}\n\nRequest {number} is about the money that a carer has asked for.\n\nStatus: closed\n"
        for number, decision in enumerate(decisions)
    ]
    document = read_text(tmp_path, "\f".join(pages), "decisions.txt")
    assert document.text.count("approved") == 4
    assert document.text.count("refused") == 1
    assert document.report.left_out_texts == {"running header or footer": {"Committee of Brae": 4, "Status: closed": 4}}


def test_two_pages_are_too_few_to_tell(tmp_path: Path) -> None:
    document = read_text(tmp_path, "\f".join(PAGE.format(name, number) for number, name in enumerate(("Ayr", "Brae"), 1)), "plan.txt")
    assert document.text.count("Brae Council Plan") == 2


def test_a_numbered_line_over_a_paragraph_of_several_lines_is_a_heading(tmp_path: Path) -> None:
    text = (
        "THE PLAN\n\n1. Purpose\n\nBoards decide how money is spent, and they say so in the open\nwhere everyone can hear it.\n\n"
        "References\nBain, A. (2019) The plan.\n"
    )
    found = blocks_of(read_text(tmp_path, text, "plan.txt"))
    assert ("heading", "1. Purpose") in found
    assert found[-2:] == [("heading", "References"), ("reference", "Bain, A. (2019) The plan.")]
