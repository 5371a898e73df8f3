"""The reference tables: searchable, complete, and one JSON document on demand."""

import json

import pytest

from sim.cli.entry import main


def printed(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_levers_are_found_by_a_word_of_their_name(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(["levers", "troops_korea"], capsys)
    assert "united_states.troops_korea" in page
    assert "28500" in page
    assert "0 to 60000 persons" in page
    assert "opcon" not in page


def test_a_search_ignores_capitals(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(["levers", "OPCON"], capsys) == printed(["levers", "opcon"], capsys)


def test_a_choice_shows_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert "us_led, transition, rok_led" in printed(["levers", "south_korea.opcon"], capsys)


def test_each_theatre_has_levers_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    korea = {lever["name"] for lever in json.loads(printed(["levers", "--json"], capsys))}
    europe = {lever["name"] for lever in json.loads(printed(["levers", "--theatre", "europe", "--json"], capsys))}
    assert "south_korea.opcon" in korea - europe
    assert europe


@pytest.mark.parametrize("kind", ["levers", "assumptions", "outcomes"])
def test_json_describes_every_entry(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    entries = json.loads(printed([kind, "--json"], capsys))
    assert len(entries) > 20
    assert len({entry["name"] for entry in entries}) == len(entries)
    assert all(entry["title"] and entry["source"] for entry in entries)


def test_every_assumption_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    from sim.scenario.assumptions import DECLARED

    listed = json.loads(printed(["assumptions", "--json"], capsys))
    assert [entry["name"] for entry in listed] == [assumption.name for assumption in DECLARED]


def test_outcomes_say_which_direction_is_better(capsys: pytest.CaptureFixture[str]) -> None:
    (entry,) = json.loads(printed(["outcomes", "peninsula_tension", "--json"], capsys))
    assert (entry["better"], entry["low"], entry["high"]) == ("lower", 0, 100)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["levers", "trops"], "did you mean 'troops'?"),
        (["levers", "--theatre", "koera"], "did you mean 'korea'?"),
        (["outcomes", "xylophone"], "mentions 'xylophone'"),
    ],
)
def test_what_is_not_found_is_said_in_a_sentence(arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert expected in err
    assert (out, err.count("\n")) == ("", 1)
