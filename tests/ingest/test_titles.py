from dataclasses import replace

import pytest

from copro_qa.document import Recognised
from ingest.facts import sensible_title
from ingest.file_kind import FileKind
from ingest.opening import opening_of
from ingest.parsed import FileFacts
from ingest.settled_facts import settle_facts
from ingest.titles import chosen_title
from tests.ingest.opening_pages import TEXT, first_page, opening

MINUTES = "Ayton Parish Council - 6th March 2012"


def test_minutes_that_were_made_from_older_ones_go_by_their_own_headline() -> None:
    assert (
        chosen_title(MINUTES, opening("## Ayton Parish Council - 3rd September 2019", TEXT)) == "Ayton Parish Council - 3rd September 2019"
    )
    assert chosen_title(MINUTES, opening("## Boyd Parish Council - 6th April 2012", TEXT)) == "Boyd Parish Council - 6th April 2012"
    as_text = opening("Ayton Parish Council - 3rd September 2019", "## Present", TEXT)
    assert chosen_title(MINUTES, as_text) == "Ayton Parish Council - 3rd September 2019"


def test_the_title_in_the_properties_stays_where_the_page_says_the_same_date_in_other_words() -> None:
    for day in ("March 6, 2012", "06/03/2012", "Tuesday 6 March 2012"):
        assert chosen_title(MINUTES, opening("# Minutes of the council", day, TEXT)) == MINUTES
    assert chosen_title("Talk 3.07.2024", opening("# Working with carers", "March 7, 2024", TEXT)) == "Talk 3.07.2024"


@pytest.mark.parametrize(
    "stated",
    [
        "PLAN_final_v3",
        "case-study-two-carers",
        "Draft case study (#2, Carers).docx",
        "BreaksForCarersOptions",
        "OP-ABCD150049 1148..1152",
        "https://doc-04.example/abc",
        "Introduction",
        "Heading 9",
        "House standard template",
        "Annual picnic of the rowing club",
        "[Logo]",
    ],
)
def test_what_says_nothing_of_the_document_yields_to_a_clear_headline(stated: str) -> None:
    assert chosen_title(stated, opening("# Breaks for carers", TEXT)) == "Breaks for carers"


@pytest.mark.parametrize(
    "stated",
    [
        "Short breaks: a policy",
        "Breaks for Carers (2019)",
        "Policies on breaks",
        "Carers",
        "Board paper 12: short breaks of carers",
    ],
)
def test_a_title_that_is_worded_differently_stays(stated: str) -> None:
    assert chosen_title(stated, opening("# Breaks for carers: our policy", "| 2019", TEXT, running="Board paper 12")) == stated


def test_a_title_stays_where_no_headline_is_clear() -> None:
    assert chosen_title("PLAN_final_v3", opening(TEXT, TEXT, TEXT, "## Breaks", TEXT)) == "PLAN_final_v3"
    for line in (
        "# Contents",
        "# 12 May 2019",
        "# “We were never asked,” she said.”",
        "# enquiries@example.org",
        "# Zo5",
        "# Ĝŝěĥňřŧ ķŏěŝ",
    ):
        assert chosen_title("PLAN_final_v3", opening(line, TEXT)) == "PLAN_final_v3"


def test_a_title_of_the_same_series_yields_where_the_page_names_another_matter_or_year() -> None:
    carers = "Short briefing paper: Carers Bill"
    assert chosen_title("Short briefing paper: Fisheries Bill", opening(f"# {carers}", TEXT)) == carers
    fees = "Change proposal for fees: 2023-04"
    assert chosen_title("Change proposal: 2008-0x", opening(f"## {fees}", TEXT)) == fees
    assert chosen_title("Plan 2008", opening("# Plan for 2023", "It follows that of 2008.", TEXT)) == "Plan 2008"


def test_an_entry_of_a_letterhead_and_the_first_words_of_a_paragraph_are_no_titles() -> None:
    page = opening("Clerk : Ann Bain", "Telephone : 1234", "# Ayton Parish Council agenda", TEXT)
    assert chosen_title("Clerk : Col Dow", page) == chosen_title("Clerk : Ann Bain", page) == "Ayton Parish Council agenda"
    assert chosen_title(TEXT[:40], opening("# Breaks for carers", TEXT)) == "Breaks for carers"
    assert chosen_title("Report: short breaks of carers", opening("# Ayton Council agenda", TEXT)) == "Report: short breaks of carers"


