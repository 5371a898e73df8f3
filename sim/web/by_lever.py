"""Which changed lever, condition, assumption or rule makes the difference from the reference; runs in a worker."""

from typing import Any

from sim.analysis.by_lever import Part, by_lever, number_of_runs
from sim.foundations.wording import interval_text
from sim.model.batch import can_share_worlds
from sim.model.expression import expression
from sim.scenario.scenario import Scenario
from sim.web.worker import Progress

MOST_RUNS = 80
"""Scenarios that one answer may take: with more than 39 changes it would keep a worker for too long."""


def levers(scenario: Scenario, reference: Scenario, progress: Progress) -> dict[str, Any]:
    """Return what each change does to the headline index in the last month, taken back alone and made alone.

    `reason` says why there is nothing to tell, or is empty.
    """
    if not can_share_worlds(scenario, reference):
        return {"reason": "Worlds of these settings cannot be told apart lever by lever from those of the reference."}
    runs = number_of_runs(reference, scenario)
    if runs == 2:
        return {"reason": f"Nothing differs from {reference.title} yet: change a policy on the left."}
    if runs > MOST_RUNS:
        told = f"These are {runs // 2 - 1} changes, more than this page tells apart"
        return {"reason": f"{told}: use 'peninsula explain {scenario.name} --against {reference.name} --by lever'."}
    headline = scenario.theatre.headline
    found = by_lever(reference, scenario, expression(headline, scenario), workers=1, progress=progress)
    return {
        "reason": "",
        "worlds": scenario.worlds,
        "total": found.whole.mean,
        "total_text": _text(found.whole),
        "changes": [
            {
                "label": change.label,
                "text": change.text,
                "value": float(change.removed.mean()),
                "removed": _text(found.part(change.removed)),
                "alone": _text(found.part(change.alone)),
            }
            for change in found.changes
        ],
        "remainder": {"value": found.remainder["removed"].mean, "text": _text(found.remainder["removed"])},
    }


def _text(part: Part) -> str:
    return interval_text(part.mean, part.half_width)
