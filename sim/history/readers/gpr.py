"""The Geopolitical Risk index of Caldara & Iacoviello (2022): `data_gpr_export.xls` or `.csv`, a row a month."""

import math
from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.history.observations import Series
from sim.history.readers.tables import months_of, numbers_of, read_table

NAMES = ("data_gpr_export.xls", "data_gpr_export.xlsx", "data_gpr_export.csv", "gpr_monthly.csv")
HIGHEST = 100.0


def read_gpr(path: Path) -> Series:
    """Return GPRC_KOR, the share of articles that name South Korea together with geopolitical risk [percent].

    Raises PeninsulaError when the file is not that export.
    """
    what = "the GPR export of Caldara & Iacoviello"
    frame = read_table(path, what, ("month", "GPRC_KOR"))
    values = numbers_of(frame, "GPRC_KOR", path)
    months = months_of(frame, "month", path)
    known = {month: value for month, value in zip(months, values, strict=True) if not math.isnan(value)}
    if not known or max(known.values()) > HIGHEST:
        raise PeninsulaError(f"{path}: not {what}: GPRC_KOR is a share of articles, in percent")
    return Series("gprc_kor", "GPR index for South Korea", "% of articles", known, str(path))
