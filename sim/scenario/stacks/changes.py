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
from sim.scenario.stacks.parts import Part, parts, prefixes


@dataclass(frozen=True)
class PackageChanges:
    """What one package changes in what is before it.

    name, title: of the package. differences: value by value. note: on dates before the start, or nothing.
    """

    name: str
    title: str
    differences: tuple[Difference, ...]
    note: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each change in one line: "South Korea: Defence spending: 3.5 % of GDP (was 2.6 % of GDP)"."""
        found = [f"{each.who or each.group}: {each.text}" for each in self.differences] or ["changes nothing"]
        return (*found, *filter(None, [self.note]))


def stack_changes(source: str | Path, **ensemble: Any) -> tuple[PackageChanges, ...]:
    """Return what each package of a stack changes; nothing for a single scenario.

    ensemble: worlds, months, seed and nowcast, as in `load`. Raises PeninsulaError as `load` does.
    """
    grown = [load(each, **ensemble) for each in prefixes(source)]
    return tuple(
        PackageChanges(
            package.name,
            after.title.removeprefix(f"{before.title} + "),
            tuple(differences(before, after)),
            _note(package, after.start),
        )
        for package, (before, after) in zip(parts(source)[1:], pairwise(grown), strict=True)
    )


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
