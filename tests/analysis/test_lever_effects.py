"""What levers do: a lever that moves nothing is inert, one that only helps is a free lunch, and `docs/levers.md` has neither."""

from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.analysis.lever_effects import Effect, LeverEffects, Tracked, lever_effects
from sim.cli.entry import main
from sim.foundations.errors import PeninsulaError
from sim.report.levers import failures, levers_page
from sim.scenario.loading import load

TENSION, TRUST = Tracked("mean(peninsula_tension)", "Tension", -1), Tracked("mean(credibility_in_seoul)", "Credibility", 1)


def effects_of(*differences: tuple[Tracked, float]) -> LeverEffects:
    """Return the effects of a lever on outcomes, each a difference of one standard deviation or none."""
    lever = load("baseline", worlds=1).theatre.patron.levers["troops_korea"]
    effects = tuple(Effect(tracked, "agnostic", difference, 0.1, difference) for tracked, difference in differences)
    return LeverEffects("united_states", lever, 0, 60000, effects, "")


def test_a_difference_within_its_interval_or_negligible_has_no_verdict() -> None:
    assert Effect(TENSION, "agnostic", -1.0, 0.2, -0.5).verdict == 1
    assert Effect(TENSION, "agnostic", 1.0, 0.2, 0.5).verdict == -1
    assert Effect(TENSION, "agnostic", 1.0, 1.2, 0.5).verdict == 0
    assert Effect(TENSION, "agnostic", 1.0, 0.2, 0.05).verdict == 0


def test_a_free_lunch_and_an_inert_lever_are_found() -> None:
    both_good, both_bad = effects_of((TENSION, -1), (TRUST, 1)), effects_of((TENSION, 1), (TRUST, -1))
    mixed, nothing = effects_of((TENSION, -1), (TRUST, -1)), effects_of((TENSION, 0), (TRUST, 0))
    assert [each.free_lunch for each in (both_good, both_bad, mixed, nothing)] == ["more", "less", "", ""]
    assert [each.inert for each in (both_good, mixed, nothing)] == [False, False, True]
    assert len(failures([both_good, both_bad, mixed, nothing])) == 3
    assert failures([replace(nothing, inert_because="said so")]) == []
    assert [effect.tracked for effect in mixed.costs(1)] == [TRUST]
    assert [effect.tracked for effect in mixed.costs(-1)] == [TENSION]


def test_troops_are_worth_something_and_cost_something() -> None:
    views = [load("baseline", {"worldview": view}, worlds=100, months=48) for view in ("agnostic", "spiral")]
    (troops,) = lever_effects(views, "*.troops_korea", workers=1)
    assert (troops.low, troops.high) == (0, 60000)
    found = {(effect.worldview, effect.tracked.text): effect.verdict for effect in troops.effects}
    assert found["agnostic", "mean(credibility_in_seoul)"] == found["spiral", "mean(credibility_in_seoul)"] == 1
    assert found["agnostic", "mean(entrapment)"] == -1
    page = levers_page(views[0], ["agnostic", "spiral"], [troops])
    assert "| `troops_korea` | 0 to 60000 |" in page
    assert "None: no lever is inert" in page


def test_what_does_not_fit_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PeninsulaError, match="no lever fits"):
        sim.lever_effects(levers="*.nothing", worlds=2, months=2, worldviews="agnostic", workers=1)
    assert main(["levers", "--page", str(tmp_path / "levers.md")]) == 2
    assert "add --effects" in capsys.readouterr().err


def test_the_page_lists_todays_levers() -> None:
    page = (Path(__file__).parents[2] / "docs" / "levers.md").read_text(encoding="utf-8")
    assert "None: no lever is inert without a reason" in page
    for actor in load("baseline", worlds=1).theatre.actors:
        for name in actor.levers:
            assert f"| `{actor.name}.{name}` |" in page, name


@pytest.mark.slow
def test_no_lever_is_inert_without_a_reason_and_none_is_a_free_lunch() -> None:
    table = sim.lever_effects(worlds=100, workers=1)
    assert len(table.worldviews) >= 6
    # what few worlds do not tell apart from chance is looked at again in many
    suspects = [each for each in table.effects if each.free_lunch or (each.inert and not each.inert_because)]
    assert len(suspects) < 10
    for each in suspects:
        assert sim.lever_effects(levers=f"{each.actor}.{each.lever.name}", worlds=1500, workers=1).failures == []
