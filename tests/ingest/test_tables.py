"""What the cells of a table span, however far they say, costs no more than the table has room for."""

from __future__ import annotations

from typing import SupportsIndex

import pytest

from ingest.draft import Piece
from ingest.table_cells import Cell, grid_of
from ingest.table_headings import headings_of
from ingest.tables import Table, table_blocks


def cell(text: str, columns: int = 1, rows: int = 1, *, heading: bool = False) -> Cell:
    return Cell([Piece(text)], columns, rows, heading)


def rows_of(*rows: list[Cell]) -> list[str]:
    return [block.raw for block in table_blocks(Table(list(rows)))]


def test_columns_that_only_repeat_the_one_before_are_none() -> None:
    rows = [
        [cell("Year", 500, heading=True), cell("Spent", 500, heading=True)],
        *([cell(f"{year}", 500), cell("£5", 500)] for year in range(3000)),
    ]
    grid = grid_of(rows[:500])
    assert grid is not None
    assert {len(row) for row in grid} == {3}  # the second stays, so that what spans a row spans several columns
    assert rows_of(*rows[:3]) == ["Year: 0; Spent: £5", "Year: 1; Spent: £5"]


def test_a_title_over_more_columns_than_the_table_has_stands_over_its_headings() -> None:
    assert rows_of(
        [cell("Fees", 1000)], [cell("Service", heading=True), cell("Fee", heading=True)], [cell("Day care"), cell("£9")], [cell("Meals", 2)]
    ) == ["Fees", "Service: Day care; Fee: £9", "Meals"]


def test_each_row_calls_its_own_footnotes_and_the_last_also_those_of_headings() -> None:
    noted, tall, heading = cell("Plan"), cell("Board", rows=2), cell("Says", heading=True)
    noted.marks, tall.marks, heading.marks = ["1"], ["2"], ["3"]
    rows = [[cell("Body", heading=True), heading], [tall, noted], [cell("Pay")], [cell("Council"), cell("Ask")]]
    assert [block.marks for block in table_blocks(Table(rows))] == [["2", "1"], [], ["3"]]


@pytest.mark.parametrize("columns, rows", [(1000, 1), (1, 65_534)])
def test_cells_that_span_more_than_any_table_has_room_for_read_row_by_row_without_headings(columns: int, rows: int) -> None:
    head = [cell(f"Head {number}", columns, rows, heading=True) for number in range(10)]
    body = [[cell(f"{row} {number}", columns, rows) for number in range(10)] for row in range(3000)]
    assert grid_of([head, *body]) is None
    said = rows_of(head, *body)
    assert said[0].startswith("Head 0; Head 1; Head 2;")
    assert said[1].startswith("0 0; 0 1; 0 2;")
    assert sum(map(len, said)) < 10 * sum(len(one.flat) + 2 for row in [head, *body] for one in row)


def test_a_wide_table_of_real_cells_keeps_every_heading() -> None:
    head = [cell(f"Day {day}", heading=True) for day in range(400)]
    assert rows_of(head, [cell(str(day)) for day in range(400)])[0].endswith("Day 398: 398; Day 399: 399")


def test_the_headings_of_a_cell_are_looked_for_only_where_it_stands() -> None:
    asked = 0

    class Counted(list[Cell | None]):
        def __getitem__(self, place: SupportsIndex) -> Cell | None:  # type: ignore[override]
            nonlocal asked
            asked += 1
            return super().__getitem__(place)

    row = Counted(cell(str(day)) for day in range(400))
    headers = [[cell("Day", heading=True)] for _ in row]
    for column in range(400):
        assert headings_of(row, column, headers)[0].flat == "Day"
    assert asked < 10 * 400


def test_more_rows_of_headings_than_a_table_can_have_stand_before_no_value() -> None:
    said = rows_of(*([cell(f"Head {row}", heading=True), cell("x", heading=True)] for row in range(40)), [cell("a"), cell("b")])
    assert len(said) == 41
    assert said[-1] == "a; b"


def head(*texts: str) -> list[Cell]:
    return [cell(text, heading=True) for text in texts]


def plain(*texts: str) -> list[Cell]:
    return [cell(text) for text in texts]


def test_headings_further_down_head_the_rows_below_them() -> None:
    said = rows_of(head("Action", "Owner"), plain("Build", "Ann"), head("Risk", "Level"), plain("Flood", "High"), plain("Fire", "Low"))
    assert said == ["Action: Build; Owner: Ann", "Risk: Flood; Level: High", "Risk: Fire; Level: Low"]


def test_headings_that_come_again_are_no_row_of_their_own() -> None:
    said = rows_of(head("Action", "Owner"), plain("Build", "Ann"), plain("Action", "Owner"), plain("Plan", "Bob"))
    assert said == ["Action: Build; Owner: Ann", "Action: Plan; Owner: Bob"]


