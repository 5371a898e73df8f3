"""Two packages contradict each other where the order in which they are put on changes a value."""

from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import parse_month
from sim.scenario.loading import load

pytestmark = pytest.mark.usefixtures("root")

HEAD = 'extends = "baseline"\n'
RULE = '[[rules]]\nname = "{}"\nactor = "{}"\nwhen = "peninsula_tension > 60"\nset = {{ exercise_tempo = {} }}\n'


def stacked(folder: Path, one: str, two: str, joint: str = "+") -> str:
    files = [folder / "one.toml", folder / "two.toml"]
    for file, text in zip(files, (one, two), strict=True):
        file.write_text(HEAD + text, encoding="utf-8")
    return f"baseline + {files[0]} {joint} {files[1]}"


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        (
            "[policy.united_states]\nexercise_tempo = 0.2\n",
            "[policy.united_states]\nexercise_tempo = 0.4\n",
            r"united_states\.exercise_tempo \(0\.2 against 0\.4\)",
        ),
        (
            '[policy.united_states]\ntroops_korea = { "2027-01..2029-01" = 0 }\n',
            '[policy.united_states]\ntroops_korea = { "2028-01..2030-01" = 9000 }\n',
            r"united_states\.troops_korea \(28500; 2027-01 to 2029-01: 0 against 28500; 2028-01 to 2030-01: 9000\)",
        ),
        ("[conditions.japan]\ndomestic_crisis = 1\n", "[conditions.japan]\ndomestic_crisis = 0.5\n", r"japan\.domestic_crisis"),
        ("[conditions]\ntaiwan_contingency = 1\n", "[conditions]\ntaiwan_contingency = 2\n", r"taiwan_contingency \("),
        ("[assumptions]\ntrust_decay = 0.01\n", "[assumptions]\ntrust_decay = 0.02\n", r"trust_decay \(0\.01 against 0\.02\)"),
        ('[assumptions]\nworldview = "spiral"\n', '[assumptions]\nworldview = "domestic"\n', r"\(spiral against domestic\)"),
        ("[situation]\nwarheads = 10\n", "[situation]\nwarheads = 20\n", r"situation\.warheads \(10(\.0)? against 20"),
        ("months = 60\n", "months = 90\n", r"months \(60 against 90\)"),
        ("[ensemble]\nworlds = 60\n", "[ensemble]\nworlds = 90\n", r"worlds \(60 against 90\)"),
        (RULE.format("hedge", "united_states", 0.2), RULE.format("hedge", "united_states", 0.4), r"rules\.hedge"),
        (RULE.format("hedge", "us", 0.2), RULE.format("wait", "united_states", 0.4), r"rules that set united_states\.exerc"),
    ],
)  # fmt: skip
def test_what_contradicts_is_told_in_one_sentence_and_needs_an_order(one: str, two: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(PeninsulaError, match=f"one and two contradict each other in .*{said}.*'then two' instead of") as told:
        load(stacked(tmp_path, one, two))
    assert "\n" not in str(told.value)
    load(stacked(tmp_path, one, two, "then"))
    load(stacked(tmp_path, one, one))


@pytest.mark.parametrize(
    ("one", "two", "months"),
    [
        ('{ "2027-01" = 0.2, "2029-01" = 0.4 }', '{ "2029-01" = 0.4 }', {"2027-06": 0.2, "2029-06": 0.4}),
        ('{ "2027-01" = 0.2 }', '{ "2029-01" = 0.2 }', {"2026-06": None, "2027-06": 0.2, "2029-06": 0.2}),
        ("0.2", "0.2", {"2025-06": 0.2}),
    ],
)
def test_dated_settings_that_agree_are_combined_in_any_order(
    one: str, two: str, months: dict[str, float | None], tmp_path: Path
) -> None:
    usual = load("baseline").policy["united_states"]["exercise_tempo"]
    texts = [f"[policy.united_states]\nexercise_tempo = {text}\n" for text in (one, two)]
    for first, second in (texts, texts[::-1]):
        found = load(stacked(tmp_path, first, second)).policy["united_states"]["exercise_tempo"]
        for month, value in months.items():
            when = parse_month(month)
            assert found.value(when) == (usual.value(when) if value is None else value)


def test_the_later_one_decides_from_its_first_date_on(tmp_path: Path) -> None:
    one = '[policy.united_states]\nexercise_tempo = { "2027-01" = 0.2 }\n'
    two = '[policy.united_states]\nexercise_tempo = { "2029-01" = 0.4 }\n'
    found = load(stacked(tmp_path, one, two, "then")).policy["united_states"]["exercise_tempo"]
    assert [found.value(parse_month(month)) for month in ("2027-06", "2029-06")] == [0.2, 0.4]


def test_settings_of_the_first_may_be_changed_by_any_package() -> None:
    assert load("opcon_fast + burden_bargain").packages == ("burden_bargain.toml",)


def test_many_contradictions_make_one_readable_sentence() -> None:
    with pytest.raises(PeninsulaError, match=r"and 1 more: expected 'then sidelined'") as told:
        load("baseline + moon_package + sidelined")
    assert len(str(told.value)) <= 500
