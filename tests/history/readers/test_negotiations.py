"""Negotiations are counted where both the United States and North Korea took part."""

from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaError
from sim.history.readers.negotiations import read_negotiations


def test_only_negotiations_of_both_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "negotiations.csv"
    path.write_text(
        'month,type,parties\n2003-08,Talks,"US, DPRK, ROK, China"\n2003-08,Talks,"US, DPRK"\n2003-10,Talks,"ROK, DPRK"\n',
        encoding="utf-8",
    )
    [negotiations] = read_negotiations(path)
    assert negotiations.values == {"2003-08": 2, "2003-09": 0, "2003-10": 0}


@pytest.mark.parametrize(
    "parties",
    [
        '"United States, North Korea"',
        "U.S.; DPRK",
        "us and dprk",
        "US-DPRK",
        '"Korea, North; United States of America"',
        "ROK/PRK/USA",
    ],
)
def test_parties_are_known_by_any_of_their_names(parties: str, tmp_path: Path) -> None:
    path = tmp_path / "negotiations.csv"
    path.write_text(f'month,type,parties\n2003-08,Talks,{parties}\n2003-09,Talks,"Russia, DPRK"\n', encoding="utf-8")
    assert read_negotiations(path)[0].values == {"2003-08": 1, "2003-09": 0}


@pytest.mark.parametrize("parties", ["Russia and DPRK", "Australia and North Korea", "Democratic Republic", "US and ROK", ""])
def test_a_table_without_both_is_refused(parties: str, tmp_path: Path) -> None:
    path = tmp_path / "negotiations.csv"
    path.write_text(f"month,type,parties\n2003-08,Talks,{parties}\n", encoding="utf-8")
    with pytest.raises(PeninsulaError, match="column parties: no row names both the United States and North Korea"):
        read_negotiations(path)
