"""A tape does again what was done, whatever shares memory meanwhile."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.model.replay.recorded import Recorded, plain
from sim.model.replay.tape import Tape, Values

WORLDS = 7


def numbers(seed: int, shape: tuple[int, ...] = (3, WORLDS)) -> Values:
    return np.random.default_rng(seed).uniform(0.1, 2, shape).astype(np.float32)


@st.composite
def programs(draw: st.DrawFn) -> list[tuple[str, int, int, int]]:
    """Return operations, each on arrays made before it: what, two of them, and a row."""
    some = st.tuples(
        st.sampled_from(["add", "exp", "row", "assign", "in place", "select"]), *[st.integers(0, 99)] * 2, st.integers(0, 2)
    )
    return draw(st.lists(some, min_size=1, max_size=30))


def done(program: list[tuple[str, int, int, int]], arrays: list[Any]) -> list[Any]:
    """Return all arrays that a program makes of three, some of them parts of others."""
    arrays = list(arrays)
    for what, first, second, row in program:
        one, other = arrays[first % len(arrays)], arrays[second % len(arrays)]
        if what == "add":
            arrays.append(one + 0.5 * other)
        elif what == "exp":
            arrays.append(np.exp(-other))
        elif what == "row" and len(one.shape) == 2:
            arrays.append(one[row] * 1)
        elif what == "select":
            arrays.append(np.where(one > 1, one, other))
        elif what == "assign" and len(one.shape) == 2 and first % len(arrays) > 2:
            one[row] = other[row] if len(other.shape) == 2 else other
        elif what == "in place" and len(one.shape) == 2 and first % len(arrays) > 2:
            one[row] += 1
    return arrays


@given(programs(), st.sets(st.integers(0, 99), max_size=4))
def test_a_tape_played_on_other_numbers_gives_what_the_program_gives(
    program: list[tuple[str, int, int, int]], wanted: set[int]
) -> None:
    tape = Tape()
    held = [tape.input(numbers(seed)) for seed in range(3)]
    made = done(program, [Recorded(tape, values) for values in held])
    wanted_rows = sorted({number % len(made) for number in wanted} | {len(made) - 1})
    outputs = tape.finish([plain(made[row]) for row in wanted_rows])
    for attempt in (10, 20):
        others = [numbers(attempt + seed) for seed in range(3)]
        for own, values in zip(held, others, strict=True):
            own[...] = values
        tape.play()
        expected = done(program, [values.copy() for values in others])
        for output, row in zip(outputs, wanted_rows, strict=True):
            np.testing.assert_array_equal(output, expected[row])


def test_what_nothing_depends_on_is_not_done_again() -> None:
    tape, calls = Tape(), []
    held = tape.input(numbers(0))
    for name in ("needed", "idle"):

        def counted(given: Values, out: Values, name: str = name) -> None:
            calls.append(name)
            out[...] = given

        (copy,) = [np.array(held)]
        tape.note(counted, [held], copy)
        if name == "needed":
            output = copy
    (found,) = tape.finish([output])
    held += 1
    tape.play()
    assert calls == ["needed"]
    np.testing.assert_array_equal(found, held)


def test_arrays_that_are_needed_no_more_lend_their_memory() -> None:
    tape = Tape()
    chain = Recorded(tape, tape.input(numbers(0)))
    made = []
    for _ in range(50):
        chain = chain + 1
        made.append(plain(chain))
    tape.finish([plain(chain)])
    assert tape.bytes <= 3 * made[0].nbytes


def test_inputs_begin_as_they_were_although_writing_the_tape_has_changed_them() -> None:
    tape = Tape()
    held = tape.input(np.zeros(4, dtype=np.float32))
    stock = Recorded(tape, held)
    stock += 1
    tape.finish([])
    np.testing.assert_array_equal(held, 0)
    tape.play()
    tape.play()
    np.testing.assert_array_equal(held, 2)
