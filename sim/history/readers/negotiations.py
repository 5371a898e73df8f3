"""US-DPRK negotiations of CSIS Beyond Parallel: a row for each negotiation, by month."""

from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.history.observations import Series
from sim.history.readers.countries import countries_in
from sim.history.readers.monthly import monthly_counts
from sim.history.readers.provocations import FOUNDED
from sim.history.readers.reader import Reader
from sim.history.readers.tables import months_of, read_table

PARTIES = {"united_states", "north_korea"}


def read_negotiations(path: Path) -> list[Series]:
    """Return negotiations a month in which the United States and North Korea took part.

    Raises PeninsulaError when the file is not that table, or no row names both.
    """
    frame = read_table(path, "the CSIS Beyond Parallel table of US-DPRK negotiations", ("month", "parties"), {"month": ("date",)})
    months = months_of(frame, "month", path, FOUNDED)
    both = [month for month, cell in zip(months, frame["parties"], strict=True) if countries_in(cell) >= PARTIES]
    if not both:
        raise PeninsulaError(f"{path}, column parties: no row names both the United States and North Korea, such as 'US, DPRK'")
    return [
        Series("negotiations", "US-DPRK negotiations", "negotiations a month", monthly_counts(both, "", max(months)), str(path))
    ]


READER = Reader(
    publisher="CSIS Beyond Parallel",
    title="US-DPRK negotiations",
    citation="CSIS Beyond Parallel, 25 Years of Negotiations and Provocations: North Korea and the United States",
    patterns=("us_dprk_negotiations*.csv", "*negotiations*.xls*"),
    headings=(frozenset({"month", "type", "parties"}),),
    series=("negotiations",),
    read=read_negotiations,
)