def test_the_name_of_a_council_alone_is_no_title_where_the_page_says_what_of_it_this_is() -> None:
    council = "# AYTON COMMUNITY COUNCIL"
    assert chosen_title(None, opening(council, "## COMPLAINTS PROCEDURE", TEXT)) == "AYTON COMMUNITY COUNCIL: COMPLAINTS PROCEDURE"
    assert (
        chosen_title("Ayton Community Council", opening(council, "## STANDING ORDERS", TEXT)) == "AYTON COMMUNITY COUNCIL: STANDING ORDERS"
    )
    held = "Minutes of a meeting of the council held on Monday 8th January 2018 at 7 pm in the hall."
    assert chosen_title(None, opening(council, held, TEXT)) == f"AYTON COMMUNITY COUNCIL: {held[: held.index(' at 7')]}"
    notice = ("## DEPARTMENT OF FISHERIES", "### 50 CFR Part 17", "[Docket 12]", "Rivers and lochs; closed seasons", TEXT)
    assert chosen_title(None, opening(*notice)) == "DEPARTMENT OF FISHERIES: Rivers and lochs; closed seasons"
    assert chosen_title(None, opening(council, TEXT)) == "AYTON COMMUNITY COUNCIL"
    assert chosen_title("Breaks for carers of Ayton, draft", opening(council, TEXT)) == "Breaks for carers of Ayton, draft"


def test_minutes_without_a_date_in_their_headline_take_it_from_the_lines_below() -> None:
    page = opening("## Minutes of the yearly meeting", "Held beside the loch", "### 18 November 2018", TEXT)
    assert chosen_title(None, page) == "Minutes of the yearly meeting, 18 November 2018"
    assert chosen_title(None, opening("## Minutes of the yearly meeting", TEXT, "18 November 2018")) == "Minutes of the yearly meeting"


def test_a_heading_further_down_is_no_headline() -> None:
    assert chosen_title(None, opening("## The service", TEXT)) == "The service"
    assert chosen_title(None, opening(TEXT, TEXT, TEXT, "## The service", TEXT)) is None
    assert chosen_title(None, opening("### A smaller line", "## The service", TEXT)) == "A smaller line"


def test_pages_settle_the_titles_of_files_with_properties_only() -> None:
    facts = FileFacts(title="PLAN_final_v3", publisher="Ayton")
    for kind, title in ((FileKind.PDF, "Breaks for carers"), (FileKind.ODT, "Breaks for carers"), (FileKind.MARKDOWN, "PLAN_final_v3")):
        settled = settle_facts(first_page("# Breaks for carers", TEXT, facts=facts, kind=kind)).facts
        assert (settled.title, settled.publisher) == (title, "Ayton")


def test_an_agenda_under_the_name_of_a_council_has_the_day_of_its_meeting() -> None:
    summons = "To all members: you are summoned to a meeting of the above council on Monday 21st May 2018 at 7.00 pm."
    page = opening("# AYTON COMMUNITY COUNCIL", summons, "## AGENDA", "1. Apologies")
    assert chosen_title(None, page) == "AYTON COMMUNITY COUNCIL: AGENDA, 21st May 2018"


def test_a_letter_goes_by_its_subject_where_nothing_is_set_over_it() -> None:
    assert chosen_title(None, opening("TO: The board", "RE: Breaks for carers", TEXT)) == "Breaks for carers"
    assert chosen_title(None, opening("# Memorandum", "To: The board", "Subject:", "Breaks for carers", TEXT)) == "Breaks for carers"
    assert chosen_title(None, opening("# Department of Care", "Subj: Short breaks", TEXT)) == "Department of Care: Short breaks"
    assert chosen_title(None, opening("TO: Ann", "DATE: 9 May 2019", "RE: Short breaks", TEXT)) == "Short breaks, 9 May 2019"
    assert chosen_title("Breaks_final.docx", opening("TO: The board", "RE: Letter", TEXT)) == "Breaks_final.docx"
    assert chosen_title("Rowing club decision", opening("TO: The board", "Report title: Short breaks", TEXT)) == "Short breaks"
    assert chosen_title(None, opening("# Fees", "Re: Short breaks", TEXT)) == "Fees"
    assert chosen_title(None, opening("Dear Ann,", TEXT)) is None


def test_a_cover_tells_what_of_a_body_it_is() -> None:
    commission = "# Commission on Short Breaks"
    assert (
        chosen_title(None, opening(commission, "| May 2019", "| A plan for carers", TEXT))
        == "Commission on Short Breaks: A plan for carers"
    )
    assert chosen_title(None, opening(commission, "| plans@example.org", "| A plan", TEXT)) == "Commission on Short Breaks"


