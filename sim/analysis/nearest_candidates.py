"""The candidates of a search that come nearest to keeping every constraint, where none keeps all."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.factors import Factor, cell
from sim.analysis.methods.nsga2 import Evolution
from sim.foundations.errors import PeninsulaError
from sim.foundations.wording import number_text

if TYPE_CHECKING:
    from pandas import DataFrame

NEAREST = 5
"""Candidates that the table holds at most."""


class NoFeasibleCandidateError(PeninsulaError):
    """No candidate of a search keeps every constraint.

    nearest: a row for each of the nearest candidates, the nearest first: its settings by factor, and for each constraint the
    share of worlds in which it holds, under the worldview where that is lowest. constraints: their texts, the last columns.
    share: of worlds that each has to reach.
    """

    def __init__(self, sentence: str, nearest: "DataFrame", constraints: Sequence[str], share: float) -> None:
        super().__init__(sentence)
        self.nearest = nearest
        self.constraints = tuple(constraints)
        self.share = share


def no_feasible_candidate(
    evolution: Evolution, factors: Sequence[Factor], constraints: Sequence[str], share: float
) -> NoFeasibleCandidateError:
    """Return the error of a search without a feasible candidate, which says what the nearest candidate misses.

    Nearest is the candidate that misses the constraints by the smallest sum of shares of worlds.
    """
    from pandas import DataFrame

    violations = evolution.evaluations.violations
    missed = np.maximum(violations, 0).sum(axis=1)
    _, first = np.unique(evolution.coordinates, axis=0, return_index=True)
    order = sorted(first.tolist(), key=lambda index: (missed[index], index))[:NEAREST]
    rows: list[dict[str, Any]] = [
        {factor.key: cell(factor.value(at)) for factor, at in zip(factors, evolution.coordinates[index].tolist(), strict=True)}
        | {text: share - missing for text, missing in zip(constraints, violations[index].tolist(), strict=True)}
        for index in order
    ]
    best = rows[0]
    settings = ", ".join(f"{factor.key} = {_brief(best[factor.key])}" for factor in factors)
    held = ", ".join(f"'{text}' in {best[text]:.1%}" for text in constraints if best[text] < share)
    sentence = (
        f"none of {len(missed):,} candidates keeps every constraint in {share:.0%} of worlds: the nearest keeps {held} "
        f"({settings}); loosen a constraint, or try more candidates"
    )
    return NoFeasibleCandidateError(sentence, DataFrame(rows), constraints, share)


def _brief(value: Any) -> str:
    return number_text(value) if isinstance(value, float) else str(value)
