"""Planted signs are found with the area, the rates and the probabilities that theory gives; noise warns of nothing."""

from statistics import NormalDist

import pytest

from sim.analysis.signposts.event_ahead import event_ahead
from sim.analysis.signposts.signposts import Signposts, judge, observe
from sim.analysis.signposts.signs import CALENDAR, signs_of
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from tests.analysis.signposts.planted import planted

SHIFT = 1.2
NORMAL = NormalDist()
ONLY = ("warheads", "tech", "consensus", "abandonment", "entrapment", "burden_quarrel")


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load("baseline_2025", worlds=3000, months=48)


def found_in(base: Scenario, shift: float = SHIFT, false_alarms: float | None = None, views: int = 1) -> Signposts:
    event = event_ahead("count(sanctions) > 0", base, within=6, leads=(0, 6), calm=1)
    watched = planted(base, shift, views=views)
    return judge([base] * views, event, signs_of(base.theatre, ONLY), watched, false_alarms)


@pytest.fixture(scope="module")
def found(base: Scenario) -> Signposts:
    return found_in(base)


def test_a_planted_sign_has_the_area_of_two_normal_distributions(found: Signposts) -> None:
    expected = NORMAL.cdf(SHIFT / 2**0.5)
    for lead in (0, 6):
        first, second = found.at(lead)[:2]
        assert {(each.sign.text, each.above) for each in (first, second)} == {("warheads", True), ("tech", False)}
        for each in (first, second):
            assert each.whole.area.value == pytest.approx(expected, abs=0.01)
            assert each.whole.area.low < each.whole.area.value < each.whole.area.high
            assert each.threshold == pytest.approx(SHIFT / 2 if each.above else -SHIFT / 2, abs=0.25)


def test_a_departure_from_a_noisy_mean_warns_less(found: Signposts) -> None:
    (departure,) = [each for each in found.at(0) if each.sign.text == "warheads - mean(warheads)"]
    assert departure.whole.area.value == pytest.approx(NORMAL.cdf(SHIFT / 2), abs=0.01)


def test_noise_and_the_change_of_what_does_not_change_warn_of_nothing(found: Signposts) -> None:
    areas = {each.sign.text: each.whole.area for each in found.at(0)}
    for name in ("change(warheads)", "abandonment", "entrapment", "change(entrapment)"):
        assert areas[name].value == pytest.approx(0.5, abs=0.02), name
    assert found.calendar(0).whole.area.value == pytest.approx(0.5, abs=0.02)
    assert found.best(0).beyond_calendar.low > 0.2


def test_intervals_know_that_months_of_a_world_are_not_independent(found: Signposts) -> None:
    areas = {each.sign.text: each.whole.area for each in found.at(0)}
    once, anew = (areas[name].high - areas[name].low for name in ("consensus", "abandonment"))
    # eleven readings of one number are one number: its interval is wider by the root of eleven
    assert once / anew == pytest.approx(found.readings**0.5, rel=0.25)


def test_an_alarm_keeps_to_the_false_alarms_that_are_allowed(base: Scenario) -> None:
    told = found_in(base, false_alarms=0.1).best(0).whole.rates
    assert told.false_alarms.value == pytest.approx(0.1, abs=0.01)
    assert told.hits.value == pytest.approx(1 - NORMAL.cdf(NORMAL.inv_cdf(0.9) - SHIFT), abs=0.02)
    base_rate = told.base_rate.value
    hits, alarms = told.hits.value * base_rate, told.false_alarms.value * (1 - base_rate)
    assert told.precision.value == pytest.approx(hits / (hits + alarms))


def test_probabilities_hold_in_the_other_worlds(found: Signposts) -> None:
    known = found.reliabilities[0]
    assert known.skill.low > 0.15
    assert len(known.classes) >= 5
    for each in known.classes:
        assert each.observed.low - 0.03 <= each.forecast <= each.observed.high + 0.03


def test_without_a_sign_nothing_is_said_to_warn(base: Scenario) -> None:
    told = found_in(base, shift=0.0)
    assert told.best(0).whole.area.value == pytest.approx(0.5, abs=0.03)
    assert told.reliabilities[0].skill.low <= 0
    assert max(each.whole.area.value for each in told.at(0)) < 0.55


def test_the_order_is_that_of_the_worlds_learnt_from_and_the_numbers_are_of_the_others(found: Signposts) -> None:
    learnt = [each.learnt for each in found.at(0)]
    assert learnt == sorted(learnt, reverse=True)
    assert [each.whole.area.value for each in found.at(0)] != learnt


def test_what_does_not_vary_is_named(found: Signposts) -> None:
    assert {sign.text for sign in found.still} == {"burden_quarrel", "change(burden_quarrel)", "change(consensus)"}


def test_every_worldview_is_told_by_itself(base: Scenario) -> None:
    told = found_in(base, views=2)
    table = told.by_worldview()
    assert len(table) == 2 * len(told.found)
    best = told.best(0)
    whole = best.whole.area.value
    assert sum(each.area.value for each in best.by_view) / 2 == pytest.approx(whole, abs=0.005)


def test_tables_hold_every_number_with_its_interval(found: Signposts) -> None:
    table = found.table()
    assert len(table) == len(found.found)
    for name in ("auc", "hit_rate", "false_alarm_rate", "precision", "base_rate"):
        assert (table[f"{name}_low"] <= table[name] + 1e-9).all()
        assert (table[name] <= table[f"{name}_high"] + 1e-9).all()
    assert (table[table["sign"] == CALENDAR.text]["rank"] == 0).all()


def test_curves_go_from_no_alarm_to_an_alarm_in_every_month(found: Signposts) -> None:
    for roc in found.rocs[0]:
        assert (roc.hits[0], roc.hits[-1]) == (pytest.approx(0, abs=0.02), 1)
        assert (roc.hits[1:] >= roc.hits[:-1]).all()
        assert (roc.low <= roc.high).all()


@pytest.mark.parametrize(
    ("text", "within", "worlds", "only", "said"),
    [
        ("count(war) > 90", 12, 80, (), "never happens in 80 worlds"),
        ("count(missile_test) >= 0", 12, 80, (), "under way in every month of 80 worlds"),
        ("max(warheads) < 1e6 and not count(war) > 90", 12, 80, (), "under way in every month"),
        ("count(clash) > 1", 12, 80, (), "of 80 worlds: expected at least 20 in either half"),
        ("count(clash) > 0", 90, 80, (), "expected at least 109 with --months"),
        ("count(clash) > 0", 12, 50, (), "50 worlds are too few"),
        ("count(clash) > 0", 12, 80, ("warhead",), "did you mean 'warheads'"),
        ("count(crisis) > 0", 12, 240, ("production_status",), "none of the signs varies"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_one_sentence(text: str, within: int, worlds: int, only: tuple[str, ...], said: str) -> None:
    base = load("baseline_2025", worlds=worlds, months=60)
    event = event_ahead(text, base, within, (0, 6), 12)
    with pytest.raises(PeninsulaError, match=said):
        judge([base], event, signs_of(base.theatre, only), observe([base], event, workers=1))
