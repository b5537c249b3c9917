from benchmarks.speed.timing import summary


def test_times_are_told_as_median_and_95th_percentile() -> None:
    assert summary([number / 100 for number in range(1, 102)]) == "median 510 ms, 95th percentile 960 ms, n 101"


def test_seconds_are_told_as_seconds() -> None:
    assert summary([2.0]) == "median 2.00 s, 95th percentile 2.00 s, n 1"


def test_short_times_are_told_in_parts_of_a_millisecond() -> None:
    assert summary([0.00125]) == "median 1.25 ms, 95th percentile 1.25 ms, n 1"
