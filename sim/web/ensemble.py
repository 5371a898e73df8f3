"""How many worlds are simulated, for how long, and from when on: what a page asks of every scenario that it compares."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.months import format_month, parse_month
from sim.scenario.nowcast_file import Nowcast, read_nowcast
from sim.scenario.scenario import Scenario
from sim.web.uploads import Uploads

MAX_WORLDS = 2000
MAX_MONTHS = 600
EARLIEST, LATEST = "1990-01", "2060-12"
"""First months that a page may ask for: the record begins with the former; today says little of worlds beyond the latter."""

NOWCAST_FOLDERS = (Path("."), Path("results"))
"""Where nowcasts are looked for, from the folder in which the page was started: 'peninsula nowcast' writes to the latter."""

MOST_NOWCASTS = 20
"""Files of arrays that are looked into; each is read as a whole."""


@dataclass(frozen=True)
class Ensemble:
    """The size of an ensemble and where it begins; None: as the scenario says.

    start: the first month, with the figures of the scenario. nowcast: the file in which worlds begin, which sets the start, too.
    """

    worlds: int | None = None
    months: int | None = None
    seed: int | None = None
    start: str | None = None
    nowcast: Path | None = None

    def given(self) -> dict[str, Any]:
        """Return what `sim.scenario.loading.load` takes."""
        return vars(self)


AS_WRITTEN = Ensemble()


def checked_start(written: str) -> str | None:
    """Return a first month, None for "". Raises PeninsulaError when it is no month, or out of bounds."""
    if not written:
        return None
    if not parse_month(EARLIEST) <= parse_month(written) <= parse_month(LATEST):
        raise PeninsulaError(f"start: {written} is out of bounds: expected a month from {EARLIEST} to {LATEST}")
    return format_month(parse_month(written))


def known_nowcasts() -> Mapping[str, Nowcast]:
    """Return the nowcasts that the page may start from, by their path from the folder in which it was started."""
    files = [path for folder in NOWCAST_FOLDERS for path in sorted(folder.glob("*.npz"))][:MOST_NOWCASTS]
    found = {path.as_posix(): _read(path, path.stat().st_mtime_ns) for path in files if path.is_file()}
    return {name: nowcast for name, nowcast in found.items() if nowcast is not None}


@lru_cache(maxsize=MOST_NOWCASTS)
def _read(path: Path, _: int) -> Nowcast | None:
    """Return a nowcast, or None for another file, or one of another version. The second argument: when it was changed."""
    try:
        return read_nowcast(path)
    except PeninsulaError:
        return None


def nowcast_named(name: str, uploads: Uploads | None = None) -> Path | None:
    """Return the file of a known or an uploaded nowcast, None for ""; no name leads to any other file.

    Raises PeninsulaError for an unknown one.
    """
    if not name:
        return None
    if uploads is not None and (path := uploads.path(name)):
        return path
    known = known_nowcasts()
    if name not in known:
        raise PeninsulaError(f"nowcast: there is no '{name}' on this page{nearest(name, known)}")
    return Path(name)


def choices(written: Scenario) -> dict[str, Any]:
    """Return what a page may ask for: bounds, what the scenario says by itself, and the nowcasts of its theatre and cast."""
    cast = (written.theatre.name, tuple(actor.name for actor in written.theatre.actors))
    return {
        "worlds": {"high": MAX_WORLDS},
        "months": {"high": MAX_MONTHS, "written": written.months},
        "start": {"low": EARLIEST, "high": LATEST, "written": format_month(written.start)},
        "nowcasts": [
            {"name": name, "month": format_month(each.month)}
            for name, each in known_nowcasts().items()
            if (each.theatre, each.cast) == cast
        ],
    }
