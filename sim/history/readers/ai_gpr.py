"""The AI-GPR index of Iacoviello & Tong: its bilateral parts, directed, a row a month."""

from pathlib import Path

from sim.history.observations import Series
from sim.history.readers.tables import months_of, numbers_of, read_table

NAMES = ("ai_gpr_bilateral_monthly.csv",)

COLUMNS = {
    "us_dprk": "USA|North Korea",
    "dprk_us": "North Korea|USA",
    "dprk_rok": "North Korea|South Korea",
    "us_china": "USA|China",
    "china_us": "China|USA",
}
"""Name of a directed pair -> its column: who acts, then toward whom."""


def read_ai_gpr(path: Path) -> list[Series]:
    """Return the index of every directed pair that the file has, by month.

    Raises PeninsulaError when the file is not that table.
    """
    frame = read_table(path, "the bilateral AI-GPR index of Iacoviello & Tong", (COLUMNS["us_dprk"],))
    when = next((column for column in ("month", "Date", "date") if column in frame.columns), "month")
    months = months_of(frame, when, path)
    series = []
    for name, column in COLUMNS.items():
        if column in frame.columns:
            values = dict(zip(months, numbers_of(frame, column, path), strict=True))
            known = {month: value for month, value in values.items() if value == value}
            series.append(Series(name, f"AI-GPR, {column.replace('|', ' toward ')}", "index", known, str(path)))
    return series
