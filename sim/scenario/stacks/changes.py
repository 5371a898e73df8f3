"""What the packages of a stack change, one after the other, in plain language."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month, parse_month
from sim.scenario.difference import Difference, differences
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.scenario.stacks.heads import figures_at_start
from sim.scenario.stacks.parts import Part, parts, prefixes
from sim.scenario.wording import schedule_text, value_text


@dataclass(frozen=True)
class PackageChanges:
    """What one package changes in what is before it.

    name, title: of the package. differences: value by value. further: sentences on who joins, and where worlds begin.
    note: on dates before the start, or nothing.
    """

    name: str
    title: str
    differences: tuple[Difference, ...]
    further: tuple[str, ...]
    note: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each change in one line: "South Korea: Defence spending: 3.5 % of GDP (was 2.6 % of GDP)"."""
        found = (*self.further, *(f"{each.who or each.group}: {each.text}" for each in self.differences))
        return (*(found or ["changes nothing"]), *filter(None, [self.note]))


def stack_changes(source: str | Path, **ensemble: Any) -> tuple[PackageChanges, ...]:
    """Return what each package of a stack changes; nothing for a single scenario.

    ensemble: worlds, months, seed and nowcast, as in `load`. Raises PeninsulaError as `load` does.
    """
    grown = [load(each, **ensemble) for each in prefixes(source)]
    packages = parts(source)[1:]
    return tuple(_changes(package, before, after) for package, (before, after) in zip(packages, pairwise(grown), strict=True))


def _changes(package: Part, before: Scenario, after: Scenario) -> PackageChanges:
    title = after.title.removeprefix(f"{before.title} + ")
    further = (*_joining(package, before, after), *_beginning(before, after))
    return PackageChanges(package.name, title, tuple(differences(before, after)), further, _note(package, after.start))


def _joining(package: Part, before: Scenario, after: Scenario) -> Iterator[str]:
    """Yield who joins, and what the package sets for it."""
    known = {actor.name for actor in before.theatre.actors}
    files = {layer.path.name for layer in package.laid}
    for actor in after.theatre.actors:
        if actor.name in known:
            continue
        yield f"{actor.label} joins"
        for name, lever in actor.levers.items():
            if after.origins[f"policy.{actor.name}.{name}"] in files:
                told = schedule_text(lever, after.policy[actor.name][name])
                yield f"{actor.label}: {lever.title}: {told} {lever.unit}".rstrip()


def _beginning(before: Scenario, after: Scenario) -> Iterator[str]:
    """Yield the figures with which worlds begin."""
    was, becomes = (figures_at_start(each.theatre, each.situation) for each in (before, after))
    for key, value in becomes.items():
        if was.get(key) != value:
            who = key.partition(".")[2].replace("_", " ").replace(".", ", ") if "." in key else key.replace("_", " ")
            told = f" (was {value_text(was[key])})" if key in was else ""
            yield f"at the start: {who}: {value_text(value)}{told}"


def _note(package: Part, start: int) -> str:
    """Return what is to be said of dates before the start of a stack."""
    dated = [month for layer in package.laid for kind in ("policy", "conditions") for month in _months(layer.content.get(kind))]
    if not dated or min(dated) >= start:
        return ""
    return f"what it dates before {format_month(start)}, where the stack starts, has happened by then"


def _months(value: Any) -> Iterator[int]:
    """Yield the months under which values are dated."""
    if isinstance(value, dict):
        for key, inner in value.items():
            try:
                yield parse_month(key.partition("..")[0])
            except PeninsulaError:
                yield from _months(inner)
