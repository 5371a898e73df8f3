"""The scores of the hindcast in docs/validation.md as the page of the record shows them: kept in `scored.toml`."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.history.scores import Score

SCORED = Path(__file__).with_name("scored.toml")
"""Written by `peninsula hindcast --scores` together with the page, whose digits it has."""


def scored() -> list[dict[str, Any]]:
    """Return the kept scores: variable, first and last month, forecaster, months, crps, skill, coverage."""
    return list(tomllib.loads(SCORED.read_text(encoding="utf-8"))["score"])


def scored_toml(scores: Sequence[Score]) -> str:
    """Return scores as the file that `scored` reads, rounded as the page prints them."""
    import tomli_w

    tables = [
        {
            "variable": score.variable,
            "first": score.window[0],
            "last": score.window[1],
            "forecaster": score.forecaster,
            "months": score.number,
            "crps": round(score.crps, 3),
            "skill": round(score.skill, 3),
            "coverage": round(score.coverage, 2),
        }
        for score in scores
    ]
    head = "# Written by 'peninsula hindcast --scores' together with docs/validation.md: what the page of the record shows."
    return f"{head}\n\n{tomli_w.dumps({'score': tables})}"
