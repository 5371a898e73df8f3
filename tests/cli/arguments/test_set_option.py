"""What may stand after --set, and what may not."""

import pytest

from sim.cli.arguments.set_option import overrides
from sim.foundations.errors import PeninsulaError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("us.troops_korea=0", 0),
        ("us.troops_korea = 28500", 28500),
        ("trust_decay=[0.1, 0.4]", [0.1, 0.4]),
        ("rok.opcon=rok_led", "rok_led"),
        ('rok.opcon="rok_led"', "rok_led"),
        ("rok.opcon_conditions_based=false", False),
        (
            'rok.opcon={ "2027-01" = "transition", "2028-07" = "rok_led" }',
            {"2027-01": "transition", "2028-07": "rok_led"},
        ),
    ],
)
def test_a_value_is_read_as_toml_or_as_a_bare_word(text: str, value: object) -> None:
    (read,) = overrides([text]).values()
    assert read == value
    assert type(read) is type(value)


def test_keys_are_kept_and_the_last_of_equal_keys_counts() -> None:
    assert overrides(["a.b=1", "c=2", "a.b=3"]) == {"a.b": 3, "c": 2}


def test_no_settings_are_no_overrides() -> None:
    assert overrides(None) == {}


@pytest.mark.parametrize("text", ["us.troops_korea", "=3", "us.troops_korea=", "  =  "])
def test_a_setting_without_key_or_value_is_refused(text: str) -> None:
    with pytest.raises(PeninsulaError, match="expected KEY=VALUE, such as"):
        overrides([text])


@pytest.mark.parametrize("text", ["a=[1,", "a=1 2", "a=1\nb = 2", "a=two words", 'a={ "2027-01" = rok_led }'])
def test_an_unreadable_value_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(PeninsulaError, match="expected a number, true, false"):
        overrides([text])


@pytest.mark.parametrize(
    ("text", "expected"), [("20.000", "expected 20000, or 20 with"), ("28.500", "expected 28500, or 28.5 with")]
)
def test_a_point_that_may_separate_thousands_is_refused(text: str, expected: str) -> None:
    with pytest.raises(PeninsulaError, match=expected):
        overrides([f"us.troops_korea={text}"])


@pytest.mark.parametrize(("text", "value"), [("0.250", 0.25), ("28.5", 28.5), ("2.625", 2.625), ("20000", 20000)])
def test_other_numbers_with_a_point_are_what_they_say(text: str, value: float) -> None:
    assert overrides([f"x={text}"]) == {"x": value}
