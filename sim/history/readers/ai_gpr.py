"""The AI-GPR index of Iacoviello & Tong and its bilateral parts: who threatens or attacks, toward whom, as the press saw it."""

from collections.abc import Mapping
from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.history.observations import Series
from sim.history.readers.reader import Reader
from sim.history.readers.tables import by_month, months_of, numbers_of, read_table

PAIRS: Mapping[str, str] = {
    "us_dprk": "USA|North Korea",
    "dprk_us": "North Korea|USA",
    "dprk_rok": "North Korea|South Korea",
    "us_china": "USA|China",
    "china_us": "China|USA",
    "us_russia": "USA|Russia",
    "russia_us": "Russia|USA",
}
"""Series -> column of the publisher: the first acts, the second is acted upon."""

INDEX = "GPR_AI"


def read_ai_gpr(path: Path) -> list[Series]:
    """Return the index, and the bilateral index of every pair of the theatre that the file has.

    Raises PeninsulaError when the file is not that table.
    """
    what = "the bilateral AI-GPR table of Iacoviello & Tong"
    frame = read_table(path, what, ("Date", INDEX), {"Date": ("month",)}, PAIRS.values())
    months = months_of(frame, "Date", path)
    columns = {"gpr_ai": INDEX, **{name: column for name, column in PAIRS.items() if column in frame.columns}}
    if len(columns) == 1:
        raise PeninsulaError(f"{path}: not {what}: it has no pair such as '{PAIRS['us_dprk']}'")
    return [
        Series(name, _title(column), "index", by_month(months, numbers_of(frame, column, path), frame, path), str(path))
        for name, column in columns.items()
    ]


def _title(column: str) -> str:
    actor, separator, target = column.partition("|")
    return f"AI-GPR, {actor} toward {target}" if separator else "AI-GPR index"


READER = Reader(
    publisher="Iacoviello & Tong",
    title="The AI-GPR index, bilateral",
    citation="Iacoviello, M. and Tong, J., The AI-GPR Index: Measuring Geopolitical Risk using Artificial Intelligence",
    patterns=("ai_gpr*bilateral*.csv", "ai_gpr*bilateral*.xls*"),
    headings=(frozenset({"gpr_ai", "usa|north korea"}),),
    series=("gpr_ai", *PAIRS),
    read=read_ai_gpr,
)
