from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality.folders import CACHE
from benchmarks.quality.options import parser_with_sets
from benchmarks.quality.sets import Part


def test_without_options_the_reported_part_of_the_sets_that_a_measurement_names_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPRO_QA_EVALDATA", "/data")
    options = parser_with_sets("benchmarks.some", "What it does.\nMore.", sets=["starter", "seeds"]).parse_args([])
    assert (options.data, options.sets, options.part) == (Path("/data"), ["starter", "seeds"], Part.REPORT)
    assert (options.limit, options.cache) == (None, CACHE)
    monkeypatch.delenv("COPRO_QA_EVALDATA")
    every = parser_with_sets("benchmarks.some", None, cache=False).parse_args([])
    assert (every.data, every.sets, hasattr(every, "cache")) == (None, None, False)


def test_sets_part_and_limit_are_read_and_another_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    parser = parser_with_sets("benchmarks.some", "What it does.\nMore.", sets=["starter"])
    options = parser.parse_args(["--sets", "squad2,clapnq", "--part", "choose", "--limit", "3"])
    assert (options.sets, options.part, options.limit) == (["squad2", "clapnq"], Part.CHOOSE, 3)
    with pytest.raises(SystemExit):
        parser.parse_args(["--part", "best"])
    assert "python -m benchmarks.some" in capsys.readouterr().err
    assert parser.description == "What it does."
