"""Tension: the headline index, the regional index, every dyad, and what the press makes of it."""

from collections.abc import Callable

from sim.foundations.axes import Array
from sim.model.indices import gprc, regional_tension
from sim.model.month import Month
from sim.model.outcomes.outcome import Outcome
from sim.model.stages import TALKS
from sim.scenario.theatre import Theatre


def _tension_of(row: int) -> Callable[[Month], Array]:
    return lambda month: month.tensions[row]


def tension(theatre: Theatre) -> list[Outcome]:
    found = [
        Outcome(
            name=f"tension_{rivalry.name}",
            title=f"Tension {rivalry.label}",
            unit="0-100",
            low=0,
            high=100,
            better="lower",
            group="tension",
            definition="100 x (0.7 mean hostility of both sides + 0.3 (1 - e^-heat))",
            read=_tension_of(row),
        )
        for row, rivalry in enumerate(theatre.rivalries)
    ]
    return [
        Outcome(
            name=theatre.headline,
            title=theatre.headline_label,
            unit="0-100",
            low=0,
            high=100,
            better="lower",
            group="tension",
            definition="weighted headline dyads and their worst crisis stage; "
            "50 = mean of 1994-2018, 80 = September 2017, set by hand",
            read=lambda month: month.headline,
        ),
        Outcome(
            name="regional_tension",
            title="Regional tension index",
            unit="0-100",
            low=0,
            high=100,
            better="lower",
            group="tension",
            definition="weighted mean of all dyads",
            read=lambda month: regional_tension(month.tensions, month.cast.weights("regional")),
        ),
        *found,
        Outcome(
            name="gprc",
            title=f"Expected GPR index of {theatre.main_protege.label}",
            unit="% of articles",
            low=0,
            high=100,
            better="",
            group="tension",
            definition="observation model: log-linear in the headline index and talks",
            read=lambda month: gprc(
                month.headline,
                (month.next.channel_stage >= TALKS).max(axis=0, initial=0),
                theatre.start["gpr_level"].value,
            ),
        ),
    ]
