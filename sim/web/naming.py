"""Changed settings get a name of their own, which goes wherever they go: reports, files, figures and saved runs."""

import re
from dataclasses import replace

from sim.foundations.errors import PeninsulaError
from sim.scenario.claims import NO_CLAIMS
from sim.scenario.difference import differences
from sim.scenario.scenario import Scenario

LONGEST_NAME = 80
"""Characters of a name."""


def named(scenario: Scenario, base: Scenario, name: str) -> Scenario:
    """Return changed settings under their own name, what was changed as description, and no hypothesis.

    base: the same scenario without the changes. name: given by the user, or "".
    Settings that change nothing are returned as they are.
    """
    changes = differences(base, scenario)
    if not changes:
        return scenario
    title = name or f"{base.title.split(':')[0]} with {'a change' if len(changes) == 1 else f'{len(changes)} changes'}"
    listed = "; ".join(change.text for change in changes)
    return replace(
        scenario,
        name=slug(name) or f"{base.name}_changed",
        title=title,
        description=f"{base.title}, with {'this change' if len(changes) == 1 else 'these changes'}: {listed}.",
        hypothesis="",
        claims=NO_CLAIMS,
    )


def slug(name: str) -> str:
    """Return a name as it may stand in the name of a file and in a command: "Troops leave, 2028" as "troops_leave_2028"."""
    return re.sub(r"\W+", "_", name.lower()).strip("_")


def checked_name(name: object) -> str:
    """Return a name of settings. Raises PeninsulaError when it is no text, too long, or of several lines."""
    if not isinstance(name, str) or len(name) > LONGEST_NAME or any(ord(letter) < 32 for letter in name):
        raise PeninsulaError(f"name: expected one line of at most {LONGEST_NAME} characters")
    return name.strip()
