"""The shapes that the equations are made of: which of some cases holds first."""

import numpy as np

from sim.model.curves import first_that_holds


def test_the_first_case_that_holds_decides_and_otherwise_what_is_left() -> None:
    one, two = np.array([True, True, False, False]), np.array([True, False, True, False])
    value = np.array([5, 6, 7, 8], dtype=np.float32)
    found = first_that_holds(((one, np.float32(1)), (two, value)), otherwise=np.float32(-1))
    np.testing.assert_array_equal(found, np.array([1, 1, 7, -1], dtype=np.float32))
    assert found.dtype == np.float32
