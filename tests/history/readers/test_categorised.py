"""Limited attacks are conventional provocations from a declared severity on."""

from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaError
from sim.history.readers.categorised import read_categorised


def test_only_conventional_provocations_that_hit_are_attacks(tmp_path: Path) -> None:
    path = tmp_path / "provocations_categorised.csv"
    path.write_text(
        "date,cat,sev\n1984-02-01,conventional,3\n1984-02-09,conventional,2\n1984-03-01,missile,4\n1984-04-01,conventional,4\n",
        encoding="utf-8",
    )
    [attacks] = read_categorised(path)
    assert attacks.values == {"1984-01": 0, "1984-02": 1, "1984-03": 0, "1984-04": 1}


def test_a_category_that_is_not_known_is_refused_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "provocations_categorised.csv"
    path.write_text("date,cat,sev\n1984-02-01,Nuclear Test,3\n1984-02-09,conventional attack,3\n", encoding="utf-8")
    with pytest.raises(
        PeninsulaError, match=r"row 3, column cat: 'conventional attack' is no category: .*did you mean 'conventional'"
    ):
        read_categorised(path)
