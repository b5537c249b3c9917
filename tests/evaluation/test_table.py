from copro_qa.evaluation.measure import Group
from copro_qa.evaluation.table import Row, markdown_table
from tests.evaluation.fake_assistant import outcome, run_of

MIXED = run_of(
    outcome("1", words_shown=31, document_ranks=(1,)),
    outcome("2", right=False, confidence=0.6, document_ranks=(None,)),
    outcome("3", kind="near_miss", answerable=False, answered=False, confidence=0.2),
)
ONE = run_of(outcome("1"))


def cells(table: str) -> list[list[str]]:
    """The words of each cell, of all parts."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line and not line.startswith("|--")]


def column(table: str, part: str, label: str) -> dict[str, str]:
    """The cells under a label in one part, by the name of their row."""
    rows = iter(cells(table))
    head = next(row for row in rows if row[0] == part)
    found = {}
    for row in rows:
        if row[0] in set(Group):
            break
        found[row[0]] = row[head.index(label)]
    return found


def test_the_table_has_a_row_for_each_run_and_a_column_for_each_measure() -> None:
    table = markdown_table({"seeds": Row(MIXED), "mine": Row(ONE)})
    assert column(table, "quotes", "first quote right") == {"seeds": ".50 (1 of 2; .00–1.00)", "mine": "1.00 (1 of 1; .03–1.00)"}
    assert column(table, "quotes", "words shown, median") == {"seeds": "16 (n 2; 0–31)", "mine": "0 (n 1; 0–0)"}
    assert column(table, "quotes", "questions") == {"seeds": "3", "mine": "1"}
    assert column(table, "abstention", "refused of the near misses") == {"seeds": "1.00 (1 of 1; .03–1.00)", "mine": "–"}


def test_a_run_that_has_nothing_of_a_part_has_no_row_there() -> None:
    assert list(column(markdown_table({"seeds": Row(MIXED), "mine": Row(ONE)}), "retrieval", "document recall@1")) == ["seeds"]


def test_the_table_can_be_kept_to_what_it_is_about() -> None:
    heads = [row[0] for row in cells(markdown_table({"seeds": Row(MIXED)}, groups=[Group.RETRIEVAL]))]
    assert heads == ["retrieval", "seeds"]


def test_a_measure_that_means_nothing_for_a_run_is_left_out_of_it() -> None:
    table = markdown_table({"seeds": Row(MIXED, without=frozenset({"first_right"})), "mine": Row(ONE)})
    assert column(table, "quotes", "first quote right") == {"seeds": "–", "mine": "1.00 (1 of 1; .03–1.00)"}


def test_the_columns_of_a_part_are_of_one_width() -> None:
    lines = markdown_table({"seeds": Row(MIXED), "a longer name": Row(ONE)}, groups=[Group.QUOTES]).splitlines()
    assert len({len(line) for line in lines}) == 1
