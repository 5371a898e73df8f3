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
    assert attacks.values == {"1984-02": 1, "1984-03": 0, "1984-04": 1}


def test_a_category_that_is_not_known_is_refused_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "provocations_categorised.csv"
    path.write_text("date,cat,sev\n1984-02-01,Nuclear Test,3\n1984-02-09,conventional attack,3\n", encoding="utf-8")
    with pytest.raises(
        PeninsulaError, match=r"row 3, column cat: 'conventional attack' is no category: .*did you mean 'conventional'"
    ):
        read_categorised(path)


def test_attacks_are_counted_from_the_first_event_on_and_not_in_a_table_without_them(tmp_path: Path) -> None:
    path = tmp_path / "provocations_categorised.csv"
    whole = "date,cat,sev\n1958-02-01,conventional,3\n2006-02-09,missile,3\n2006-03-01,conventional,3\n"
    path.write_text(whole, encoding="utf-8")
    assert (read_categorised(path)[0].months[0], sum(read_categorised(path)[0].values.values())) == ("1984-01", 1)
    path.write_text(whole.replace("1958-02-01,conventional,3\n", ""), encoding="utf-8")
    assert read_categorised(path)[0].values == {"2006-02": 0, "2006-03": 1}
    path.write_text(whole.replace("conventional", "terror"), encoding="utf-8")
    with pytest.raises(PeninsulaError, match="column cat: no row is conventional: expected the whole table"):
        read_categorised(path)