def test_a_cover_without_a_heading_goes_by_its_first_line() -> None:
    assert chosen_title(None, opening("| A plan for carers of the north", "| Version 1", "## Contents")) == "A plan for carers of the north"
    assert chosen_title(None, opening("| A plan for the", "| Carers of Ayton", "## Contents")) == "A plan for the Carers of Ayton"
    assert chosen_title(None, opening("| Ayton Department of Care", "| A plan for carers", "## Contents")) == (
        "Ayton Department of Care: A plan for carers"
    )
    assert chosen_title(None, opening("| [Logo of the council]", "| A plan for carers", "## Contents")) == "A plan for carers"
    assert chosen_title(None, opening("| Version 1", "| A plan for carers", "## Contents")) is None
    assert chosen_title(None, opening("This was archived.", "Title: A plan for carers", TEXT)) == "A plan for carers"


def test_words_that_were_read_from_a_picture_do_not_contradict_a_title() -> None:
    page = first_page("# Brcaks f0r carcrs at home", "Thc board pays.")
    recognised = replace(page, recognised=(Recognised(0, len(page.text), 0.6),))
    assert chosen_title("Short breaks policy", opening_of(page)) == "Brcaks f0r carcrs at home"
    assert chosen_title("Short breaks policy", opening_of(recognised)) == "Short breaks policy"
    assert chosen_title("scan_0012", opening_of(recognised)) == "Brcaks f0r carcrs at home"


def test_the_minutes_that_an_agenda_has_for_approval_are_not_its_headline() -> None:
    page = opening("# AYTON COMMUNITY COUNCIL", "## Minutes of the previous meeting, 7 May 2019", TEXT)
    assert chosen_title(None, page) == "AYTON COMMUNITY COUNCIL"
    assert chosen_title(None, opening("## Agenda of the board", "Approval of the minutes of 7 May 2019", TEXT)) == "Agenda of the board"


def test_the_title_of_a_law_goes_on_over_the_lines_under_its_headline() -> None:
    law = ("## DIRECTIVE (EU) 2031/12 OF THE COUNCIL", "of 14 May 2031", "on the care of rivers (Rivers Directive)", "THE COUNCIL,")
    assert (
        chosen_title(None, opening(*law)) == "DIRECTIVE (EU) 2031/12 OF THE COUNCIL of 14 May 2031 on the care of rivers (Rivers Directive)"
    )
    assert chosen_title(None, opening("# Breaks", "of carers at home. They may ask.", TEXT)) == "Breaks"
    assert chosen_title(None, opening("# Breaks", "On the care of rivers", TEXT)) == "Breaks"


def test_bodies_under_a_body_are_passed_over_however_they_are_set() -> None:
    page = opening(
        "# DEPARTMENT OF FISHERIES",
        "River Service Agency",
        "## Loch Administration",
        "## 50 CFR Part 17",
        "[Docket 12]",
        "Rivers; closed seasons",
        TEXT,
    )
    assert chosen_title(None, page) == "DEPARTMENT OF FISHERIES: Rivers; closed seasons"


def test_a_title_that_breaks_off_goes_on_in_the_next_line_and_a_kind_of_report_is_none() -> None:
    assert chosen_title(None, opening("# GUIDE FOR", "BREAKS OF CARERS", TEXT)) == "GUIDE FOR BREAKS OF CARERS"
    assert chosen_title(None, opening("# Interim report", "## Breaks for carers", TEXT)) == "Breaks for carers"


def test_a_page_that_begins_with_a_row_goes_by_it_where_the_properties_name_another_year() -> None:
    row = "- Data briefing Short breaks of carers March 2015"
    assert chosen_title("Data briefing, issue 1: August 2012", opening(row, TEXT)) == row[2:]
    assert chosen_title("Data briefing of 2015", opening(row, TEXT)) == "Data briefing of 2015"
    assert (
        chosen_title("Data briefing, issue 1: August 2012", opening("- All that is said of 2012 and 2015", TEXT))
        == "Data briefing, issue 1: August 2012"
    )


def test_a_day_is_no_headline_and_a_name_with_a_sign_is() -> None:
    assert chosen_title(None, opening("## PUBLISHED: 9 December", "# Breaks for carers", TEXT)) == "Breaks for carers"
    assert chosen_title(None, opening("# Updated on 3 May 2024", "## Breaks for carers", TEXT)) == "Breaks for carers"
    assert chosen_title(None, opening("# Breaks@Brae for carers", TEXT)) == "Breaks@Brae for carers"
    assert chosen_title(None, opening("# breaks@brae.example", "## Breaks for carers", TEXT)) == "Breaks for carers"


@pytest.mark.parametrize("stated", ["Report template", "Template", "Blank Word template", "layout 3"])
def test_what_a_program_or_a_template_puts_in_is_no_title(stated: str) -> None:
    assert sensible_title(stated) is None
    assert sensible_title(f"{stated} for carers") == f"{stated} for carers"
