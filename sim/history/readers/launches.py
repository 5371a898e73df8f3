"""The North Korea Missile Test Database of the James Martin Center (CNS) and NTI: a row for each launch."""

from collections.abc import Mapping
from pathlib import Path

from sim.history.observations import Series
from sim.history.readers.monthly import monthly_counts
from sim.history.readers.provocations import FOUNDED
from sim.history.readers.reader import Reader
from sim.history.readers.sheets import text_of
from sim.history.readers.tables import months_of, read_table, repeats_noted

CLASSES: Mapping[str, tuple[str, ...]] = {
    "short": (
        "scud",
        "er-scud",
        "toksa",
        "kn-02",
        "kn02",
        "kn-18",
        "kn-23",
        "kn-24",
        "kn-25",
        "hwasong-5",
        "hwasong-6",
        "hwasong-11",
    ),
    "medium": ("nodong", "pukguksong", "hwasong-7", "hwasong-8", "hwasong-9"),
    "intermediate": ("musudan", "hwasong-10", "hwasong-12", "hwasong-16"),
    "intercontinental": ("hwasong-14", "hwasong-15", "hwasong-17", "hwasong-18", "hwasong-19", "kn-08", "kn-14"),
    "space": ("taepodong", "unha", "chollima"),
}
"""Range class -> how the names of its missiles begin. Short: below 1,000 km, medium: to 3,000, intermediate: to 5,500; space:
launchers of satellites. Source: US National Air and Space Intelligence Center, Ballistic and Cruise Missile Threat (2020)."""

TITLES = {"launches": "Missile launches", **{f"launches_{name}": f"Missile launches, {name} range" for name in CLASSES}}
TITLES["launches_space"] = "Launches of space launch vehicles"


def read_launches(path: Path) -> list[Series]:
    """Return launches a month, and those of each range class; a missile of no known class counts in the total only, and is noted.

    Raises PeninsulaError when the file is not that table.
    """
    aliases = {"missile": ("missile name", "missile_name")}
    frame = read_table(path, "the CNS table of missile launches", ("date", "missile"), aliases)
    months = months_of(frame, "date", path, FOUNDED)
    names = [text_of(cell) for cell in frame["missile"]]
    classes = [class_of(name) for name in names]
    unknown = sorted({name for name, kind in zip(names, classes, strict=True) if name and kind is None})
    nameless = [str(row) for row, name in zip(frame.index, names, strict=True) if not name]
    notes = (
        *((f"{', '.join(unknown)}: of no known range class, counted in launches alone",) if unknown else ()),
        *((f"no name of a missile in row {', '.join(nameless)}: counted in launches alone",) if nameless else ()),
        *repeats_noted(frame),
    )
    by_name = {"launches": months}
    by_name |= {f"launches_{kind}": [m for m, each in zip(months, classes, strict=True) if each == kind] for kind in CLASSES}
    first, last = min(months), max(months)
    return [
        Series(name, TITLES[name], "launches a month", monthly_counts(dates, first, last), str(path), notes)
        for name, dates in by_name.items()
    ]


def class_of(missile: str) -> str | None:
    """Return the range class of a missile by its name, or None; the longest beginning that fits decides."""
    name = missile.strip().casefold().replace(" ", "-")
    fits = [(len(start), kind) for kind, starts in CLASSES.items() for start in starts if name.startswith(start)]
    return max(fits)[1] if fits else None


READER = Reader(
    publisher="James Martin Center for Nonproliferation Studies (CNS), NTI",
    title="North Korea Missile Test Database",
    citation="CNS North Korea Missile Test Database, Nuclear Threat Initiative",
    patterns=("nk_missile_launches*.csv", "*missile*test*database*.xls*", "north_korea_missile*.csv"),
    headings=(frozenset({"date", "missile", "facility"}), frozenset({"date", "missile name", "facility name"})),
    series=tuple(TITLES),
    read=read_launches,
)
