"""A variant: a scenario of the page or an opened file, with changes to it and a name of its own."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.model.rules.bound import bound_rules
from sim.scenario.catalogue import known_scenarios
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.scenario.theatre_file import known_theatres
from sim.scenario.toml_file import parse_toml
from sim.web.ensemble import AS_WRITTEN, Ensemble
from sim.web.naming import named
from sim.web.stacks import source_of


@dataclass(frozen=True)
class Variant:
    """What is simulated.

    scenario: its name in the folder of scenarios, or a stack of such names; ignored when a file is given. file: text of a
    scenario file, or "". changes: overrides of levers, conditions, assumptions, rules and the worldview. name: that the user
    gave to it, or "".
    """

    scenario: str
    file: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""

    def load(self, ensemble: Ensemble = AS_WRITTEN, worldview: str | None = None) -> Scenario:
        """Return the scenario with the changes. worldview: replaces that of the scenario; None: as the scenario says."""
        changes = dict(self.changes) if worldview is None else {**self.changes, "worldview": worldview}
        with self.scenario_file() as path:
            try:
                scenario = load(path, changes, **ensemble.given())
                bound_rules(scenario)
                return scenario
            except PeninsulaError as error:
                # the user of a page has not typed the option of the command line that the message names
                # nor is the folder of a nowcast any of their business
                folder = f"{ensemble.nowcast.resolve().parent}{os.sep}" if ensemble.nowcast else ""
                raise PeninsulaError(str(error).replace(folder, "").removeprefix("--set").lstrip(": ")) from None

    def load_to_keep(self, ensemble: Ensemble = AS_WRITTEN) -> Scenario:
        """Return the scenario with the changes, under the name of the variant where there are changes."""
        scenario = self.load(ensemble)
        if not self.changes:
            return scenario
        return named(scenario, replace(self, changes={}).load(ensemble), self.name)

    @contextmanager
    def scenario_file(self) -> Iterator[Path | str]:
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


def _extended_by(text: str) -> str | None:
    """Return the name of the scenario that the text of a scenario file extends, or None.

    Raises PeninsulaError when the text is not TOML, or refers to any file other than the known scenarios.
    """
    content = parse_toml(text, "the file")
    theatre, theatres = content.get("theatre", known_theatres()[0]), known_theatres()
    if theatre not in theatres:
        raise PeninsulaError(f"the file names the theatre {shown(theatre)}: expected one of {', '.join(theatres)}")
    if "nowcast" in content:
        raise PeninsulaError(
            "the file starts from a nowcast of its own: take that out, and choose it under 'Worlds, horizon, start'"
        )
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
