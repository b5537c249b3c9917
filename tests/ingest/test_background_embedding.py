from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.background_embedding import BackgroundEmbedding

LIMIT = 30.0


def lengths(texts: Sequence[str], tell: Callable[[int], None]) -> NDArray[np.float32]:
    for _ in texts:
        tell(1)
    return np.array([[len(text)] for text in texts], np.float32)


def test_vectors_come_back_for_the_texts_that_were_begun() -> None:
    background = BackgroundEmbedding(lengths, lambda _: None)
    for texts in (["a", "bb"], ["ccc"]):
        background.begin(texts)
        assert background.finish().ravel().tolist() == [len(text) for text in texts]
    background.close()


def test_it_says_whether_one_would_have_to_wait_for_what_was_begun() -> None:
    may_end, has_ended = threading.Event(), threading.Event()

    def embed(texts: Sequence[str], tell: Callable[[int], None]) -> NDArray[np.float32]:
        assert may_end.wait(LIMIT)
        return lengths(texts, tell)

    background = BackgroundEmbedding(embed, lambda _: None)
    said = [background.keeps_waiting]
    background.begin(["a"])
    said.append(background.keeps_waiting)
    assert background._begun is not None
    background._begun.add_done_callback(lambda _: has_ended.set())
    may_end.set()
    assert has_ended.wait(LIMIT)
    said.append(background.keeps_waiting)
    assert said == [False, True, False]
    background.finish()
    background.close()


def test_the_reader_goes_on_while_texts_are_embedded() -> None:
    read = threading.Event()

    def embed(texts: Sequence[str], tell: Callable[[int], None]) -> NDArray[np.float32]:
        assert read.wait(LIMIT)
        return lengths(texts, tell)

    background = BackgroundEmbedding(embed, lambda _: None)
    background.begin(["a"])
    read.set()
    assert background.finish().tolist() == [[1]]
    background.close()


def test_progress_is_told_in_the_thread_that_reads() -> None:
    told: list[tuple[int, int]] = []
    background = BackgroundEmbedding(lengths, lambda count: told.append((count, threading.get_ident())))
    background.begin(["a", "b", "c"])
    background.finish()
    background.close()
    assert told == [(1, threading.get_ident())] * 3


def test_what_goes_wrong_in_embedding_is_raised_where_its_vectors_are_wanted() -> None:
    def embed(_: Sequence[str], __: Callable[[int], None]) -> NDArray[np.float32]:
        raise OSError("the disk is full")

    background = BackgroundEmbedding(embed, lambda _: None)
    background.begin(["a"])
    with pytest.raises(OSError, match="the disk is full"):
        background.finish()
    assert not background.is_busy
    background.close()


def test_closing_stops_embedding_after_the_step_that_it_is_at() -> None:
    begun, closing = threading.Event(), threading.Event()
    told: list[int] = []

    def embed(texts: Sequence[str], tell: Callable[[int], None]) -> NDArray[np.float32]:
        begun.set()
        assert closing.wait(LIMIT)
        for _ in texts:
            # close() has been called, or is just about to set what stops this.
            while not background._stopped.is_set():
                pass
            tell(1)
            told.append(1)
        raise AssertionError("embedding went on")

    background = BackgroundEmbedding(embed, lambda _: None)
    background.begin(["a", "b"])
    assert begun.wait(LIMIT)
    closing.set()
    background.close()
    assert told == []


def test_one_portion_is_finished_before_the_next() -> None:
    background = BackgroundEmbedding(lengths, lambda _: None)
    with pytest.raises(ValueError, match="begin"):
        background.finish()
    background.begin(["a"])
    with pytest.raises(ValueError, match="finish"):
        background.begin(["b"])
    background.close()
