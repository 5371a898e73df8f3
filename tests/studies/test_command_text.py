"""The command of a study makes it again: the function is asked for the same, typed or called."""

import shlex
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from sim.cli.entry import main
from sim.foundations.plain_values import plain_value
from sim.scenario.loading import load
from sim.studies import game, pathways, search, signposts
from sim.studies.command_text import UNTOLD, command_text

pytestmark = pytest.mark.usefixtures("root")

STUDIES: dict[str, Callable[..., Any]] = {
    "game": game.game, "pathways": pathways.pathways, "signposts": signposts.signposts, "search": search.search,
}  # fmt: skip
MODULES = {"game": game, "pathways": pathways, "signposts": signposts, "search": search}

ASKED: list[tuple[str, dict[str, Any]]] = [
    ("game", {"scenario": "baseline"}),
    (
        "game",
        {
            "scenario": Path("scenarios/baseline_2025.toml"), "players": ["us", "north_korea"],
            "doctrines": {"us": ["own", "restraint"]}, "worldviews": "deterrence,spiral",
            "utilities": {"china": "-mean(peninsula_tension)"}, "precision": 4.5, "worlds": 20, "seed": 0,
            "overrides": {
                "us.troops_korea": {"2027-01": 0}, "rok.opcon": {"2027-06": "rok_led"}, "worldview": "spiral",
                "shock_rate": [0.1, 0.2],
            },
        },
    ),
    (
        "pathways",
        {
            "plans": ["baseline", "baseline+moon_package"], "target": "count(clash) == 0 and peninsula_tension < 85",
            "lead_months": 6, "costs": ["burden"], "transfers": False, "months": 60, "nowcast": Path("nowcast.parquet"),
        },
    ),
    (
        "signposts",
        {
            "scenario": "baseline", "warn_of": "count(clash) > 0", "lead": [0, 3], "only": ["credibility_*", "autonomy"],
            "false_alarms": 0.1, "calm": 0, "overrides": {"turnover": True},
        },
    ),
    (
        "search",
        {
            "scenario": "mine.toml", "vary": ["rules.a.warning=40:90", "us.troops_korea=0:28500"], "minimise": ["warheads"],
            "judge": "worst", "worldviews": "all", "against_static": True, "beside": ["moon_package"], "candidates": 40,
        },
    ),
]  # fmt: skip


def whole(study: Callable[..., Any], given: dict[str, Any]) -> dict[str, Any]:
    bound = signature(study).bind(**given)
    bound.apply_defaults()
    return dict(bound.arguments)


@pytest.mark.parametrize(("name", "given"), ASKED)
def test_the_command_asks_for_what_was_asked(name: str, given: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    study, heard = STUDIES[name], []

    def listen(*given: Any, **more: Any) -> None:
        heard.append(signature(study).bind(*given, **more).arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(MODULES[name], name, listen)
    monkeypatch.setattr("sim.cli.output.stack.print_stacks", lambda *given, **more: None)
    program, *words = shlex.split(command_text(study, whole(study, given)))
    assert program == "peninsula"
    assert main(words) == 130
    asked, typed = (
        {key: plain(value) for key, value in each.items() if key not in UNTOLD} for each in (whole(study, given), heard[0])
    )
    assert {key: typed[key] for key in asked} == asked


def plain(value: Any) -> Any:
    """Return an argument as text would give it: a path as its name, nothing instead of an empty list."""
    found = plain_value(value)
    return str(found) if isinstance(found, Path) else None if found in ([], {}) else found


def test_what_is_as_by_default_stays_out() -> None:
    assert command_text(game.game, whole(game.game, {"scenario": "baseline", "workers": 3, "results": "x"})) == (
        "peninsula game baseline"
    )


def test_a_loaded_scenario_stands_by_its_name() -> None:
    asked = whole(pathways.pathways, {"plans": [load("scenarios/baseline.toml")], "target": "war == 0", "transfers": False})
    assert command_text(pathways.pathways, asked) == "peninsula pathways baseline --target 'war == 0' --no-transfers"
