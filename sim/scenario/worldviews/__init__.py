"""Worldviews: named sets of assumptions, each for a school of thought."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest
from sim.scenario.toml_file import read_toml

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Worldview:
    """A school of thought: its title, its references and the ranges it stands for.

    prior: what the school says; assumptions: the same as the record leaves it, which is what scenarios use.
    """

    name: str
    title: str
    school: str
    references: tuple[str, ...]
    prior: dict[str, Any]
    assumptions: dict[str, Any]


def known_worldviews() -> tuple[str, ...]:
    """Return the names of the worldviews that come with Peninsula."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def rival_worldviews() -> tuple[str, ...]:
    """Return the schools of thought, and the open mind: all but what the record leans to, which is no theory."""
    return tuple(name for name in known_worldviews() if name != "calibrated")


@cache
def load_worldview(name: str) -> Worldview:
    """Return a worldview by name; raises PeninsulaError when there is none."""
    if name not in known_worldviews():
        known = known_worldviews()
        raise PeninsulaError(f"unknown worldview '{name}': expected one of {', '.join(known)}{nearest(name, known)}")
    content = read_toml(FOLDER / f"{name}.toml")
    return Worldview(
        name, content["title"], content["school"], tuple(content["references"]), content["prior"], content["assumptions"]
    )
