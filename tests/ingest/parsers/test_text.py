from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.parsers.text import parse_text
from tests.ingest.reading_blocks import blocks_of, leads_of, read_text, settled, texts_of

SEED = Path(__file__).parents[4] / "shared" / "seeds" / "001_5c7e6532f2a2471c.txt"

WRAPPED = """\
COMMUNITY EMPOWERMENT

The Act strengthened the ways in which communities could have greater
control over land and buildings. It also gave more opportunities for co-
production in community planning.

It does three things:
  * it gives rights to community bodies, and it says what public bodies have
    to do when they are asked
  * it asks for plans
  (iii) it reports

Next steps
----------
A last paragraph that says what will happen after the Act has come into
force.
"""


def read(text: str) -> list[tuple[str, str]]:
    return blocks_of(settled(parse_text(text)))


def test_wrapped_lines_are_paragraphs_and_items_again() -> None:
    assert read(WRAPPED) == [
        ("title", "COMMUNITY EMPOWERMENT"),
        (
            "paragraph",
            (
                "The Act strengthened the ways in which communities could have greater control over land and buildings. "
                "It also gave more opportunities for co-production in community planning."
            ),
        ),
        ("paragraph", "It does three things:"),
        ("list_item", "it gives rights to community bodies, and it says what public bodies have to do when they are asked"),
        ("list_item", "it asks for plans"),
        ("list_item", "(iii) it reports"),
        ("heading", "Next steps"),
        ("paragraph", "A last paragraph that says what will happen after the Act has come into force."),
    ]


def test_a_word_broken_at_the_end_of_a_short_line_is_made_whole() -> None:
    assert read("People decide to-\ngether.\nThe board reports.") == [
        ("paragraph", "People decide together."),
        ("paragraph", "The board reports."),
    ]


def test_bare_headings_stand_over_text() -> None:
    blocks = read(
        "The policy context\nThis is a sentence with quite a few words.\nChristie Commission\nThis is another sentence, of some length.\n"
    )
    assert [kind for kind, _ in blocks] == ["title", "paragraph", "heading", "paragraph"]


def test_short_lines_behind_a_colon_are_items_up_to_the_next_sentence() -> None:
    document = settled(
        parse_text("Report\nIt has a key focus on:\nDeveloping services\nPrioritising prevention\nAll of these link to one another.\n")
    )
    assert texts_of(document, BlockKind.LIST_ITEM) == ["Developing services", "Prioritising prevention"]
    assert leads_of(document) == ["It has a key focus on:"] * 2


def test_a_word_broken_at_a_line_end_keeps_two_lines_of_an_unmarked_list_together() -> None:
    lines = ["take part in the deci-", "sions of the panel", "look after self-", "directed money", "keep receipts"]
    document = settled(parse_text("\n".join(["Report", "", "The group must:", *lines, "", "Then it asks."])))
    items = ["take part in the decisions of the panel", "look after self-directed money", "keep receipts"]
    assert texts_of(document, BlockKind.LIST_ITEM) == items
    assert leads_of(document) == ["The group must:"] * 3


def test_numbered_headings_rank_by_their_numbers() -> None:
    document = settled(
        parse_text(
            "Report\n\nA first sentence.\n\n1. Background\n\nSome text.\n\n1.1 Law\n\nMore text here.\n\n2. Results\n\nThe end of it.\n"
        )
    )
    assert [(block.kind, block.level) for block in document.blocks if block.level] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 1),
    ]


def test_a_form_feed_parts_pages_not_sentences() -> None:
    assert read("This sentence begins on one page and\f\ngoes on upon the next.") == [
        ("paragraph", "This sentence begins on one page and goes on upon the next.")
    ]


def test_the_encoding_is_stated_when_it_was_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("“Quoted” text – £5.".encode("cp1252"))
    from ingest.reading import read as read_file

    document = read_file(path)
    assert document.text == "“Quoted” text – £5."
    assert "Windows-1252" in document.report.warnings[0]


