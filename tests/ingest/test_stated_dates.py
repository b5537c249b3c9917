from dataclasses import replace

import pytest

from copro_qa.document import BlockKind, Page
from ingest.file_kind import FileKind
from ingest.left_out import Reason
from ingest.parsed import FileFacts, ParsedDocument
from ingest.settled_facts import settle_facts
from ingest.stated_dates import stated_date
from tests.ingest.opening_pages import TEXT, first_page, opening


@pytest.mark.parametrize(
    "line, day",
    [
        ("Published: 2 December 2015 Last updated: 29 June 2022", "2015-12-02"),
        ("First published May 2014", "2014-05"),
        ("Publication date 2016-03-01", "2016-03-01"),
        ("ADOPTED BY COUNCIL 20 AUGUST 2018", "2018-08-20"),
        ("Adopted by the Board of Directors on 12 June 2017", "2017-06-12"),
        ("Version 1.2, 5 May 2019", "2019-05-05"),
        ("Thursday, 5th May, 2019", "2019-05-05"),
        ("Edinburgh, May 2019", "2019-05"),
        ("DATE: 9/28/2023", "2023-09-28"),
        ("DATE: 6/9/2021", "2021"),
        ("Dated this 5th day of May 2019", "2019-05-05"),
        ("Minutes of a meeting of the council held on Monday 8 January 2018 at 7 pm", "2018-01-08"),
    ],
)
def test_a_line_above_the_text_says_which_date_it_is(line: str, day: str) -> None:
    for mark in ("", "| ", "## "):
        assert stated_date(opening("# Breaks for carers", f"{mark}{line}", TEXT)) == day


@pytest.mark.parametrize(
    "line",
    [
        "Review date: 5 May 2021",
        "Next review due: May 2021",
        "Valid until 5 May 2021",
        "Consultation closes on 5 May 2021",
        "For the year ended 31 March 2017",
        "Born 5 May 1971",
        "Act of 5 May 1971 on breaks",
        "Guidance of the House (12; published 9 March 2022) states:",
        "It replaces the policy adopted on 5 May 2011",
        "From May 2019 to June 2020",
        "6/9/2021",
        "Plan 2021-2025",
    ],
)
def test_a_date_of_something_else_is_not_the_documents(line: str) -> None:
    assert stated_date(opening("# Breaks for carers", line, TEXT)) is None


def test_a_date_under_the_label_of_another_matter_is_not_the_documents() -> None:
    assert stated_date(opening("# Certificate", "## 3. DATE OF EXPIRY OF THE CONTRACT", "31st May 2019", TEXT)) is None
    assert stated_date(opening("# Certificate", "Tenant:", "31st May 2019", TEXT)) is None
    assert stated_date(opening("# Certificate", "Date:", "31st May 2019", TEXT)) == "2019-05-31"
    assert stated_date(opening("# Breaks", TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, "31 May 2019")) is None
    assert stated_date(opening("# Breaks", "May 2019", "June 2020", TEXT)) is None


def test_of_several_dates_that_of_publication_goes_first_and_then_the_latest_of_its_making() -> None:
    assert stated_date(opening("# Breaks", "Published May 2014", "Updated June 2016", TEXT)) == "2014-05"
    assert stated_date(opening("# Breaks", "Adopted 5 May 2014", "Revised 6 June 2016", TEXT)) == "2016-06-06"
    assert stated_date(opening("## Minutes, 5 May 2014", "Date: 9 May 2014", TEXT)) == "2014-05-05"


def test_a_date_in_the_title_counts_where_the_page_has_it_too() -> None:
    page = opening("Ayton Council - 3rd May 2019", "## Present", TEXT)
    assert stated_date(page, "Ayton Council - 3 May 2019") == "2019-05-03"
    assert stated_date(page, "Ayton Council - 3 May 2018") is None
    assert stated_date(opening("# Talk", "March 7, 2024", TEXT, "April 2, 2024"), "Talk 3.07.2024 and 3/4/2021") == "2024-03-07"


def running(line: str, times: int = 3) -> str | None:
    page = first_page("# Breaks", TEXT)
    return stated_of(replace(page, report=replace(page.report, left_out_texts={Reason.RUNNING_LINE: {line: times}})))


def stated_of(document: ParsedDocument) -> str | None:
    return settle_facts(document).facts.published


