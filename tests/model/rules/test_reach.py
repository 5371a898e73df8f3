"""Whether conditions can hold is decided rightly: by trying all values of a coarse grid."""

import ast

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.model.expression import Expression, Parameter, condition, evaluator
from sim.model.rules.reach import Ranges, ever
from sim.scenario.loading import load

SCENARIO = load("baseline_2025", worlds=1, months=12)
NAMES = ("p", "q", "r")
NUMBERS = st.integers(0, 4).map(float)


@st.composite
def conditions(draw: st.DrawFn, depth: int = 3) -> str:
    """Draw a condition that compares parameters and whole numbers."""
    if depth == 0 or draw(st.booleans()):
        sides = [draw(st.sampled_from(NAMES)), draw(st.sampled_from([*NAMES, "0", "1", "2", "3", "4"]))]
        return f"{sides[0]} {draw(st.sampled_from(['<', '<=', '>', '>=', '==', '!=']))} {sides[1]}"
    join = draw(st.sampled_from(["{} and {}", "{} or {}", "not ({})"]))
    return join.format(f"({draw(conditions(depth - 1))})", f"({draw(conditions(depth - 1))})")


def tree(text: str) -> ast.expr:
    parsed: Expression = condition(f"({text}) and talks >= 0", SCENARIO, NAMES)
    assert isinstance(parsed.tree, ast.BoolOp)
    return parsed.tree.values[0]


@given(text=conditions(), other=conditions(), ends=st.lists(st.tuples(NUMBERS, NUMBERS).map(sorted), min_size=3, max_size=3))
def test_a_condition_holds_somewhere_if_and_only_if_it_does_on_a_grid(text: str, other: str, ends: list[list[float]]) -> None:
    ranges: Ranges = {Parameter(name): (low, high) for name, (low, high) in zip(NAMES, ends, strict=True)}
    # with three names and whole numbers, eighths hold every order of the names between two neighbours
    axes = [np.unique(np.concatenate([np.arange(low, high, 1 / 8), [high]])) for low, high in ranges.values()]
    grid = dict(zip(ranges, np.meshgrid(*axes), strict=True))
    first, second = evaluator(tree(text))(grid), evaluator(tree(other))(grid)
    assert ever(tree(text), ranges) == bool(np.any(first))
    assert ever(tree(text), ranges, tree(other)) == bool(np.any(first & ~second))
