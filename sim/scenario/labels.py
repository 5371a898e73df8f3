"""How scenarios are called where there is little room: in figures, keys and heads of tables."""

import textwrap
from collections.abc import Callable, Sequence

from sim.scenario.scenario import Scenario

LONGEST = 48
"""Letters of a title that are shown."""


def labels(scenarios: Sequence[Scenario], translate: Callable[[str], str] = str) -> tuple[str, ...]:
    """Return the titles of scenarios that stand side by side, shortened; where two are equal, with the name, or else a number.

    translate: into the language of the reader, before a title is shortened.
    """
    short = [textwrap.shorten(translate(each.title or each.name), LONGEST, placeholder="…") for each in scenarios]
    named = [
        f"{label} ({each.name})" if short.count(label) > 1 and label != each.name else label
        for label, each in zip(short, scenarios, strict=True)
    ]
    return tuple(numbered(named))


def numbered(names: Sequence[str], form: str = "{name} ({number})") -> list[str]:
    """Return names with a number added to what is there already: a, a (2), a (3). form: of such a name."""
    found: list[str] = []
    for name in names:
        other, number = name, 2
        while other in found:
            other, number = form.format(name=name, number=number), number + 1
        found.append(other)
    return found