def test_a_row_of_sums_is_no_row_of_headings() -> None:
    said = rows_of(head("Council", "2019", "2020"), plain("Ayr", "1", "2"), head("Ayrshire", "1", "2"), plain("Fife", "3", "4"))
    assert said[1:] == ["Council: Ayrshire; 2019: 1; 2020: 2", "Council: Fife; 2019: 3; 2020: 4"]
    years = rows_of(head("Council", "2019"), plain("Ayr", "1"), head("Board", "2021"), plain("Fife", "3"))
    assert years[1] == "Board: Fife; 2021: 3"


def test_headings_over_empty_rows_of_a_form_are_read_themselves() -> None:
    said = rows_of(head("Name", "Date"), plain("", ""), head("Address", "Phone"), plain("", ""))
    assert said == ["Name; Date", "Address; Phone"]


def test_a_heading_over_two_columns_heads_the_cells_that_span_the_same() -> None:
    rows = [[cell("Name"), cell("Role", 2)], [cell("Ann"), cell("Chair", 2)], plain("Bob", "Clerk", "since May")]
    said = [block.raw for block in table_blocks(Table(rows, has_header=True))]
    assert said[0] == "Name: Ann; Role: Chair"


def test_a_row_over_all_columns_among_others_heads_the_rows_below_it_and_no_column() -> None:
    rows = [
        [cell("Service", heading=True), cell("2023", heading=True)],
        [cell("Burial", 2, heading=True)],
        [cell("Adult"), cell("£900")],
        [cell("Cremation", 2)],
        [cell("Adult"), cell("£800")],
        [cell("All fees include tax.", 2)],
    ]
    blocks = table_blocks(Table(rows, [Piece("Fees")]))
    assert [(block.raw, block.lead.raw if block.lead else "") for block in blocks] == [
        ("Fees", ""),
        ("Burial", "Fees"),
        ("Service: Adult; 2023: £900", "Burial"),
        ("Cremation", "Fees"),
        ("Service: Adult; 2023: £800", "Cremation"),
        ("All fees include tax.", "Fees"),
    ]


def test_a_title_over_rows_of_headings_stays_one() -> None:
    rows = [[cell("Fees", 2, heading=True)], [cell("Service", heading=True), cell("2023", heading=True)], [cell("Adult"), cell("£900")]]
    assert rows_of(*rows) == ["Fees", "Service: Adult; 2023: £900"]


def test_figures_one_below_the_other_in_a_cell_are_figures() -> None:
    said = rows_of(plain("", "May", "June"), plain("Loans\nSales", "$1,000\n600", "$1,200 0"), plain("Total", "$1,600", "$1,200"))
    assert said[1] == "Total; May: $1,600; June: $1,200"


def test_headings_that_span_rows_below_them_head_these_and_no_columns() -> None:
    rows = [head("Year", "Quarter", "Cost"), [cell("2025", rows=5, heading=True), cell("Q1", rows=2, heading=True)], plain("£1")]
    rows += [[cell("Q2", rows=2, heading=True)], plain("£2"), plain("x", "£3")]
    said = rows_of(*rows)
    assert said[0] == "Year: 2025; Quarter: Q1"
    assert said[1] == "Year: 2025; Quarter: Q1; Cost: £1"
    assert said[3] == "Year: 2025; Quarter: Q2; Cost: £2"


def test_a_first_row_of_headings_stays_one_though_a_cell_of_it_spans_too_far() -> None:
    assert rows_of([cell("Service", heading=True), cell("Fee", rows=2, heading=True)], plain("Day care"), plain("Meals", "£4"))[-1] == (
        "Service: Meals; Fee: £4"
    )


def test_a_heading_that_spans_one_row_too_many_leaves_the_headings_beside_it_what_they_are() -> None:
    rows = [
        [cell("Ward", rows=3, heading=True), cell("Persons", 2, heading=True)],
        head("2011", "2022"),
        plain("10", "12"),
        plain("North", "8", "9"),
    ]
    assert rows_of(*rows)[-1] == "Ward: North; Persons – 2011: 8; Persons – 2022: 9"


def test_a_row_with_nothing_but_cells_that_reach_down_from_the_one_above_is_no_row() -> None:
    assert rows_of([cell("Interviews", rows=3), cell("Ask all", rows=2)], [], [cell("Ask some")]) == [
        "Interviews; Ask all",
        "Interviews; Ask some",
    ]


def test_headings_over_empty_columns_are_not_lost() -> None:
    said = rows_of(head("Number", "Document", "Submitted"), plain("1", "Plan", ""), plain("2", "Map", ""))
    assert said == ["Number; Document; Submitted", "Number: 1; Document: Plan", "Number: 2; Document: Map"]


def test_headings_under_which_something_stands_in_one_row_are_no_row_themselves() -> None:
    said = rows_of(head("Number", "Document", "Submitted"), plain("1", "Plan", ""), plain("2", "Map", "Yes"))
    assert said == ["Number: 1; Document: Plan", "Number: 2; Document: Map; Submitted: Yes"]


