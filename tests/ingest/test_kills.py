from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from copro_qa.errors import CoproQaError
from ingest.build import build
from tests.fakes import HashingEmbedderFactory
from tests.ingest.kills import ReadsHere, at_each_step, build_here, build_killed_at, expected, served, steps_of, survive, write_corpus


@pytest.fixture
def workplace(tmp_path: Path) -> tuple[Path, Path]:
    """A corpus in state 1, with an index of state 0."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    write_corpus(corpus, 0)
    build_here(corpus, index)
    write_corpus(corpus, 1)
    return corpus, index


def test_ten_kills_at_random_moments_leave_a_good_index_that_the_next_build_brings_up_to_date(tmp_path: Path) -> None:
    assert len(list(survive(tmp_path, 10, seed=11))) == 10


def test_a_build_killed_before_any_of_its_last_steps_leaves_the_old_or_the_new_index(workplace: tuple[Path, Path], tmp_path: Path) -> None:
    corpus, index = workplace
    state = 1
    steps = steps_of(corpus, index)
    # The last steps are those of publishing and of tidying up: between the renames a kill is most dangerous.
    for step in range(steps - 11, steps + 1, 2):
        before, state = state, state + 1
        write_corpus(corpus, state)
        build_killed_at(corpus, index, step)
        assert served(index) in (expected(before), expected(state))
        build_here(corpus, index)
        assert served(index) == expected(state)


def test_a_full_disk_at_any_step_leaves_the_old_index_or_finishes_the_new_one(workplace: tuple[Path, Path]) -> None:
    corpus, index = workplace
    steps = steps_of(corpus, index)
    before = state = 1

    def disk_is_full(step: int) -> None:
        if step == full_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for full_at in range(1, steps + 1):
        state += 1
        write_corpus(corpus, state)
        try:
            with at_each_step(disk_is_full):
                build_here(corpus, index)
        except CoproQaError as error:
            assert "No space left on device" in str(error), f"step {full_at}"  # noqa: PT017  # not every step has to fail
        found = served(index)
        assert found in (expected(before), expected(state)), f"step {full_at}"
        before = state if found == expected(state) else before
        assert not list(index.glob("scratch-*")), f"step {full_at}"
    build_here(corpus, index)
    assert served(index) == expected(state)
    assert not list((index / "generations").glob(".*"))


def test_a_build_that_finds_nothing_changed_removes_what_a_killed_one_had_no_time_to(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    for state in range(3):
        write_corpus(corpus, state)
        build(corpus, index, HashingEmbedderFactory(), open_parser=ReadsHere, keep=3)
    assert len(list((index / "generations").iterdir())) == 3
    result = build(corpus, index, HashingEmbedderFactory(), open_parser=ReadsHere, keep=2)
    assert not result.published
    assert len(list((index / "generations").iterdir())) == 2
    assert served(index) == expected(2)
