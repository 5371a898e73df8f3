"""Every assumption, by theme: the one home of names, prior ranges, bounds and sources. Priors are uniform and wide."""

from collections.abc import Mapping

from sim.scenario.assumption import Assumption
from sim.scenario.assumptions import (
    attacks,
    blocs,
    challenger,
    choices,
    commitment,
    conduct,
    deals,
    diplomacy,
    dyads,
    home,
    posture,
    programme,
    responses,
    security,
    stability,
    stakes,
)

ASSUMPTIONS: tuple[Assumption, ...] = (
    *security.ASSUMPTIONS,
    *posture.ASSUMPTIONS,
    *commitment.ASSUMPTIONS,
    *challenger.ASSUMPTIONS,
    *attacks.ASSUMPTIONS,
    *programme.ASSUMPTIONS,
    *responses.ASSUMPTIONS,
    *diplomacy.ASSUMPTIONS,
    *deals.ASSUMPTIONS,
    *dyads.ASSUMPTIONS,
    *conduct.ASSUMPTIONS,
    *blocs.ASSUMPTIONS,
    *stability.ASSUMPTIONS,
    *home.ASSUMPTIONS,
)
"""What every scenario draws from."""

WEIGHTS: tuple[Assumption, ...] = choices.WEIGHTS
"""What scenarios draw from besides in which governments choose."""

STAKES: tuple[Assumption, ...] = stakes.STAKES
"""What games draw from besides: how much governments value what comes about."""

DECLARED: tuple[Assumption, ...] = (*ASSUMPTIONS, *WEIGHTS, *STAKES)

RETIRED: Mapping[str, str] = {
    "nuclear_weight": "nuclear weapons no longer count as conventional force; see arsenal_alarm and stability_instability",
}
"""Assumptions of earlier versions, and what became of each."""

__all__ = ["ASSUMPTIONS", "DECLARED", "RETIRED", "STAKES", "WEIGHTS"]
