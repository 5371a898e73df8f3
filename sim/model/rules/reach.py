"""Whether a condition can ever hold, given the ranges of what it names."""

import ast
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from sim.foundations.axes import REAL
from sim.model.expression import Named, value_of

type Ranges = dict[Named, tuple[float, float]]
"""Lowest and highest value of everything that the conditions of a rule name."""

MOST_POINTS = 200_000
"""Combinations of values that are tried; a condition over more names is taken to be possible."""


def ever(tree: ast.expr, ranges: Mapping[Named, tuple[float, float]], unless: ast.expr | None = None) -> bool:
    """Return whether a condition holds for some values within the ranges, and the other one, if given, does not.

    Truth of a comparison of names and numbers changes only at the numbers themselves and at the ends of ranges. So each name
    takes all of these, and values between and just beside them; if none will do, none exists. A condition that calculates may
    change its truth elsewhere: of such a one True is returned.
    """
    trees = [tree] if unless is None else [tree, unless]
    if any(_calculates(each) for each in trees):
        return True
    named = {node.measure for each in trees for node in ast.walk(each) if hasattr(node, "measure")}
    numbers = [number for each in trees for node in ast.walk(each) for number in _number(node)]
    signed = [sign * number for number in numbers for sign in (1, -1)]
    corners = sorted({*signed, *(end for name in named for end in ranges[name] if np.isfinite(end))})
    order = list(named)
    values = [_candidates(corners, *ranges[name]) for name in order]
    if np.prod([len(each) for each in values], dtype=float) > MOST_POINTS:
        return True
    grid = np.meshgrid(*(np.array(each, dtype=REAL) for each in values), indexing="ij")
    read = dict(zip(order, grid, strict=True))
    with np.errstate(all="ignore"):
        holds = value_of(tree, read, REAL)
        if unless is not None:
            holds = np.logical_and(holds, np.logical_not(value_of(unless, read, REAL)))
    return bool(np.any(holds))


def _calculates(tree: ast.expr) -> bool:
    return any(isinstance(node, ast.BinOp) and not hasattr(node, "measure") for node in ast.walk(tree))


def _number(node: ast.AST) -> Iterator[float]:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield float(node.value)


def _candidates(corners: list[float], low: float, high: float) -> list[float]:
    """Return the corners within a range, with values just beside and between them."""
    least, most = (low if np.isfinite(low) else min(corners, default=0) - 1), (high if np.isfinite(high) else max(corners) + 1)
    inside = sorted({min(max(corner, least), most) for corner in (*corners, least, most)})
    between = [low + share * (high - low) for low, high in pairwise(inside) for share in (0.25, 0.5, 0.75)]
    beside = [float(np.nextafter(REAL(corner), REAL(way))) for corner in inside for way in (-np.inf, np.inf)]
    return sorted({value for value in (*inside, *between, *beside) if least <= value <= most})
