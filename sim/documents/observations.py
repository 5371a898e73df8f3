"""The page docs/observations.md: every table of observed data that is read, with its series and its citation."""

from collections.abc import Iterable

from sim.history.readers.reader import Reader
from sim.history.readers.registry import READERS

HEAD = """# Observed series

Written by `peninsula documents` from `sim/history/readers/registry.py`; do not edit by hand.

No observed data come with Peninsula: download the tables from their publishers into a folder of your own and name it,
`peninsula observed --data DIR`. A file is recognised by its headings, else by its name; its delimiter, encoding, decimal sign,
rows of titles and way of writing dates are found out. What can be read in more than one way, such as 01/02/2017 or 1,816, is
refused with its row. Forecasts (`peninsula hindcast`, `peninsula calibrate`, `peninsula nowcast`) need the GPR export and the
provocations.

Where two folders have the same month the later one takes precedence, so that a newer download can stand beside an older one.
Of two tables of one folder that give the same series, such as provocations by month and by event, the one is read that reaches
further.
"""


def observations_page() -> str:
    """Return the page: a section for each table, in the order in which they are tried on a file."""
    return HEAD + "".join(f"\n{_section(reader)}" for reader in READERS)


def _section(reader: Reader) -> str:
    lines = [f"## {reader.title}\n", f"{reader.publisher}. {reader.citation}.\n"]
    if reader.patterns:
        lines.append(f"Usual names: {_code(reader.patterns)}.\n")
    if reader.headings:
        lines.append(f"Recognised by headings: {', or '.join(_code(sorted(headings)) for headings in reader.headings)}.\n")
    lines.append(f"Series: {_code(reader.series)}.\n")
    return "\n".join(lines)


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
