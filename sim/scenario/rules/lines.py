"""Where a key of a rule stands in a scenario file."""

import re
from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.scenario.toml_file import read_text

_HEADING = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]+")
_WRITTEN = re.compile(r"""\s*["']?([\w -]+?)["']?\s*=\s*(?:["']([^"']*)["'])?""")


def line_of_rule(path: Path, name: str, key: str) -> int | None:
    """Return the line of a key of the rule of that name, else that of its name, or None.

    key: as in the file; of "set.troops_korea" the part that can be found.
    """
    try:
        lines = read_text(path).splitlines()
    except PeninsulaError:
        return None
    sought = key.split(".")
    rule: dict[str, int] = {}
    named, table = False, ""
    for number, line in enumerate([*lines, "[end]"], start=1):
        if heading := _HEADING.match(line):
            table = heading[1].replace('"', "")
            if not table.startswith("rules."):
                if named:
                    return rule.get(sought[-1]) or rule.get(sought[0]) or rule.get("name")
                rule, named = {}, False
        elif written := _WRITTEN.match(line):
            rule.setdefault(written[1], number)
            named = named or (table == "rules" and written[1] == "name" and written[2] == name)
    return None
