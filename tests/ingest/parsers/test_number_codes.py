import pytest

from ingest.parsers.number_codes import as_number, written


@pytest.mark.parametrize(
    "value, code, shown",
    [
        ("8.1999999999999993", "General", "8.2"),
        ("0.434782", "0%", "43%"),
        ("0.125", "0.0%", "12.5%"),
        ("0.5", "0", "1"),  # as spreadsheets round, not as banks do
        ("1234567.5", "#,##0", "1,234,568"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("-5", "0;(0)", "(5)"),
        ("12300000", '£#,##0.0,,"m"', "£12.3m"),
        ("0.5", "[$£-809]#,##0.00", "£0.50"),
        ("7", '"Q"0', "Q7"),
        ("0", '_-* #,##0_-;\\-* #,##0_-;_-* "-"??_-;_-@_-', "-"),
        ("3", "0.#%", "300%"),
        ("12", ";;;", ""),  # which shows no figure at all
        ("43862", "mmm-yy", "Feb-20"),
        ("43862", "[$-809]d mmmm yyyy", "1 February 2020"),
        ("43862.5", "dd/mm/yyyy hh:mm", "43862.5"),  # times are not known
        ("2015", "", "2015"),
        ("5", "[>100]0;0.0", "5"),  # nor are conditions
        ("-1", "yyyy", "-1"),
    ],
)
def test_a_number_is_written_as_a_spreadsheet_shows_it(value: str, code: str, shown: str) -> None:
    number = as_number(value)
    assert number is not None
    assert written(number, code) == shown


def test_days_are_counted_from_1904_where_the_file_says_so() -> None:
    number = as_number("42400")
    assert number is not None
    assert written(number, "d/m/yyyy", from_1904=True) == "1/2/2020"


@pytest.mark.parametrize("text", ["#N/A", "", "NaN", "Infinity", "1e400", "Ayr"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert as_number(text) is None