@pytest.mark.skipif(not SEED.exists(), reason="the documents that the assistant was first asked for are not here")
def test_the_policy_context_page_comes_out_whole(tmp_path: Path) -> None:
    document = read_text(tmp_path, SEED.read_text(encoding="utf-8"), "seed.txt")
    assert texts_of(document, BlockKind.HEADING) == [
        "Christie Commission",
        "Community Empowerment (Scotland) Act",
        "Greater involvement in policy-making",
    ]
    leads = leads_of(document)
    assert len(leads) == 8
    assert all(lead is not None and lead.endswith("including a key focus on:") for lead in leads[:4])
    assert leads[4:] == ["This has included:"] * 4


TABLES = {
    "dashes": """\
Council   Meetings   Lead
--------- ---------- ------
Angus     12         Kay
Moray     7          Lee
""",
    "dashes above and below": """\
  Council   Meetings  Lead
  ------- ----------  ------
  Angus           12  Kay
  Moray            7  Lee
  ------- ----------  ------
""",
    "strokes": """\
| Council | Meetings | Lead |
|---------|---------:|------|
| Angus   | 12       | Kay  |
| Moray   | 7        | Lee  |
""",
    "a frame": """\
+---------+----------+------+
| Council | Meetings | Lead |
+---------+----------+------+
| Angus   | 12       | Kay  |
| Moray   | 7        | Lee  |
+---------+----------+------+
""",
    "a frame for each row": """\
+---------+----------+------+
| Council | Meetings | Lead |
+=========+==========+======+
| Angus   | 12       | Kay  |
+---------+----------+------+
| Moray   | 7        | Lee  |
+---------+----------+------+
""",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_tables_give_rows_with_their_headings(table: str) -> None:
    assert read(f"Councils have met.\n\n{table}\nThey will meet again.\n")[1:] == [
        ("table_row", "Council: Angus; Meetings: 12; Lead: Kay"),
        ("table_row", "Council: Moray; Meetings: 7; Lead: Lee"),
        ("paragraph", "They will meet again."),
    ]


def test_a_table_without_headings_has_none() -> None:
    frame = "+-------+----------+"
    rows = [frame, "| Angus | Meets    |", frame, "| Moray | Does too |", frame, "| Fife  | Never    |", frame]
    assert read("\n".join(rows)) == [("table_row", "Angus; Meets"), ("table_row", "Moray; Does too"), ("table_row", "Fife; Never")]


DOUBTFUL = {
    "rows in groups": """\
+---------+-------------+
| Role    | Name        |
+---------+-------------+
| Chair   | Ann Smith   |
| Member  | Bob Brown   |
+---------+-------------+
| Chair   | Cat Jones   |
| Member  | Dan White   |
+---------+-------------+
""",
    "a sum apart": """\
+---------+------+
| Body    | Sum  |
+---------+------+
| Council | 10   |
| Board   | 20   |
+---------+------+
| Total   | 30   |
+---------+------+
""",
    "strokes beside the columns": """\
+---------+------+
| Body    | Sum  |
+---------+------+
| Council | 10 |
| Board   | 20   |
+---------+------+
""",
    "figures that stand out of their column": """\
Body            £m
-----------    ---
Council      1 200
Board          300
Other          400
""",
    "texts that are wider than their column": """\
Area       Cost
---------  ----
East       10
West       11
Perth and  Kinross 12
""",
    "cells of two lines": """\
Body       Duty
---------  -----------------
Council    Sets the budget
           never alone
Board      Agrees it
""",
    "cells of two lines side by side": """\
Body        Duty
----------  ------------
Council of  Sets the
Fife        Budget
Board       Agrees it
""",
    "a note below": """\
Body       Duty
---------  -----------------
Council    Sets the budget
Board      Agrees it
Note that  the council decides.
""",
    "a row for each paragraph": """\
Body       Duty
---------  -----------------
Council    Sets the budget

Board      Agrees it
""",
    "a row that is cut": """\
| Body | Duty |
|------|------|
| Board | Agrees |
| Council | Sets the
budget |
""",
    "values between strokes": """\
|x| is the size of x|
|y| is the size of y|
""",
}


@pytest.mark.parametrize("text", DOUBTFUL.values(), ids=DOUBTFUL)
def test_a_table_in_which_a_row_may_be_read_wrongly_stays_lines(text: str) -> None:
    assert "table_row" not in [kind for kind, _ in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "| a stroke | alone |\n",
        "|||\n|||\n",
        "Words that run over\n---- ----- ----\nthe dashes below it\n",
        "|\n|\n",
        "+--\n",
        "| a | b |\n| c |\n",
    ],
)
def test_what_is_no_table_is_read_as_text(text: str) -> None:
    assert "table_row" not in [kind for kind, _ in read(text)]


