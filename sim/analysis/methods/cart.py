"""CART: a small decision tree that classifies worlds (Breiman et al. 1984), with scikit-learn."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.methods.prim import Restriction
from sim.foundations.extras import require

DEEPEST = 3
SMALLEST_LEAF = 0.05


@dataclass(frozen=True)
class Rule:
    """A leaf of the tree: the restrictions that lead to it, its number of cases, its density and its coverage."""

    restrictions: tuple[Restriction, ...]
    cases: int
    density: float
    coverage: float


def rules(numbers: NDArray[np.float64], holds: NDArray[np.bool_]) -> tuple[Rule, ...]:
    """Return the leaves of a tree, the densest first.

    numbers: values of the factors, shape (case, factor). holds: whether the condition holds, shape (case,).
    The tree is at most DEEPEST levels deep, and no leaf has fewer than SMALLEST_LEAF of the cases.
    """
    require("sklearn", "analysis")
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier(max_depth=DEEPEST, min_samples_leaf=SMALLEST_LEAF, random_state=0).fit(numbers, holds)
    leaf = tree.apply(numbers)
    leaves = []
    for node, path in _leaves(tree.tree_, 0, {}):
        inside = leaf == node
        restrictions = tuple(Restriction(factor, low, high, 1.0, 1.0) for factor, (low, high) in path.items())
        both = int((inside & holds).sum())
        leaves.append(Rule(restrictions, int(inside.sum()), both / int(inside.sum()), both / int(holds.sum())))
    return tuple(sorted(leaves, key=lambda rule: -rule.density))


def _leaves(tree: Any, node: int, path: dict[int, tuple[float, float]]) -> Iterator[tuple[int, dict[int, tuple[float, float]]]]:
    """Yield every leaf below a node with the bounds of the factors that lead there."""
    if tree.children_left[node] < 0:
        yield node, path
        return
    factor, cut = int(tree.feature[node]), float(tree.threshold[node])
    low, high = path.get(factor, (-np.inf, np.inf))
    yield from _leaves(tree, int(tree.children_left[node]), path | {factor: (low, min(high, cut))})
    yield from _leaves(tree, int(tree.children_right[node]), path | {factor: (max(low, cut), high)})
