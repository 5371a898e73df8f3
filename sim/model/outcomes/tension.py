"""Tension: the headline index, the regional index, every dyad, and what the press makes of it."""

from sim.model.indices import gprc, regional_tension
from sim.model.outcomes.outcome import Outcome
from sim.model.stages import TALKS
from sim.scenario.theatre import Theatre


def tension(theatre: Theatre) -> list[Outcome]:
    found = [
        Outcome(
            f"tension_{rivalry.name}",
            f"Tension {rivalry.label}",
            "0-100",
            "lower",
            0,
            100,
            "tension",
            "100 x (0.7 mean hostility of both sides + 0.3 (1 - e^-heat))",
            lambda month, row=row: month.tensions[row],  # type: ignore[misc]
        )
        for row, rivalry in enumerate(theatre.rivalries)
    ]
    return [
        Outcome(
            theatre.headline,
            theatre.headline_label,
            "0-100",
            "lower",
            0,
            100,
            "tension",
            "weighted headline dyads and their crisis stage, anchored: 50 = mean of 1994-2018, 80 = September 2017 (hand-set)",
            lambda month: month.headline,
        ),
        Outcome(
            "regional_tension",
            "Regional tension index",
            "0-100",
            "lower",
            0,
            100,
            "tension",
            "weighted mean of all dyads",
            lambda month: regional_tension(month.tensions, month.cast.weights("regional")),
        ),
        *found,
        Outcome(
            "gprc",
            f"Expected GPR index of {theatre.main_protege.label}",
            "% of articles",
            "",
            0,
            100,
            "tension",
            "observation model: log-linear in the headline index and talks",
            lambda month: gprc(
                month.headline,
                (month.next.channel_stage >= TALKS).max(axis=0, initial=0),
                theatre.start["gpr_level"].value,
            ),
        ),
    ]
