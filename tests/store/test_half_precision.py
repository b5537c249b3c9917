from __future__ import annotations

import numpy as np
import pytest

from copro_qa.store.half_precision import widened

EVERY = np.arange(2**16, dtype=np.uint16).view(np.float16)
"""Every number that half precision has."""


def test_every_finite_number_stays_the_same_to_the_last_bit() -> None:
    finite = EVERY[np.isfinite(EVERY)]
    assert widened(finite).tobytes() == finite.astype(np.float32).tobytes()


@pytest.mark.parametrize("number", [np.inf, -np.inf, np.nan])
def test_what_is_not_finite_stays_so(number: float) -> None:
    numbers = np.array([[0.5, number], [-0.25, 1.0]], np.float16)
    np.testing.assert_array_equal(widened(numbers), numbers.astype(np.float32))


def test_nothing_gives_nothing_of_the_same_shape() -> None:
    assert widened(np.empty((0, 8), np.float16)).shape == (0, 8)
