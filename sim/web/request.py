"""What the page asks: a scenario or an opened file, what is changed in it, and how many worlds to step."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.scenario.catalogue import known_scenarios
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.scenario.theatre_file import known_theatres
from sim.scenario.toml_file import parse_toml

MOST_WORLDS = 2000
MOST_BYTES = 256 * 1024
"""Size of a scenario file above which it is refused."""


@dataclass(frozen=True)
class Question:
    """session: whose question it is; scenario: a name in the folder, unless a file is given.

    file: the text of a scenario file, or empty. changes: as overrides of a scenario. outcomes: whose course over time is wanted.
    against: the scenario that is drawn behind. quick: whether speed counts more than the last digit. names: further scenarios
    of the folder. quantity: what is explained, empty for the headline index. world: typical, best or worst, whose story is told.
    identity: of the world that is looked at by itself.
    """

    session: str
    scenario: str
    file: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    worlds: int = 500
    months: int | None = None
    seed: int | None = None
    outcomes: tuple[str, ...] = ()
    against: str = ""
    quick: bool = False
    names: tuple[str, ...] = ()
    quantity: str = ""
    world: str = "typical"
    identity: int = 0

    def load(self, name: str | None = None, worldview: str | None = None) -> Scenario:
        """Return the scenario that is asked about, or another one of the folder with the same ensemble.

        worldview: takes the place of that of the scenario.
        """
        ensemble = {"worlds": self.worlds, "months": self.months, "seed": self.seed}
        under = {} if worldview is None else {"worldview": worldview}
        if name is not None:
            return load(_known(name), under, **ensemble)  # type: ignore[arg-type]
        with self._path() as path:
            try:
                return load(path, {**self.changes, **under}, **ensemble)  # type: ignore[arg-type]
            except PeninsulaError as error:
                # here nobody sets anything by an option of the command line
                raise PeninsulaError(str(error).removeprefix("--set").lstrip(": ")) from None

    @contextmanager
    def _path(self) -> Iterator[Path]:
        """Give the file of the scenario; an opened one may extend a known scenario, and nothing else."""
        if not self.file:
            yield _known(self.scenario)
            return
        extends = _guarded(self.file)
        with tempfile.TemporaryDirectory() as place:
            for beside in _beside(extends):
                shutil.copyfile(beside, Path(place) / beside.name)
            path = Path(place) / "opened.toml"
            path.write_text(self.file, encoding="utf-8")
            try:
                yield path
            except PeninsulaError as error:
                # no path of this machine is shown
                raise PeninsulaError(str(error).replace(str(path), "the file").replace(f"{place}{os.sep}", "")) from None


def question(asked: Any) -> Question:
    """Return what a request asks.

    Raises PeninsulaError when it cannot be understood.
    """
    if not isinstance(asked, dict):
        raise PeninsulaError("expected a JSON object that says which scenario is asked about")
    for key in asked:
        if key not in _PARTS:
            raise PeninsulaError(f"'{key}' is no part of a question{nearest(key, _PARTS)}")
    changes = asked.get("changes", {})
    if not isinstance(changes, dict) or len(changes) > 500:
        raise PeninsulaError("changes: expected a table of levers and assumptions")
    quick = asked.get("quick", False)
    if not isinstance(quick, bool):
        raise PeninsulaError("quick: expected true or false")
    worlds = _whole(asked, "worlds", 1, MOST_WORLDS, 500)
    assert worlds is not None
    return Question(
        session=_text(asked, "session", 64),
        scenario=_text(asked, "scenario", 200, "baseline"),
        file=_text(asked, "file", MOST_BYTES),
        changes=changes,
        worlds=worlds,
        months=_whole(asked, "months", 1, 600, None),
        seed=_whole(asked, "seed", 0, 2**53, None),
        outcomes=_names(asked, "outcomes", 24),
        against=_text(asked, "against", 200),
        quick=quick,
        names=_names(asked, "names", 6),
        quantity=_text(asked, "quantity", 200),
        world=_text(asked, "world", 20, "typical"),
        identity=_whole(asked, "identity", 0, 10**6, 0) or 0,
    )


_PARTS = tuple(part.name for part in fields(Question))


def _guarded(text: str) -> str | None:
    """Return the name of the scenario that the text of a scenario file extends, or None.

    Raises PeninsulaError when it is no TOML, or names any file of this machine but the known scenarios.
    """
    content = parse_toml(text, "the file")
    theatre, theatres = content.get("theatre", known_theatres()[0]), known_theatres()
    if theatre not in theatres:
        raise PeninsulaError(f"the file names the theatre {shown(theatre)}: expected one of {', '.join(theatres)}")
    if "nowcast" in content:
        raise PeninsulaError("the file begins in a nowcast, which this page cannot read: run it with 'peninsula run'")
    known, extends = known_scenarios(), content.get("extends")
    if extends is None:
        return None
    name = str(extends).removesuffix(".toml")
    if name not in known or not isinstance(extends, str):
        raise PeninsulaError(f"the file extends {shown(extends)}: expected a scenario of this page{nearest(name, known)}")
    return name


def _beside(name: str | None) -> Iterator[Path]:
    """Return the files of the folder in which a known scenario lies, itself among them: it may extend any of them."""
    return known_scenarios()[name].parent.glob("*.toml") if name else iter(())


def _known(name: str) -> Path:
    """Return the file of a known scenario; no other file has a name."""
    known = known_scenarios()
    if name not in known:
        raise PeninsulaError(f"no scenario '{name}' on this page{nearest(name, known)}")
    return known[name]


def _text(asked: Mapping[str, Any], key: str, longest: int, default: str = "") -> str:
    value = asked.get(key, default)
    if not isinstance(value, str) or len(value) > longest:
        raise PeninsulaError(f"{key}: expected a text of at most {longest:,} characters")
    return value


def _names(asked: Mapping[str, Any], key: str, most: int) -> tuple[str, ...]:
    names = asked.get(key, [])
    if not isinstance(names, list) or len(names) > most or not all(isinstance(name, str) for name in names):
        raise PeninsulaError(f"{key}: expected a list of at most {most} names")
    return tuple(names)


def _whole(asked: Mapping[str, Any], key: str, low: int, high: int, default: int | None) -> int | None:
    if key not in asked or asked[key] is None:
        return default
    value = asked[key]
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise PeninsulaError(f"{key}: expected a whole number from {low:,} to {high:,}")
    return value
