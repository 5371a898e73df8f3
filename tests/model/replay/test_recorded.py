"""Recorded arrays answer as those of NumPy do, on the tape as well."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.curves import at, first_that_holds, logistic
from sim.model.replay.recorded import Recorded, plain
from sim.model.replay.tape import Tape, Values

TABLE = np.array([0.25, 0.5, 1.0], dtype=np.float32)
NOTHING = np.zeros(1, dtype=np.float32)

ASKED: dict[str, Callable[[Any], Any]] = {
    "arithmetic with numbers": lambda x: (2 * x - 1) / 12 + np.float32(0.5) - x**2,
    "what is the same in all worlds": lambda x: x * NOTHING + (1 - NOTHING),
    "comparison": lambda x: (x > 0.5) & ~(x >= 1) | (x == 0),
    "flags as numbers": lambda x: (x > 0.5) * np.float32(2) - (x < 0.2) + x,
    "larger and smaller": lambda x: np.minimum(1, np.maximum(x, 0.3)),
    "curve": logistic,
    "power": lambda x: x ** x[0],
    "selection": lambda x: first_that_holds([(x > 1, x), (x > 0.5, np.float32(7))], otherwise=x[1]),
    "look-up": lambda x: at(TABLE, np.minimum(x[0] * 3 // 1, 2)),
    "interpolation": lambda x: np.interp(x[0], TABLE, np.arange(3)).astype(np.float32),
    "limits": lambda x: np.clip(x, 0.2, 0.9),
    "stack": lambda x: np.stack([x[2], x[0] + x[1], NOTHING + x[1]]),
    "concatenation": lambda x: np.concatenate([x, x[:1] * 2]),
    "rows by a list": lambda x: x[[2, 0, -1]],
    "rows by a slice, and the last axis": lambda x: x[1:] + x[..., 0, :],
    "sum and maximum": lambda x: x.sum(axis=0) + x.max(axis=0) + x[:0].max(axis=0, initial=0),
    "type": lambda x: (x > 0.5).astype(np.float32) + x.astype(np.int64),
    "arrays like it": lambda x: np.zeros_like(x) + np.ones_like(x[0]) + np.full_like(x, 3) + np.zeros_like(x, shape=x[0].shape),
    "broadcasting": lambda x: np.broadcast_to(x[0], (4, 5)) + np.stack(np.broadcast_arrays(x[1], NOTHING))[0],
    "copy": lambda x: x.copy() + x,
    "rows in turn": lambda x: sum(x, NOTHING),
}


def numbers(seed: int) -> Values:
    return np.random.default_rng(seed).uniform(0, 2, (3, 5)).astype(np.float32)


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_the_tape_gives_what_numpy_gives(asked: Callable[[Any], Any]) -> None:
    tape = Tape()
    held = tape.input(numbers(1))
    at_first = plain(asked(Recorded(tape, held)))
    np.testing.assert_array_equal(at_first, asked(numbers(1)))
    (output,) = tape.finish([at_first])
    for seed in (2, 3):
        held[...] = numbers(seed)
        tape.play()
        expected = asked(numbers(seed))
        np.testing.assert_array_equal(output, expected)
        assert (output.dtype, output.shape) == (expected.dtype, expected.shape)


def test_a_row_is_assigned_in_place() -> None:
    tape = Tape()
    held = tape.input(numbers(1))
    made = np.zeros_like(Recorded(tape, held))
    made[1] = Recorded(tape, held)[0]
    made[1] += 1
    made[2] = 5
    (output,) = tape.finish([plain(made)])
    held[...] = numbers(2)
    tape.play()
    np.testing.assert_array_equal(output, [np.zeros(5), numbers(2)[0] + 1, np.full(5, 5)])


def test_anything_may_hold_in_some_month() -> None:
    assert Recorded(Tape(), np.zeros(3)).any()


def test_what_a_tape_cannot_do_is_refused() -> None:
    recorded: Any = Recorded(Tape(), numbers(1))
    with pytest.raises(KeyError):
        np.median(recorded)
    with pytest.raises(AssertionError, match="is a view of it"):
        recorded[np.array([0, 2])]
    with pytest.raises(TypeError):
        np.add.reduce(recorded)
