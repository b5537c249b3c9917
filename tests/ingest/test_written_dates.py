import pytest

from ingest.written_dates import written_dates, years_in


@pytest.mark.parametrize(
    "text, readings",
    [
        ("held on Tuesday 3rd September 2019 at noon", ("2019-09-03",)),
        ("the 3rd day of September, 2019", ("2019-09-03",)),
        ("TUESDAY, 10TH JANUARY 2017", ("2017-01-10",)),
        ("September 3, 2019", ("2019-09-03",)),
        ("Sept. 2019", ("2019-09",)),
        ("2019-09-03", ("2019-09-03",)),
        ("13.12.2019", ("2019-12-13",)),
        ("3/4/2019", ("2019-04-03", "2019-03-04")),
        ("04.04.24", ("2024-04-04",)),
        ("31 June 2019", ("2019-06",)),
        ("31.06.2019", None),
        ("May 2019-20", None),
        ("version 2.10.2", None),
        ("maybe 2019", None),
        ("in 2019", None),
    ],
)
def test_dates_are_read_as_they_are_written(text: str, readings: tuple[str, ...] | None) -> None:
    assert [date.readings for date in written_dates(text)] == ([] if readings is None else [readings])


def test_each_date_is_told_once_and_in_order() -> None:
    text = "On 2019-05-01, May 2018 and 3 May 2017 were named."
    assert [(text[date.start : date.end], date.certain) for date in written_dates(text)] == [
        ("2019-05-01", "2019-05-01"),
        ("May 2018", "2018-05"),
        ("3 May 2017", "2017-05-03"),
    ]
    assert written_dates("3/4/2019")[0].certain is None


def test_years_are_told_alone_and_in_dates_and_not_within_longer_numbers() -> None:
    assert years_in("Between 1999 and 3 May 2019, no. 20191 of 1850") == [1999, 2019]
