"""Forms and checklists: short entries that stand under one another, often with boxes to tick."""

from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.canonical_text import normalise
from ingest.enumerators import item_text, strip_bullet
from ingest.hyphenation import WordForms
from ingest.parsed import ParsedDocument
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import blocks_of, leads_of, texts_of

ENTRIES = ["Access by wheelchair", "An interpreter", "A seat near the door", "Large print"]
MORE = ["A note taker", "A quiet room", "help with travel", "Something else (say what):"]


def form(*lines: str, heading: str = "On the day", distance: float = 25, **place: float) -> PdfPage:
    page = PdfPage().text(60, 780, "What will help you", size=24, font="bold")
    page.paragraph(60, 745, "Many people have told us what they need so that they can take part in meetings.", "We ask everybody.")
    page.text(60, 680, heading, size=15, font="bold" if not heading.endswith(":") else "plain")
    return page.paragraph(place.get("x", 90), place.get("y", 640), *lines, distance=distance)


def items_of(document: ParsedDocument) -> list[str]:
    return texts_of(document, BlockKind.LIST_ITEM)


def test_entries_under_a_heading_are_items_that_the_heading_leads(tmp_path: Path) -> None:
    document = read(tmp_path, form(*ENTRIES))
    assert items_of(document) == ENTRIES
    assert leads_of(document) == ["On the day"] * 4


def test_entries_under_a_sentence_with_a_colon_are_items_that_it_leads(tmp_path: Path) -> None:
    page = PdfPage().text(60, 700, "Choose all that would help you to take part in the meeting:")
    document = read(tmp_path, page.paragraph(60, 672, *ENTRIES, distance=22))
    assert leads_of(document) == ["Choose all that would help you to take part in the meeting:"] * 4


def test_entries_go_on_in_the_next_column_at_the_same_depth_with_the_same_lead(tmp_path: Path) -> None:
    document = read(tmp_path, form(*ENTRIES).paragraph(330, 640, *MORE, distance=25))
    assert items_of(document) == [*ENTRIES, *MORE]
    assert leads_of(document) == ["On the day"] * 8
    assert {block.level for block in document.blocks if block.kind is BlockKind.LIST_ITEM} == {1}


def test_boxes_that_are_drawn_beside_entries_tell_them_also_where_they_are_set_tightly(tmp_path: Path) -> None:
    page = form(*ENTRIES, distance=14)
    assert items_of(read(tmp_path, page)) == []
    for number in range(len(ENTRIES)):
        y = 639 - 14 * number
        page.grid([70, 79], [y, y + 9])
    assert items_of(read(tmp_path, page)) == ENTRIES


@pytest.mark.parametrize("box", ["\N{BALLOT BOX}", "\N{BALLOT BOX WITH X}", "\uf0a8"])
def test_boxes_that_are_written_are_bullets_that_stay(box: str) -> None:
    assert strip_bullet(f"{box} Large print") == "Large print"
    assert item_text(f" {box} Large print") == f"{box} Large print"


@pytest.mark.parametrize(
    "sign, read_as", [("✓", "✓"), ("✗", "✗"), ("\uf0fc", "✓"), ("\uf0fb", "✗"), ("\uf0fd", "☒"), ("\uf0fe", "☑"), ("\uf0a8", "☐")]
)
def test_ticks_and_crosses_stay_before_their_texts(sign: str, read_as: str) -> None:
    bare = item_text(f"{sign} Ask the tenant first")
    assert bare is not None
    assert normalise(bare, WordForms([])).text == f"{read_as} Ask the tenant first"


@pytest.mark.parametrize("bullet", ["•", "■", "–", "\uf0b7"])
def test_bullets_go(bullet: str) -> None:
    assert item_text(f"{bullet} Large print") == "Large print"


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(ENTRIES[:2], id="too few to be no chance"),
        pytest.param(["We met in the", "hall and talked", "about the things", "that matter"], id="text that runs on"),
        pytest.param(["We met.", "We talked.", "We agreed."], id="sentences"),
        pytest.param(["Your name:", "Your address:", "Your telephone:"], id="places to fill in"),
        pytest.param(["I was never asked what", "I wanted until the day that", "I met Morag"], id="a pull quote"),
        pytest.param(["Ann Smith, University of", "Glasgow, and Bob Brown,", "NHS Fife"], id="authors"),
        pytest.param(
            ["COSLA and Scottish Ministers", "Carers Scotland and NHS Boards", "Fife agreed to it", "In the end."], id="a sentence"
        ),
        pytest.param(["Ann Smith, Officer of Health and Social Care", "Partnership", "Bob Brown, Carer"], id="an entry of two lines"),
        pytest.param(["12 of 40", "31 of 50", "16 of 25"], id="figures"),
    ],
)
def test_what_does_not_read_like_entries_stays_as_it_was(tmp_path: Path, lines: list[str]) -> None:
    assert items_of(read(tmp_path, form(*lines))) == []


def test_lines_that_fill_their_column_are_no_entries(tmp_path: Path) -> None:
    page = PdfPage().text(60, 700, "Aims", size=15, font="bold")
    page.paragraph(60, 680, "Tenants will write the plans", "with the staff of the area,", "and will agree them yearly.")
    loose = ["Tenants of Scotland agree", "Housing plans in their area", "Beside Ministers Scotland"]
    assert items_of(read(tmp_path, page.text(60, 630, "Ways:").paragraph(60, 606, *loose, distance=24))) == []


def test_other_lists_and_a_longer_text_at_the_same_distance_do_not_make_text_of_entries(tmp_path: Path) -> None:
    one = ["A seat at the front for each interpreter", "A large room", "Buttons that can be used from a low position"]
    other = ["A quiet room for those who need this", "Interpreters beside the speakers", "Large print"]
    page = form(*one, x=60).text(60, 550, "In the building", size=15, font="bold").paragraph(60, 520, *other, distance=25)
    page.text(60, 445, "For more about all of this, and about the time that it may take, write to the clerk")
    assert items_of(read(tmp_path, page)) == [*one, *other]


def test_short_texts_that_nothing_leads_are_no_items(tmp_path: Path) -> None:
    page = PdfPage().text(60, 700, "We will see to it that everybody can take part.")
    assert items_of(read(tmp_path, page.paragraph(60, 660, *ENTRIES, distance=25))) == []


def test_cells_that_stand_beside_others_are_no_list(tmp_path: Path) -> None:
    page = form()
    for number, (name, role) in enumerate(zip(ENTRIES, MORE, strict=True)):
        page.text(90, 640 - 25 * number, name).text(250, 640 - 25 * number, role)
    assert items_of(read(tmp_path, page)) == []


def test_an_entry_that_runs_over_two_lines_is_not_cut(tmp_path: Path) -> None:
    page = form(*ENTRIES[:2]).paragraph(90, 590, "A seat that is near to the door of the", "hall where we meet")
    found = [text for _, text in blocks_of(read(tmp_path, page.paragraph(90, 551, *MORE[:3], distance=25)))]
    assert "A seat that is near to the door of the hall where we meet" in found


def test_bullets_in_the_next_column_are_not_nested_in_the_last_of_the_first(tmp_path: Path) -> None:
    page = PdfPage().text(60, 780, "Aims", size=20, font="bold")
    for x, words in ((60, ENTRIES), (320, MORE)):
        page.paragraph(x, 740, *(f"\N{BULLET} {entry} for all who come" for entry in words))
    document = read(tmp_path, page)
    assert [block.level for block in document.blocks if block.kind is BlockKind.LIST_ITEM] == [1] * 8