def test_the_lines_of_every_page_date_a_journal_but_not_the_copy_of_it() -> None:
    assert running("Gazette / Vol. 80 / Tuesday, March 10, 2015 / Rules") == "2015-03-10"
    for line in (
        "02/04/2026, 12:08",
        "on 10 February 2018",
        "Downloaded 10 February 2018",
        "Signed ____ Dated 12 May 2019",
        "Valid until 5 May 2021",
    ):
        assert running(line) is None
    assert running("Gazette, March 10, 2015", times=1) is None


def settled(*blocks: str, kind: FileKind = FileKind.PDF, published: str | None = None, made: str | None = None) -> tuple[str | None, str]:
    document = settle_facts(first_page(*blocks, facts=FileFacts(published=published, made=made), kind=kind))
    return document.facts.published, " ".join(document.report.warnings)


def test_what_a_pdf_says_goes_before_what_its_properties_say() -> None:
    assert settled("# Breaks", "| May 2019", TEXT, published="2021-01-01", made="2021-01-01") == ("2019-05", "")
    assert settled("# Breaks", TEXT, published="2021-01-01", made="2022-01-01") == ("2021-01-01", "")
    assert settled("# Breaks", "| May 2019", TEXT, published="2021-01-01", kind=FileKind.DOCX) == ("2021-01-01", "")


def test_the_day_on_which_a_pdf_was_made_is_taken_only_where_the_first_pages_bear_it_out() -> None:
    for line in ("Plan 2021-2025", "It follows the plan of 2020.", "Without any year."):
        day, warning = settled("# Breaks", line, TEXT, made="2021-01-05")
        assert day == "2021-01-05"
        assert "on which day it was made as PDF" in warning
    day, warning = settled("# Breaks", "It follows the plan of 2012.", TEXT, made="2021-01-05")
    assert day is None
    assert "made as PDF on 5 January 2021" in warning
    of_a_year = first_page("# Breaks", "Notes of 2021", TEXT, facts=FileFacts(title="Breaks - 02/07/2017", made="2021-01-05"))
    assert stated_of(of_a_year) is None


def test_a_date_far_behind_the_day_on_which_a_pdf_was_made_is_of_something_else() -> None:
    assert settled("# Agenda", "| 9 May 2019", TEXT, made="2019-05-02")[0] == "2019-05-09"
    assert settled("# Agenda", "| 9 May 2029", TEXT, made="2019-05-02")[0] == "2019-05-02"
    assert settled("# Agenda", "| May 2019", TEXT, made="2019-02-31")[0] is not None


def test_an_office_file_is_never_dated_by_its_last_save() -> None:
    day, warning = settled("# Breaks", TEXT, kind=FileKind.ODT, made="2019-03-04")
    assert day is None
    assert "last saved on 4 March 2019" in warning
    assert settled("# Breaks", "| May 2018", TEXT, kind=FileKind.ODT, made="2019-03-04") == ("2018-05", "")
    assert settled("# Breaks", "| May 2018", TEXT, kind=FileKind.MARKDOWN) == (None, "")


def test_a_row_of_a_table_tells_its_date_by_the_cell_before() -> None:
    row = "Property: Release date; Value: 20/11/2019"
    page = first_page("# Breaks", row, TEXT)
    blocks = (page.blocks[0], replace(page.blocks[1], kind=BlockKind.TABLE_ROW), page.blocks[2])
    assert stated_of(replace(page, blocks=blocks)) == "2019-11-20"
    assert stated_of(replace(page, text=page.text.replace("Release date", "Review due."), blocks=blocks)) is None


def test_the_imprint_behind_the_cover_says_when_a_document_was_published() -> None:
    page = first_page("# Breaks", TEXT, "Published: April 2022", "Updated May 2023")
    start = page.blocks[2].start
    document = replace(page, pages=(Page(1, "1", 0, start), Page(2, "2", start, len(page.text))))
    assert stated_of(document) == "2022-04"
    assert stated_of(replace(document, text=document.text.replace("Published: A", "Consult.: A"))) is None


@pytest.mark.parametrize("item", ["2. To approve the minutes of the meeting of 7 May 2019", "Minutes of the previous meeting, 7 May 2019"])
def test_the_minutes_that_an_agenda_has_for_approval_are_of_another_day(item: str) -> None:
    assert stated_date(opening("# Agenda of the board", "1. Apologies", item)) is None
    assert stated_date(opening("## Ayton Council", "## AGENDA", item)) is None
    assert stated_date(opening("## Ayton Council", "Approved minutes of the meeting of 7 May 2019", TEXT)) == "2019-05-07"
