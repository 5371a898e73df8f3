"""Starting values of a theatre, each with the bounds within which the equations are valid."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.foundations.errors import shown
from sim.foundations.wording import number_text
from sim.scenario.toml_file import refuse

type Bounds = Mapping[str, tuple[float, float]]
"""Starting value -> lowest and highest that is accepted."""

_SHARE = (0.0, 1.0)

OF_ACTORS: Bounds = {
    "gdp": (0.001, 1e6), "growth": (-10, 20), "reach": (0.001, 1), "strength": (0.001, 1e5),
    "consensus": _SHARE, "consensus_rest": _SHARE,
}  # fmt: skip
OF_RIVALRIES: Bounds = {
    "first_hostility": _SHARE, "second_hostility": _SHARE, "first_rest": _SHARE, "second_rest": _SHARE,
    "first_trust": _SHARE, "second_trust": _SHARE, "first_trust_rest": _SHARE, "second_trust_rest": _SHARE, "heat": (0, 10),
}  # fmt: skip
OF_ALLIANCES: Bounds = {"protege_credibility": _SHARE, "challenger_credibility": _SHARE}
OF_THEATRE: Bounds = {
    "warheads": (0, 5000), "fissile": (0, 5000), "tech": _SHARE, "readiness": _SHARE, "sanctions": _SHARE, "relief": _SHARE,
    "missile_tests_a_month": (0, 100), "nuclear_pressure": _SHARE, "polarisation": _SHARE,
    "index_mean": (0.01, 0.99), "index_peak": (0.01, 0.99), "gpr_level": (-20, 20),
}  # fmt: skip


def check_burden(gdp: float, strength: float, path: Path | str, where: str) -> None:
    """Refuse steady defence spending above GDP."""
    if strength > gdp:
        refuse(path, f"{where}.strength", f"{number_text(strength)} a year: expected no more than the gdp of {number_text(gdp)}")


def figure(value: Any, key: str, bounds: Bounds, path: Path | str, where: str) -> float:
    """Return a starting value; raises PeninsulaError when it is not a number within its bounds."""
    low, high = bounds[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        refuse(path, f"{where}.{key}", f"{shown(value)}: expected a number from {number_text(low)} to {number_text(high)}")
    return float(value)
