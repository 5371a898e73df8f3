"""International crises of ICB by actor: crises that each country of the theatre enters, by month."""

from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.history.observations import Series
from sim.history.readers.countries import absence_noted, absent_from, name_of, state_of
from sim.history.readers.crises import CITATION, COVERED_SINCE
from sim.history.readers.monthly import first_month, monthly_counts
from sim.history.readers.reader import Reader
from sim.history.readers.tables import numbered_months_of, read_table

ACTORS = ("united_states", "south_korea", "north_korea", "china", "japan")


def read_crisis_actors(path: Path) -> list[Series]:
    """Return how many crises were triggered for each country in each month, zero included, from the table's first crisis on.

    Raises PeninsulaError when the file is not that table, or names no country of the theatre.
    """
    frame = read_table(path, "the actor-level table of International Crisis Behavior", ("actor", "yrtrig", "motrig"))
    actors = [state_of(actor) for actor in frame["actor"]]
    absent = absent_from(actors, ACTORS, path)
    triggered = numbered_months_of(frame, "yrtrig", "motrig", path)
    dated = [(actor, month) for actor, month in zip(actors, triggered, strict=True) if month is not None]
    if not dated:
        raise PeninsulaError(f"{path}: no crisis has a year and a month in columns yrtrig and motrig")
    undated = len(frame) - len(dated)
    notes = (*((f"{undated} without a month, left out",) if undated else ()), *absence_noted(absent))
    months = [format_month(month) for _, month in dated]
    first, last = first_month(months, COVERED_SINCE, path), max(months)
    series = []
    for name in (each for each in ACTORS if each not in absent):
        entered = [format_month(month) for actor, month in dated if actor == name]
        counts = monthly_counts([month for month in entered if month >= first], first, last)
        title = f"International crises that {name_of(name)} enters"
        series.append(Series(f"crises_{name}", title, "crises a month", counts, str(path), notes))
    return series


READER = Reader(
    publisher="International Crisis Behavior",
    title="Crises by actor",
    citation=CITATION,
    patterns=("icb_crises_by_actor*.csv", "icb2*.csv"),
    headings=(frozenset({"crisno", "actor", "yrtrig", "motrig"}),),
    series=tuple(f"crises_{name}" for name in ACTORS),
    read=read_crisis_actors,
)
