"""The Geopolitical Risk index of Caldara & Iacoviello (2022): `data_gpr_export`, a row a month."""

from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.history.observations import Series
from sim.history.readers.reader import Reader
from sim.history.readers.tables import by_month, months_of, numbers_of, read_table

HIGHEST = 100.0
LOWEST_PEAK = 0.1
"""Percent of articles that the index exceeds in its highest month (above 1 since 1985), and a file of fractions does not."""

MONTHS_TO_JUDGE = 12
"""Months of data from which on the peak says whether they are percent."""


def read_gpr(path: Path) -> list[Series]:
    """Return GPRC_KOR, the share of articles that name South Korea together with geopolitical risk [percent].

    Raises PeninsulaError when the file is not that export.
    """
    what = "the GPR export of Caldara & Iacoviello"
    frame = read_table(path, what, ("month", "GPRC_KOR"))
    values = numbers_of(frame, "GPRC_KOR", path)
    months = months_of(frame, "month", path)
    known = by_month(months, values, frame, path)
    if not known:
        raise PeninsulaError(f"{path}: column GPRC_KOR is empty: expected a share of articles, in percent")
    if max(known.values()) > HIGHEST:
        raise PeninsulaError(f"{path}: not {what}: GPRC_KOR is a share of articles, in percent")
    if len(known) >= MONTHS_TO_JUDGE and max(known.values()) < LOWEST_PEAK:
        raise PeninsulaError(
            f"{path}: GPRC_KOR never exceeds {max(known.values()):g}: expected percent of articles, not fractions"
        )
    return [Series("gprc_kor", "GPR index for South Korea", "% of articles", known, str(path))]


READER = Reader(
    publisher="Caldara & Iacoviello",
    title="Geopolitical Risk index",
    citation="Caldara, D. and Iacoviello, M. (2022), Measuring Geopolitical Risk, American Economic Review 112(4)",
    patterns=("data_gpr_export*", "gpr_monthly*"),
    headings=(frozenset({"month", "gprc_kor"}),),
    series=("gprc_kor",),
    read=read_gpr,
)