def test_cells_that_only_strokes_part_are_a_table(tmp_path: Path) -> None:
    table = "Grade | Days\nA     | 25\nB     | 27\n"
    assert texts_of(read_text(tmp_path, f"Text.\n\n{table}\nMore text.\n", "leave.txt"), BlockKind.TABLE_ROW) == [
        "Grade; Days",  # three rows are too few to tell whether the first one heads the others
        "A; 25",
        "B; 27",
    ]


@pytest.mark.parametrize("line", ["Home | Contact | Help", "Grade | Days\nA | 25\nB | 27 | 28"])
def test_strokes_that_part_no_columns_make_neither_a_table_nor_headings(tmp_path: Path, line: str) -> None:
    document = read_text(tmp_path, f"Text.\n\n{line}\n\nMore text comes here.\n", "leave.txt")
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}


def test_a_tick_or_a_cross_before_an_item_is_half_of_what_it_says(tmp_path: Path) -> None:
    found = read_text(tmp_path, "On the phone:\n✗ give your password\n☑ ask who is calling\n• stay calm\n", "document.txt")
    assert texts_of(found, BlockKind.LIST_ITEM) == ["✗ give your password", "☑ ask who is calling", "stay calm"]


@pytest.mark.parametrize("sign", ["a", "1", ".", "(", "|", "<", "-"])
def test_a_line_without_a_space_as_long_as_a_book_is_read(tmp_path: Path, sign: str) -> None:
    """Looked at for cut words from each of its letters on, it took hours."""
    found = read_text(tmp_path, f"The data is this:\n\n{sign * 300_000}\n\nIt ends here.\n", "document.txt")
    assert "The data is this:" in found.text
    assert found.text.endswith("It ends here.")


def test_twenty_thousand_short_lines_are_read(tmp_path: Path) -> None:
    assert len(read_text(tmp_path, "WORD\n" * 20_000, "document.txt").text.split()) == 20_000


def test_the_number_of_an_underlined_heading_tells_its_rank(tmp_path: Path) -> None:
    found = read_text(
        tmp_path, "Intro\n\n1. AIMS\n\nText one.\n\n2. Scope\n--------\n\nText two.\n\nTerms\n-----\n\nText three.\n", "document.txt"
    )
    ranks = [(found.text[block.start : block.end], block.level) for block in found.blocks if block.kind is BlockKind.HEADING]
    assert ranks == [("1. AIMS", 1), ("2. Scope", 1), ("Terms", 2)]


def test_the_number_of_a_clause_that_a_sentence_names_begins_no_item() -> None:
    lines = [
        "Staff may take leave as it is set out for all the teams in section",
        "4. The manager must agree to it before the leave is taken by anyone in a",
        "team, and must do so in ten days of the date on which it was asked for,",
        "or say why.",
    ]
    found = parse_text("Policy\n\n" + "\n".join(lines))
    assert [block.flat for block in found.blocks[1:]] == [" ".join(lines)]


@pytest.mark.parametrize("number", ["2.5 million pounds", "12.5 per cent more"])
def test_a_decimal_number_that_begins_a_line_begins_no_clause(number: str) -> None:
    first = "The council spent a great deal of money on the plan and this came to about"
    rest = "in the first year of the plan, which was more than it\nhad meant to spend on the whole of it in all of its years."
    found = parse_text(f"Report\n\n{first}\n{number} {rest}\n")
    assert [block.flat for block in found.blocks[1:]] == [" ".join(f"{first} {number} {rest}".split())]


def test_a_line_alone_over_numbered_paragraphs_is_a_heading_and_over_a_numbered_list_it_is_not() -> None:
    paragraph = "1. Boards must offer at least a fair rate to everybody who takes part."
    found = read(f"The rate for members\n\nSummary\n\n{paragraph}\n\nWhat to bring\n\n1. A form\n\n2. A pen\n")
    assert ("heading", "Summary") in found
    assert ("paragraph", "What to bring") in found
