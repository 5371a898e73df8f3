"""Negotiations are counted where both the United States and North Korea took part."""

from pathlib import Path

from sim.history.readers.negotiations import read_negotiations


def test_only_negotiations_of_both_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "negotiations.csv"
    path.write_text(
        'month,type,parties\n2003-08,Talks,"US, DPRK, ROK, China"\n2003-08,Talks,"US, DPRK"\n2003-10,Talks,"ROK, DPRK"\n',
        encoding="utf-8",
    )
    [negotiations] = read_negotiations(path)
    assert negotiations.values == {"2003-08": 2, "2003-09": 0, "2003-10": 0}
