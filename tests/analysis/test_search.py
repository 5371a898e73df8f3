"""A search of the model finds the known ends of a front, and refuses what cannot be searched."""

import pytest

from sim.analysis.factors import factor
from sim.analysis.nearest_candidates import NoFeasibleCandidateError
from sim.analysis.robust import aim
from sim.analysis.search import SearchGoals, search
from sim.foundations.errors import PeninsulaError
from sim.model.expression import expression
from sim.scenario.loading import load


def test_a_search_of_two_levers_finds_their_known_ends() -> None:
    base = load("baseline", worlds=6, months=24)
    factors = [factor("us.troops_korea=0:28500", base), factor("south_korea.defence_share=2:4", base)]
    aims = (aim(expression("credibility_in_seoul", base), base, "high"), aim(expression("autonomy", base), base, "high"))
    found = search([base], factors, SearchGoals(aims), candidates=160, population=16, check_worlds=20, most_packages=6, workers=1)
    rows = found.table().set_index("package")
    names = [package.name for package in found.packages]
    # troops buy credibility at the price of autonomy; defence of its own costs neither
    assert rows.loc[names, "united_states.troops_korea"].min() < 3000
    assert rows.loc[names, "united_states.troops_korea"].max() > 15000
    assert rows.loc[names, "south_korea.defence_share"].median() > 3.5
    assert found.beside[0].name == "baseline"
    assert not found.dominated_by(found.packages[found.knee])


def test_searches_that_cannot_be_are_refused() -> None:
    base = load("baseline", worlds=6, months=6)
    factors = [factor("us.troops_korea", base)]
    aims = (aim(expression("warheads", base), base),)
    with pytest.raises(PeninsulaError, match="something to aim at"):
        search([base], factors, SearchGoals(()), 100)
    with pytest.raises(PeninsulaError, match="whole generation"):
        search([base], factors, SearchGoals(aims), candidates=50, population=100)
    with pytest.raises(PeninsulaError, match="GiB"):
        search([load("baseline", worlds=50_000_000, months=6)], factors, SearchGoals(aims), 200)
    never = SearchGoals(aims, (expression("warheads < 0", base),))
    with pytest.raises(PeninsulaError, match="keeps every constraint"):
        search([base], factors, never, 8, population=4, check_worlds=4, workers=1)


def test_a_search_without_a_feasible_candidate_names_the_nearest_and_what_they_miss() -> None:
    base = load("baseline", worlds=8, months=24)
    factors = [factor("us.troops_korea=0:28500", base), factor("south_korea.defence_share=2:4", base)]
    aims = (aim(expression("warheads", base), base),)
    kept, never = expression("warheads > 0", base), expression("autonomy > 0.999", base)
    with pytest.raises(NoFeasibleCandidateError) as raised:
        search([base], factors, SearchGoals(aims, (kept, never), 0.75), 16, population=8, check_worlds=4, workers=1)
    nearest = raised.value.nearest
    assert list(nearest.columns) == [*(each.key for each in factors), kept.text, never.text]
    assert (nearest[kept.text] == 1).all()
    assert (nearest[never.text] < 0.75).all()
    assert nearest[never.text].is_monotonic_decreasing
    assert f"'{never.text}' in {nearest[never.text][0]:.1%}" in str(raised.value)
    assert f"'{kept.text}' in" not in str(raised.value)
