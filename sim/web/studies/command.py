"""The command that gives what a study of the page gives, and the scenario files that it names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import signature
from pathlib import Path
from typing import Any

from sim.studies.command_text import command_text
from sim.web.ensemble import Ensemble
from sim.web.variant import Variant

OPENED = "opened.toml"
"""The file that was opened on the page, where a command names it."""


@dataclass(frozen=True)
class Named:
    """How a command names what the page simulates.

    source: a scenario or a file. overrides: that go with it. file: for the page to save first, or None: its name, the place
    of the plan (0: the settings), and the changes that it holds; None: it is the file that was opened, as it is.
    """

    source: str
    overrides: Mapping[str, Any] = field(default_factory=dict)
    file: Mapping[str, Any] | None = None


def named_with_changes(variant: Variant) -> Named:
    """Return the settings by their scenario, with their changes as options."""
    if not variant.file:
        return Named(variant.scenario, variant.changes)
    return Named(OPENED, variant.changes, {"name": OPENED, "plan": 0, "changes": None})


def named_as_file(name: str, plan: int, changes: Mapping[str, Any]) -> Named:
    """Return a plan by the scenario file that the page exports of it with all its changes. name: of the scenario."""
    return Named(f"{name}.toml", {}, {"name": f"{name}.toml", "plan": plan, "changes": dict(changes)})


def command(study: Callable[..., Any], ensemble: Ensemble, **asked: Any) -> str:
    """Return the command of a study: what is asked besides its defaults, with the size of the ensemble."""
    # one that was uploaded lies in a folder of the server, and beside the command where that is run
    nowcast = Path(ensemble.nowcast.name) if ensemble.nowcast and ensemble.nowcast.is_absolute() else ensemble.nowcast
    defaults = {name: each.default for name, each in signature(study).parameters.items()}
    sized = {"worlds": ensemble.worlds, "months": ensemble.months, "seed": ensemble.seed, "nowcast": nowcast}
    return command_text(study, defaults | sized | asked)
