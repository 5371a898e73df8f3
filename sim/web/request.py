"""A request of the page: a scenario or an opened file, the changes to it, and the size of the ensemble."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.model.rules.bound import bound_rules
from sim.scenario.catalogue import known_scenarios
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.scenario.theatre_file import known_theatres
from sim.scenario.toml_file import parse_toml
from sim.web.naming import checked_name, named
from sim.web.stacks import source_of

MAX_WORLDS = 2000
MAX_FILE_BYTES = 256 * 1024
"""Size of the largest scenario file that is accepted."""


@dataclass(frozen=True)
class SettingsRequest:
    """The settings of a page, and what it asks about them.

    session: of the page. scenario: its name in the folder of scenarios, or a stack of such names; ignored when a file is given.
    file: text of a scenario file, or "". changes: overrides of levers, assumptions and the worldview. name: that the user gave
    to the changed settings, or "". worlds, months, seed: of the ensemble (None: as the scenario says). outcomes: names of
    outcomes whose time series are returned. reference: name of the reference scenario, or "". quick: whether an approximate
    answer will do, from a compiled program or in fewer worlds. compared: names of further scenarios. quantity: what is
    explained, "" for the headline index. story: "typical", "best" or "worst", the world whose events are returned.
    world: index of a single world.
    """

    session: str
    scenario: str
    file: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    worlds: int = 500
    months: int | None = None
    seed: int | None = None
    outcomes: tuple[str, ...] = ()
    reference: str = ""
    quick: bool = False
    compared: tuple[str, ...] = ()
    quantity: str = ""
    story: str = "typical"
    world: int = 0

    def load(self, worldview: str | None = None) -> Scenario:
        """Return the scenario with the changes. worldview: replaces that of the scenario (None: does not)."""
        with self._scenario_file() as path:
            try:
                scenario = self._load(path, self.changes, worldview)
                bound_rules(scenario)
                return scenario
            except PeninsulaError as error:
                # the user of a page has not typed the option of the command line that the message names
                raise PeninsulaError(str(error).removeprefix("--set").lstrip(": ")) from None

    def load_to_keep(self) -> Scenario:
        """Return the scenario with the changes, under the name of the settings where there are changes."""
        scenario = self.load()
        return named(scenario, replace(self, changes={}).load(), self.name) if self.changes else scenario

    def load_named(self, name: str, worldview: str | None = None) -> Scenario:
        """Return a scenario of the folder without the changes, in an ensemble of the same size."""
        return self._load(source_of(name), {}, worldview)

    def _load(self, path: Path | str, changes: Mapping[str, Any], worldview: str | None) -> Scenario:
        overrides = changes if worldview is None else {**changes, "worldview": worldview}
        return load(path, overrides, worlds=self.worlds, months=self.months, seed=self.seed)

    @contextmanager
    def _scenario_file(self) -> Iterator[Path | str]:
        """Provide the scenario as a file. An opened file may extend a known scenario, and no other file."""
        if not self.file:
            yield source_of(self.scenario)
            return
        extends = _extended_by(self.file)
        with tempfile.TemporaryDirectory() as folder:
            for known in _siblings(extends):
                shutil.copyfile(known, Path(folder) / known.name)
            path = Path(folder) / "opened.toml"
            path.write_text(self.file, encoding="utf-8")
            try:
                yield path
            except PeninsulaError as error:
                # messages name no path of this machine
                raise PeninsulaError(str(error).replace(str(path), "the file").replace(f"{folder}{os.sep}", "")) from None


def parse_request(body: Any) -> SettingsRequest:
    """Return the request in the body of an HTTP request, which is decoded JSON.

    Raises PeninsulaError for an unknown field, and for a value of the wrong type or out of bounds.
    """
    if not isinstance(body, dict):
        raise PeninsulaError("expected a JSON object with the settings of the page")
    for key in body:
        if key not in _FIELDS:
            raise PeninsulaError(f"unknown field '{key}' in the request{nearest(key, _FIELDS)}")
    changes = body.get("changes", {})
    if not isinstance(changes, dict) or len(changes) > 500:
        raise PeninsulaError("changes: expected an object with at most 500 levers and assumptions")
    quick = body.get("quick", False)
    if not isinstance(quick, bool):
        raise PeninsulaError("quick: expected true or false")
    return SettingsRequest(
        session=_text(body, "session", 64),
        scenario=_text(body, "scenario", 200, "baseline"),
        file=_text(body, "file", MAX_FILE_BYTES),
        changes=changes,
        name=checked_name(body.get("name", "")),
        worlds=_integer(body, "worlds", 1, MAX_WORLDS, 500),
        months=_optional_integer(body, "months", 1, 600),
        seed=_optional_integer(body, "seed", 0, 2**53),
        outcomes=_names(body, "outcomes", 24),
        reference=_text(body, "reference", 200),
        quick=quick,
        compared=_names(body, "compared", 6),
        quantity=_text(body, "quantity", 200),
        story=_text(body, "story", 20, "typical"),
        world=_integer(body, "world", 0, 10**6, 0),
    )


_FIELDS = tuple(each.name for each in fields(SettingsRequest))


def _extended_by(text: str) -> str | None:
    """Return the name of the scenario that the text of a scenario file extends, or None.

    Raises PeninsulaError when the text is not TOML, or refers to any file other than the known scenarios.
    """
    content = parse_toml(text, "the file")
    theatre, theatres = content.get("theatre", known_theatres()[0]), known_theatres()
    if theatre not in theatres:
        raise PeninsulaError(f"the file names the theatre {shown(theatre)}: expected one of {', '.join(theatres)}")
    if "nowcast" in content:
        raise PeninsulaError("the file starts from a nowcast, which this page cannot read: run it with 'peninsula run'")
    known, extends = known_scenarios(), content.get("extends")
    if extends is None:
        return None
    name = str(extends).removesuffix(".toml")
    if name not in known or not isinstance(extends, str):
        raise PeninsulaError(f"the file extends {shown(extends)}: expected a scenario of this page{nearest(name, known)}")
    return name


def _siblings(name: str | None) -> Iterator[Path]:
    """Return the files of the folder in which a known scenario lies, itself among them: it may extend any of them."""
    return known_scenarios()[name].parent.glob("*.toml") if name else iter(())


def _text(body: Mapping[str, Any], key: str, longest: int, default: str = "") -> str:
    value = body.get(key, default)
    if not isinstance(value, str) or len(value) > longest:
        raise PeninsulaError(f"{key}: expected a string of at most {longest:,} characters")
    return value


def _names(body: Mapping[str, Any], key: str, most: int) -> tuple[str, ...]:
    names = body.get(key, [])
    if not isinstance(names, list) or len(names) > most or not all(isinstance(name, str) for name in names):
        raise PeninsulaError(f"{key}: expected a list of at most {most} names")
    return tuple(names)


def _integer(body: Mapping[str, Any], key: str, low: int, high: int, default: int) -> int:
    value = _optional_integer(body, key, low, high)
    return default if value is None else value


def _optional_integer(body: Mapping[str, Any], key: str, low: int, high: int) -> int | None:
    value = body.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise PeninsulaError(f"{key}: expected a whole number from {low:,} to {high:,}")
    return value
