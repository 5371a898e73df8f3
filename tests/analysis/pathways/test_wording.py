"""What pathways say, of planted records."""

from dataclasses import replace

import numpy as np

from sim.analysis.estimate import Estimate
from sim.analysis.pathways.pathways import Pathways
from sim.analysis.pathways.standing import Standing
from sim.analysis.pathways.wording import duration, percent, sentences
from tests.analysis.pathways.test_standing import AGREED, BASE, MONTHS, WORLDS, moved, until

OTHER = replace(BASE, name="other")


def told(standing: Standing, *more: Standing) -> str:
    return " ".join(sentences(Pathways((BASE, OTHER), AGREED, (), (standing, *more))))


def test_the_transfer_that_helps_and_the_best_pathway_are_named() -> None:
    said = told(moved(30, 51)[0])
    assert "Where baseline_2025 tips, other brings 60 (60 to 60) % points more of later months on target than keeping it" in said
    assert "it lasts for 21 months at the median" in said
    assert "Most on target: other, in 100 (100 to 100) % of judged months." in said


def test_that_nothing_helps_is_said() -> None:
    assert "no other plan is on target more often than keeping it, beyond sampling" in told(moved(60, 60)[0])


def test_several_worldviews_are_told_apart_and_together() -> None:
    good, bad = moved(30, 51)[0], replace(moved(60, 60)[0], worldview="other view")
    said = told(good, bad)
    assert "under planted; once met again" in said
    assert "beyond sampling under other view" in said
    assert "More on target than baseline_2025 beyond sampling under every worldview: other" in said


def test_plans_that_miss_at_once_or_never_are_named() -> None:
    met = np.stack([until(0), until(MONTHS)])
    said = told(Standing("planted", AGREED, met, np.zeros((0, 2, WORLDS)), 1, {}))
    assert "In most worlds baseline_2025 misses the target as soon as judged." in said
    always = np.stack([until(MONTHS), until(MONTHS)])
    assert "No plan tips in any world" in told(Standing("planted", AGREED, always, np.zeros((0, 2, WORLDS)), 1, {}))


def test_durations_and_shares_in_words() -> None:
    assert duration(Estimate(float("nan"), float("nan"), float("nan"))) == "it is met in no world"
    assert duration(Estimate(float("inf"), 12.0, float("inf"))) == "it lasts beyond the horizon in most worlds"
    assert duration(Estimate(20.0, 12.0, float("inf"))).endswith("(90 % interval 12 to more than is seen)")
    assert percent(Estimate(0.256, 0.2, 0.31)) == "26 (20 to 31)"
