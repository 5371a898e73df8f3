"""Plans and transfers simulated: a tipping month that is known is found again, and worlds are shared."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.analysis.pathways.pathways import Pathways
from sim.analysis.pathways.simulation import pathways
from sim.analysis.pathways.switching import pathway
from sim.analysis.pathways.terms import terms
from sim.ensemble.execute import execute
from sim.foundations.errors import PeninsulaError
from sim.model.mechanisms.strength import ADJUSTMENT
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

SIZE: dict[str, Any] = {"worlds": 60, "months": 60}
TARGET = "peninsula_tension < 85 and count(clash) == 0"


def plan(name: str, **levers: Any) -> Scenario:
    return replace(load("baseline_2025", levers, **SIZE), name=name)


def test_a_tipping_month_that_a_schedule_settles_is_found_again() -> None:
    """Spending closes a part of its distance to the budget each month, so that the month in which it passes 3 % is known."""
    begun = load("baseline_2025", worlds=1, months=12).theatre.actor("south_korea").levers["defence_share"].default
    levers = {"rok.defence_share": {"2026-06": 4.0}, "arms_reaction": 0, "burden_fatigue": 0, "consensus_needed": 0.05}
    spending = plan("spending", **levers)
    burden, expected = float(begun), None
    for month in range(60):
        planned = 4.0 if month >= 16 else float(begun)
        burden += float(ADJUSTMENT) * (planned - burden)
        if expected is None and burden >= 3:
            expected = month
    agreed = terms("burden < 3", spending, 4, 6, 0)
    result = pathways([[spending]], ["calibrated"], agreed, transfers=False, workers=1)
    assert expected is not None
    assert (result.standings[0].tips == expected).all()
    assert result.tipping()["tips_q50"].item() == result.month(expected)


@pytest.fixture(scope="module")
def result() -> Pathways:
    plans = [
        plan("baseline_2025"),
        replace(load("moon_package", **SIZE), name="moon"),
        plan("withdrawal", **{"us.troops_korea": 0}),
    ]
    agreed = terms(TARGET, plans[0], 3, 6, 1)
    return pathways([[each] for each in plans], ["calibrated"], agreed, ("burden",), workers=1)


def test_transfers_are_the_runs_of_their_pathways(result: Pathways) -> None:
    """What a pathway is said to bring is what its scenario, run by itself, brings."""
    (standing,) = result.standings
    way = pathway(result.plans[0], result.plans[1], result.terms)
    run = execute(way, workers=1)
    transfer = standing.transfers[0, 1]
    tension = run.series("peninsula_tension")
    clashes = np.zeros(tension.shape)
    events = run.events
    for world, month in zip(*(events.loc[events["kind"] == "clash", key] for key in ("world", "month")), strict=True):
        clashes[run.months.index(str(month)), int(world)] += 1
    for place, world in enumerate(transfer.worlds):
        since = transfer.switch[place]
        afresh = np.cumsum(clashes[since:, world]) == 0
        assert np.array_equal(transfer.met[since:, place], (tension[since:, world] < 85) & afresh)
        assert transfer.costs[0, place] == pytest.approx(run.series("burden")[:, world].mean(dtype=np.float64))
    others = np.setdiff1d(np.arange(60), transfer.worlds)
    alone = execute(result.plans[0], workers=1).series("peninsula_tension")
    assert np.array_equal(tension[:, others], alone[:, others])


def test_until_the_transfer_both_pathways_of_a_plan_are_the_same(result: Pathways) -> None:
    (standing,) = result.standings
    for transfer in standing.pairs():
        kept = standing.transfers[transfer.origin, transfer.origin]
        assert np.array_equal(transfer.met[~transfer.after], kept.met[~transfer.after])
        assert np.array_equal(transfer.switch, kept.switch)


def test_a_plan_is_on_target_as_often_as_its_months_say(result: Pathways) -> None:
    (standing,) = result.standings
    table = result.pathways().set_index("pathway")
    assert len(table) == 9
    assert table.loc["baseline_2025", "gain"] == 0
    assert table.loc["baseline_2025", "burden"] == 0
    best = result.title(*result.best)
    assert table["on_target"].idxmax() == best
    row = table.loc["baseline_2025, then moon"]
    assert row["on_target"] == pytest.approx(standing.on_target(0, 1).mean())
    assert row["switches"] == len(standing.transfers[0, 1].worlds) / 60
    assert row["gain_low"] <= row["gain"] <= row["gain_high"]


def test_numbers_do_not_depend_on_processes(result: Pathways) -> None:
    again = pathways([[each] for each in result.plans], ["calibrated"], result.terms, ("burden",), workers=2)
    assert again.transfers().equals(result.transfers())
    assert again.tipping().equals(result.tipping())


def test_progress_counts_all_that_was_asked_for(result: Pathways) -> None:
    done: list[int] = []
    pathways([[each] for each in result.plans[:2]], ["calibrated"], result.terms, workers=1, progress=done.append)
    assert sum(done) == pytest.approx(4 * 60 * 60, rel=0.02)


def test_a_target_that_no_plan_meets_is_refused_with_how_near_it_is() -> None:
    agreed = terms("peninsula_tension < 5", plan("baseline_2025"), 3, 6, 0)
    with pytest.raises(PeninsulaError) as refusal:
        pathways([[plan("baseline_2025")], [plan("quiet", **{"us.exercise_tempo": 0})]], ["calibrated"], agreed, workers=1)
    assert "no plan meets 'peninsula_tension < 5': all tip in 2025-08, the first month judged, in all worlds" in str(
        refusal.value
    )


def test_a_target_that_all_plans_always_meet_has_no_transfers() -> None:
    agreed = terms("warheads < 20000", plan("baseline_2025"), 3, 6, 0)
    found = pathways([[plan("baseline_2025")], [plan("quiet", **{"us.exercise_tempo": 0})]], ["calibrated"], agreed, workers=1)
    assert not found.standings[0].transfers
    assert found.tipping()["never"].tolist() == [1, 1]
    assert found.transfers().empty
    assert found.holding() == []


def test_transfers_need_time() -> None:
    plans = [[plan("baseline_2025")], [plan("quiet", **{"us.exercise_tempo": 0})]]
    with pytest.raises(PeninsulaError, match="are more than 60: expected fewer, or --no-transfers"):
        pathways(plans, ["calibrated"], terms("burden < 3", plans[0][0], 20, 12, 10), workers=1)
