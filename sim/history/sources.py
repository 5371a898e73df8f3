"""Finding observed series in the folders of the user."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.foundations.plain_values import listed
from sim.history.observations import Observations, Series
from sim.history.readers.reader import Reader
from sim.history.readers.registry import READERS
from sim.history.readers.sheets import TEXTS, WORKBOOKS
from sim.history.readers.tables import headings_of

VARIABLE = "PENINSULA_DATA"
"""The environment variable that names folders, separated as in PATH."""

OTHER_TABLES = (".dta", ".gz", ".json", ".numbers", ".ods", ".parquet", ".rda", ".rdata", ".rds", ".sav", ".xlsb", ".zip")
"""Endings of files that can hold tables and are not looked into."""

LATEST = "9999-12"
"""After every month."""

LARGEST = 200 * 2**20
"""Bytes above which a file is not looked into."""

MOST_NAMED = 3
"""Files named in a message."""


@dataclass(frozen=True)
class Sources:
    """Files of a folder.

    read: those that a reader recognised, with it. unrecognised: other tables, with the reason. passed_over: known tables whose
    series another file gives as well, with the reason.
    """

    read: tuple[tuple[Path, Reader], ...]
    unrecognised: tuple[tuple[Path, str], ...]
    passed_over: tuple[tuple[Path, str], ...] = ()


def folders(named: Sequence[str | Path]) -> list[Path]:
    """Return the folders with observations: those named, or else those of the environment variable.

    Raises PeninsulaError when there are none, or one does not exist.
    """
    paths = [Path(folder) for folder in listed(named)] or [
        Path(part) for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part
    ]
    if not paths:
        raise PeninsulaError(
            f"no folder of observations: give --data DIR, or set {VARIABLE}; 'peninsula observed --help' says what to put there"
        )
    for folder in paths:
        if not folder.is_dir():
            raise PeninsulaError(f"{folder} is not a folder: expected one with the publishers' files")
    return paths


def sources(folder: Path) -> Sources:
    """Return which files of a folder are read, by which reader, and which tables are not, and why. Hidden files are no tables.

    Of readers that give the same series (a group) only that one is used whose files reach further, the first of equals.
    """
    recognised: list[tuple[Path, Reader]] = []
    unrecognised: list[tuple[Path, str]] = []
    for path in sorted(folder.iterdir()):
        ending = path.suffix.casefold()
        if path.name.startswith((".", "~$")) or not path.is_file() or ending not in {*TEXTS, *WORKBOOKS, *OTHER_TABLES}:
            continue
        if ending in OTHER_TABLES:
            unrecognised.append((path, f"expected text or a workbook, {', '.join((*TEXTS, *WORKBOOKS))}"))
            continue
        if path.stat().st_size > LARGEST:
            unrecognised.append((path, f"expected at most {LARGEST / 2**20:.0f} MB"))
            continue
        content = headings_of(path)
        reader = next((each for each in READERS if each.recognises(path, content)), None)
        if reader is None:
            unrecognised.append((path, "no known table has its headings"))
        else:
            recognised.append((path, reader))
    passed_over = _passed_over(recognised)
    read = tuple((path, reader) for path, reader in recognised if path not in passed_over)
    return Sources(read, tuple(unrecognised), tuple(passed_over.items()))


def _passed_over(recognised: Sequence[tuple[Path, Reader]]) -> dict[Path, str]:
    """Return the files of groups of readers that are not read, with the reason."""
    reasons: dict[Path, str] = {}
    in_order = sorted(recognised, key=lambda each: READERS.index(each[1]))
    for group in {reader.group: None for _, reader in recognised if reader.group}:
        files = [(path, reader) for path, reader in in_order if reader.group == group]
        if len({reader.title for _, reader in files}) == 1:
            continue
        # a file of the first reader that cannot be read stays chosen, so that reading it says why
        until = {path: _last_month(path, reader, LATEST if reader is files[0][1] else "") for path, reader in files}
        furthest, chosen = max(files, key=lambda each: until[each[0]])
        for path, reader in files:
            if reader is not chosen:
                ends = f" to {until[path]}" if until[path] else ""
                reasons[path] = f"{furthest.name} has the same series up to {until[furthest]}, this one{ends}"
    return reasons


def _last_month(path: Path, reader: Reader, unreadable: str) -> str:
    """Return the last month, or year, of what a file gives; `unreadable` when it cannot be read."""
    try:
        return max((series.months[-1] for series in reader.read(path) if series.months), default="")
    except PeninsulaError:
        return unreadable


def observe(paths: Sequence[Path]) -> Observations:
    """Read every known series in some folders; where two folders have the same month, the later folder takes precedence.

    A series without any value is kept apart, in `Observations.empty`.
    Raises PeninsulaError when no folder has a known file, or two files of one folder contradict each other.
    """
    by_name: dict[str, Series] = {}
    for path in paths:
        for series in _read_folder(path):
            earlier = by_name.get(series.name)
            by_name[series.name] = _merged(earlier, series) if earlier else series
    if not by_name:
        where = ", ".join(map(str, paths))
        other = [f"{path.name} ({reason})" for folder in paths for path, reason in sources(folder).unrecognised]
        found = f"; not read: {', '.join(other[:MOST_NAMED])}{' and others' if other[MOST_NAMED:] else ''}" if other else ""
        raise PeninsulaError(
            f"no known file in {where}: expected the publishers' files, such as {_expected_file('gprc_kor')}{found}"
        )
    known = {name: series for name, series in by_name.items() if series.values}
    return Observations(known, {name: series for name, series in by_name.items() if name not in known})


def require(observations: Observations, *names: str) -> None:
    """Raise PeninsulaError when one of some series is missing or has no value, with the publisher's file that has it."""
    for name in names:
        if name not in observations.series:
            empty = observations.empty.get(name)
            lacks = f"has no value in {empty.source}" if empty else "is missing"
            raise PeninsulaError(
                f"the series {name} {lacks}: expected {_expected_file(name)}; 'peninsula observed' lists what was found"
            )


def _expected_file(name: str) -> str:
    """Return the publisher's file that has a series, for messages."""
    reader = next(each for each in READERS if name in each.series)
    return f"{reader.patterns[0]} of {reader.publisher} ({reader.title})"


def _read_folder(folder: Path) -> list[Series]:
    by_name: dict[str, Series] = {}
    for path, reader in sources(folder).read:
        for series in map(_with_note_if_empty, reader.read(path)):
            earlier = by_name.get(series.name)
            if earlier is not None:
                _require_agreement(earlier, series)
            by_name[series.name] = _merged(earlier, series) if earlier else series
    return list(by_name.values())


def _with_note_if_empty(series: Series) -> Series:
    if series.values:
        return series
    return replace(series, notes=(*series.notes, f"{series.name} ({series.title}) has no value in {Path(series.source).name}"))


def _require_agreement(one: Series, other: Series) -> None:
    """Raise PeninsulaError when two files of one folder give a month different values."""
    for month in sorted(one.values.keys() & other.values.keys()):
        if one.values[month] != other.values[month]:
            raise PeninsulaError(
                f"{one.source} and {other.source} disagree on {one.name} of {month}, {one.values[month]:g} and "
                f"{other.values[month]:g}: keep one of them, or put the newer one into a folder of its own and name that last"
            )


def _merged(earlier: Series, later: Series) -> Series:
    source = earlier.source if earlier.source == later.source else f"{earlier.source}, {later.source}"
    return Series(later.name, later.title, later.unit, earlier.values | later.values, source, (*earlier.notes, *later.notes))
