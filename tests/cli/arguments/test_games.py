import pytest

from sim.cli.arguments.games import doctrines_of, names_of, utilities_of
from sim.foundations.errors import PeninsulaError


def test_players_and_doctrines_are_separated_by_commas() -> None:
    assert names_of(" us, dprk,") == ["us", "dprk"]
    assert names_of(None) == []
    assert doctrines_of(["us=own, restraint", "china=shield,coerce"]) == {
        "us": ["own", "restraint"],
        "china": ["shield", "coerce"],
    }


def test_an_expression_may_hold_an_equals_sign() -> None:
    assert utilities_of(["us=-count(war)"]) == {"us": "-count(war)"}
    assert utilities_of(["us=warheads == 0"]) == {"us": "warheads == 0"}
    assert utilities_of(None) == {}


@pytest.mark.parametrize("text", ["us", "us=", "=primacy"])
def test_what_is_no_pair_is_one_sentence_with_an_example(text: str) -> None:
    with pytest.raises(PeninsulaError, match=r"expected PLAYER=\.\.\., such as us=primacy,restraint"):
        doctrines_of([text])
