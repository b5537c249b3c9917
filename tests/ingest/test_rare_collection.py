from __future__ import annotations

import gc
import weakref

import pytest

from ingest.rare_collection import rarely_collected


class Ring:
    """Holds itself."""

    def __init__(self) -> None:
        self.held = self


def test_afterwards_python_searches_as_often_as_before_also_after_an_error() -> None:
    def break_down() -> None:
        assert gc.get_threshold() > before
        raise ValueError("broken")

    before = gc.get_threshold()
    with pytest.raises(ValueError, match="broken"), rarely_collected():
        break_down()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_what_holds_only_itself_is_let_go_of_meanwhile_too() -> None:
    with rarely_collected():
        ring = weakref.ref(Ring())
        held: list[list[int]] = [[] for _ in range(120_000)]
        assert ring() is None
    assert len(held) == 120_000