def test_headings_above_rows_of_one_cell_only_are_not_lost() -> None:
    rows = [[cell("Levels", 2)], head("Low", "High"), [cell("Say which.", 2)], [cell("Say why.", 2)]]
    assert rows_of(*rows) == ["Levels", "Low; High", "Say which.", "Say why."]


def test_a_text_in_the_corner_above_marked_headings_is_a_title() -> None:
    assert rows_of(plain("x", "", ""), head("Level", "Pin", "Card"), plain("1", "x", "")) == ["x", "Level; Pin; Card", "Level: 1; Pin: x"]
    assert rows_of(plain("x", "", ""), plain("Level", "Pin", "Card"), plain("1", "x", "")) == ["x", "Level; Pin; Card", "1; x"]


def test_a_value_under_an_empty_heading_gets_none_of_the_headings_beside_it() -> None:
    rows = [plain("", "2019", "", "2020"), plain("Ayr", "5", "estimate", "8"), plain("Fife", "6", "", "9")]
    said = [block.raw for block in table_blocks(Table(rows, has_header=True))]
    assert said == ["Ayr; 2019: 5; estimate; 2020: 8", "Fife; 2019: 6; 2020: 9"]


def test_labels_and_values_that_take_turns_are_joined_in_pairs() -> None:
    rows = [[cell("Town", heading=True), cell("Ayr"), cell("State", heading=True), cell("Ohio")]]
    rows += [[cell("Signed", heading=True), cell(""), cell("Date", heading=True), cell("")]]
    assert [block.raw for block in table_blocks(Table(rows, has_header=False))] == ["Town: Ayr; State: Ohio", "Signed; Date"]


def test_a_label_in_a_column_of_figures_has_not_their_heading() -> None:
    rows = [plain("Lead", "£133", "£250"), plain("Designer", "£123", "£231"), plain("Writer", "£113", "£637"), plain("", "Total", "£1,118")]
    assert rows_of(head("Post", "Rate", "Cost"), *rows)[-1] == "Total; Cost: £1,118"
    rows[-1] = plain("", "not known", "£1,118")
    assert rows_of(head("Post", "Rate", "Cost"), *rows)[-1] == "Rate: not known; Cost: £1,118"
    words = [plain("Lead", "high", "£250"), plain("", "low", "£231"), plain("Writer", "low", "£637")]
    assert rows_of(head("Post", "Rate", "Cost"), *words)[1] == "Rate: low; Cost: £231"


def test_a_single_heading_beside_an_empty_corner_heads_its_column() -> None:
    rows = [plain("", "Tonnes"), plain("Cars", "24,906"), plain("Vans", "150")]
    assert [block.raw for block in table_blocks(Table(rows, has_header=True))] == ["Cars; Tonnes: 24,906", "Vans; Tonnes: 150"]
    rows[0] = plain("Tonnes", "")
    assert next(block.raw for block in table_blocks(Table(rows, has_header=True))) == "Tonnes"


def test_a_row_of_units_under_headings_is_part_of_them() -> None:
    rows = [
        [cell("Plant", heading=True), cell("Power", 2, heading=True)],
        plain("", "(kWh)", "(£m)"),
        plain("Ayr", "7,979", "4"),
        plain("Fife", "8", "5"),
    ]
    assert rows_of(*rows) == ["Plant: Ayr; Power – (kWh): 7,979; Power – (£m): 4", "Plant: Fife; Power – (kWh): 8; Power – (£m): 5"]
    rows[1] = plain("", "(5)", "(7)")
    assert rows_of(*rows)[0] == "Power: (5); Power: (7)"
    assert rows_of(head("Plant", "Power"), plain("Ayr", "%"), plain("Fife", "%"))[0] == "Plant: Ayr; Power: %"


def test_a_first_row_that_a_column_counts_with_the_others_heads_none() -> None:
    rows = [plain("1", "Your name"), plain("2", "Your last post"), plain("3", "Your referees")]
    assert [block.raw for block in table_blocks(Table(rows, has_header=True))] == ["1; Your name", "2; Your last post", "3; Your referees"]
    years = [plain("1", "Rank"), plain("12", "Ayr"), plain("13", "Fife")]
    assert [block.raw for block in table_blocks(Table(years, has_header=True))] == ["1: 12; Rank: Ayr", "1: 13; Rank: Fife"]


def test_words_in_every_column_head_rows_of_nothing_but_figures() -> None:
    head = [cell("Mean stay"), cell("People who stayed so long"), cell("Share of all people")]
    body = [[cell(f"{years} years"), cell(str(3 * years)), cell(f"{years} %")] for years in (2, 4, 6)]
    assert rows_of(head, *body)[0] == "Mean stay: 2 years; People who stayed so long: 6; Share of all people: 2 %"
    assert rows_of([cell("One year"), cell("not known"), cell("none")], *body)[1] == "2 years; 6; 2 %"
    assert rows_of(head, *body[:2])[1] == "2 years; 6; 2 %"
    assert rows_of(head, *body, [cell("8 years"), cell("few"), cell("1 %")])[1] == "2 years; 6; 2 %"
