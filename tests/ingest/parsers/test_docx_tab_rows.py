from pathlib import Path

import pytest

from ingest.parsers.docx import parse_docx
from tests.ingest.docx_writer import paragraph, write_docx
from tests.ingest.reading_blocks import blocks_of, settled

TAB = "<w:r><w:tab/></w:r>"


def line(*texts: str, bold: bool = False, tabs: int = 1) -> str:
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return paragraph((TAB * tabs).join(f"<w:r>{properties}<w:t>{text}</w:t></w:r>" for text in texts))


def said(folder: Path, *lines: str) -> list[tuple[str, str]]:
    return blocks_of(settled(parse_docx(write_docx(folder / "a.docx", "".join(lines)))))


def test_lines_that_tabs_part_into_as_many_cells_are_rows(tmp_path: Path) -> None:
    found = said(tmp_path, line("Day care", "Met"), line("Home care", "Not met", tabs=3), line("Respite", "Met"), line("Call us."))
    assert found == [
        ("table_row", "Day care; Met"),
        ("table_row", "Home care; Not met"),
        ("table_row", "Respite; Met"),
        ("paragraph", "Call us."),
    ]


def test_a_bold_line_of_them_heads_the_columns(tmp_path: Path) -> None:
    head = line("Service", "Cost", bold=True)
    rows = [
        text
        for _, text in said(tmp_path, head, line("Day care", "£8"), line("Home care", "£10"), head, line("Lunch", "£3"), line("Tea", "£1"))
    ]
    assert rows == [
        "Service: Day care; Cost: £8",
        "Service: Home care; Cost: £10",
        "Service: Lunch; Cost: £3",
        "Service: Tea; Cost: £1",
    ]


@pytest.mark.parametrize("lines", [
    [("Ann Ayr", "Manager"), ("Bob Ure", "Clerk")],
    [("Name:", "Ann"), ("Town:", "Ayr"), ("Post:", "Clerk")],
    [("Day care", "Met"), ("Home care", "Met", "Late"), ("Respite", "Met")],
    [("Signed", "......"), ("Witness", "......"), ("Date", "......")],
    [("The council pays for care at home that a person has been assessed as needing since the", "spring")] * 3,
])  # fmt: skip
def test_other_lines_with_tabs_stay_running_text(tmp_path: Path, lines: list[tuple[str, ...]]) -> None:
    assert all(kind != "table_row" for kind, _ in said(tmp_path, *(line(*texts) for texts in lines)))
