"""Countries of crises and disputes are known by any of their names; a table without them is refused and no series of zeros."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaError
from sim.history.observations import Series
from sim.history.readers.crises import read_crises
from sim.history.readers.crisis_actors import read_crisis_actors
from sim.history.readers.disputes import read_disputes

TABLES = [
    (read_crises, "crisno,namea,nameb,trgyrdy,trgmody,trmyrdy,trmmody\n408,{0},{1},1993,3,1994,10\n1,{0},{2},1995,1,1995,1\n"),
    (read_disputes, "dispnum,iso1,iso2,styear\n10,{0},{1},1993\n11,{2},{1},1995\n"),
    (read_crisis_actors, "crisno,actor,yrtrig,motrig\n408,{0},1993,3\n408,{1},1993,3\n1,{2},1995,1\n"),
]
NAMES = [
    ("usa", "prk", "chn"),
    ("United States", "North Korea", "China"),
    ("UNITED STATES OF AMERICA", "Democratic People’s Republic of Korea", "PRC"),
    ("2", "731", "710"),
]


@pytest.mark.parametrize(("read", "content"), TABLES, ids=["crises", "disputes", "actors"])
@pytest.mark.parametrize("names", NAMES, ids=["lower case", "names", "long names", "codes"])
def test_a_country_is_known_by_any_of_its_names(
    read: Callable[[Path], list[Series]], content: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(content.format("USA", "PRK", "CHN"), encoding="utf-8")
    as_published = {series.name: (series.values, series.notes) for series in read(path)}
    path.write_text(content.format(*names), encoding="utf-8")
    assert {series.name: (series.values, series.notes) for series in read(path)} == as_published
    assert any(sum(values.values()) for values, _ in as_published.values())


@pytest.mark.parametrize(("read", "content"), TABLES, ids=["crises", "disputes", "actors"])
def test_a_table_without_a_country_of_the_theatre_is_refused(
    read: Callable[[Path], list[Series]], content: str, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(content.format("Uncle Sam", "Hermit Kingdom", "Cathay"), encoding="utf-8")
    with pytest.raises(PeninsulaError, match="no row of a country of the theatre: expected names such as"):
        read(path)


@pytest.mark.parametrize(("read", "content"), TABLES, ids=["crises", "disputes", "actors"])
def test_a_country_that_no_row_names_has_no_series_and_is_noted(
    read: Callable[[Path], list[Series]], content: str, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        content.format("USA", "Hermit Kingdom", "CHN").replace("10,USA,Herm", "9,USA,CHN,1990\n10,USA,Herm"), encoding="utf-8"
    )
    found = read(path)
    assert found
    assert not any("dprk" in series.name or "north_korea" in series.name for series in found)
    assert all("North Korea" in series.notes[-1] for series in found)


def test_the_soviet_union_is_russia_in_a_dispute(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("dispnum,iso1,iso2,styear\n10,USA,USR,1988\n11,Russia,USA,1993\n", encoding="utf-8")
    [series] = read_disputes(path)
    assert {year for year, count in series.values.items() if count} == {"1988", "1993"}
