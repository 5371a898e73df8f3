"""What --vary says."""

import pytest

from sim.analysis.sweep_values import variation, variation_of_values
from sim.foundations.errors import PeninsulaError


def test_a_range_of_numbers() -> None:
    found = variation("us.troops_korea=0:28500:7")
    assert found.values == (0, 4750, 9500, 14250, 19000, 23750, 28500)
    assert found.numbers == found.values


def test_words_and_truth_values_stand_apart() -> None:
    assert variation("us.dialogue_precondition=none,cvid_first").numbers is None
    assert variation("south_korea.peace_regime_linkage=true,false").values == (True, False)


def test_a_value_from_several_dates() -> None:
    listed = variation("south_korea.opcon=rok_led@2026-01,2027-01")
    assert listed.values == ({"2026-01": "rok_led"}, {"2027-01": "rok_led"})
    assert listed.labels == ("2026-01", "2027-01")
    ranged = variation("south_korea.opcon=rok_led@2026-01:2032-01:7")
    assert ranged.labels == tuple(f"{year}-01" for year in range(2026, 2033))
    assert ranged.numbers == pytest.approx(tuple(range(2026, 2033)))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("us.troops_korea", "incomplete"),
        ("us.troops_korea=", "incomplete"),
        ("us.troops_korea=0:1", "LOW:HIGH:NUMBER"),
        ("us.troops_korea=0:1:1", "at least two steps"),
        ("us.dialogue_precondition=none:freeze:3", "not a range of numbers"),
        ("south_korea.defence_share=2:4,5:3", r"a list A,B,C; did you mean '4\.5', with a decimal point\?"),
        ("us.troops_korea=1,,2", "empty value"),
        ("us.troops_korea=1", "1 value: expected 2"),
        ("us.troops_korea=1,1", "is given twice"),
        ("us.troops_korea=0:1:5000", "5000 values"),
        ("south_korea.opcon=rok_led@2026", "not a month"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(PeninsulaError, match=sentence) as caught:
        variation(text)
    assert "\n" not in str(caught.value)


def test_values_given_in_python() -> None:
    found = variation_of_values("us.troops_korea", [{"2027-01": 0}, {"2028-01": 0}])
    assert found.labels == ("2027-01: 0", "2028-01: 0")
