"""Today's start says where its numbers come from: `scenarios/baseline_2026.toml`, `scenarios/congress_floor.toml`."""

import re

import pytest

from sim.foundations.months import format_month
from sim.scenario.catalogue import SHIPPED
from sim.scenario.loading import load
from sim.scenario.situation import sources_at_start
from sim.scenario.theatre_file import load_theatre

WRITTEN = (SHIPPED / "baseline_2026.toml").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^\[([\w.]+)\]\n(.*?)(?=^\[|\Z)", WRITTEN, re.DOTALL | re.MULTILINE))
KOREA = load_theatre("korea")


@pytest.mark.parametrize("actor", [actor.name for actor in KOREA.actors])
def test_every_lever_is_moved_or_said_to_be_as_before(actor: str) -> None:
    section = SECTIONS[f"situation.policy.{actor}"]
    moved = set(re.findall(r"^(\w+) = ", section, re.MULTILINE))
    reviewed = set(re.findall(r"\w+", section.partition("# As before, after review:")[2])) & set(KOREA.actor(actor).levers)
    assert moved | reviewed == set(KOREA.actor(actor).levers)
    assert not moved & reviewed


def test_every_value_that_moved_has_a_dated_source_of_its_own() -> None:
    scenario = load("baseline_2026")
    before, found = (sources_at_start(KOREA, each) for each in (KOREA, scenario.situation))
    moved = {key: source for key, source in found.items() if source != before.get(key)}
    written = [line for name in SECTIONS if name.startswith("situation.policy") for line in SECTIONS[name].splitlines()]
    assert len(moved) == 19 + len([line for line in written if re.match(r"\w+ = ", line)])
    assert {key: source for key, source in moved.items() if not re.search(r"20[12]\d", source)} == {}


def test_every_decision_has_its_date_beside_it() -> None:
    decided = [line for name in SECTIONS if name.startswith("policy") for line in SECTIONS[name].splitlines() if " = " in line]
    assert len(decided) == 3
    assert all(re.search(r"  # .*20[23]\d", line) for line in decided)


def test_it_begins_in_autumn_2026_with_what_is_decided() -> None:
    scenario = load("baseline_2026")
    assert format_month(scenario.start) == "2026-11"
    seoul = scenario.policy["south_korea"]
    assert seoul["defence_share"].value(scenario.start + 110) == pytest.approx(3.5)
    assert KOREA.actor("south_korea").levers["opcon"].decode(seoul["opcon"].value(scenario.start + 26)) == "rok_led"
    assert scenario.situation.main_protege.default("engagement") == seoul["engagement"].value(scenario.start) == 0.5


def test_the_floor_keeps_troops_where_the_schedule_would_leave_until_it_is_lifted() -> None:
    import numpy as np

    from sim.model.theatre_model import TheatreModel

    model = TheatreModel([load("congress_floor")], np.arange(200))
    for _ in range(24):
        model.step()
    troops = np.broadcast_to(model.month.patron["troops_main"], (200,))
    assert set(troops.tolist()) == {10000, 28500}
    # at two per cent a month from July 2027 on some 29 % of worlds have left by October 2028
    assert 0.15 < (troops == 10000).mean() < 0.45
