"""Observed series and their files, as `observed` shows them."""

from collections.abc import Sequence

from sim.cli.output.terminal import console, table
from sim.history.observations import Series
from sim.history.readers.registry import READERS
from sim.history.sources import Sources

SHOWN_GAPS = 6
"""Gaps of a series that are named; of more, only their number is told."""


def coverage(series: Series) -> dict[str, object]:
    """Return what `--json` says of a series; gaps: how many months, quarters or years inside its coverage are missing.

    first, last: None for a series without a value.
    """
    return {
        "name": series.name,
        "title": series.title,
        "unit": series.unit,
        "first": series.months[0] if series.months else None,
        "last": series.months[-1] if series.months else None,
        "points": len(series.months),
        "gaps": len(series.gaps),
        "notes": list(series.notes),
        "source": series.source,
    }


def print_observed(series: Sequence[Series], found: Sequence[Sources]) -> None:
    """Print the coverage of each series, then the files, what was noticed in them, and what is unknown or absent."""
    headings = ("!Series", "What it is", "!Unit", ">First", ">Last", ">Points", ">Gaps")
    rows = [
        (each.name, each.title, each.unit, each.months[0], each.months[-1], str(len(each.months)), str(len(each.gaps)))
        for each in series
        if each.months
    ]
    screen = console()
    screen.print(table(headings, rows))
    for line in [*_files(found), *_gaps(series), *_notes(series), *_not_read(found), *_absent(found)]:
        screen.print(line, style="dim", soft_wrap=True, highlight=False, markup=False)


def _files(found: Sequence[Sources]) -> list[str]:
    return [f"{path}: {reader.publisher}, {reader.title}" for each in found for path, reader in each.read]


def _gaps(series: Sequence[Series]) -> list[str]:
    return [f"{each.name} lacks {', '.join(each.gaps)}" for each in series if 0 < len(each.gaps) <= SHOWN_GAPS]


def _notes(series: Sequence[Series]) -> list[str]:
    return list(dict.fromkeys(f"{each.source}: {note}" for each in series for note in each.notes))


def _not_read(found: Sequence[Sources]) -> list[str]:
    return [f"{path}: not read: {reason}" for each in found for path, reason in (*each.passed_over, *each.unrecognised)]


def _absent(found: Sequence[Sources]) -> list[str]:
    given = {series for each in found for _, reader in each.read for series in reader.series}
    absent = dict.fromkeys(f"{reader.publisher} ({reader.title})" for reader in READERS if not given & set(reader.series))
    return [f"Not found: {'; '.join(absent)}"] if absent else []
