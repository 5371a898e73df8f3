"""Twelve empirical regularities that the model should reproduce when it is driven by the historical policies alone.

Each is checked on a run of the history scenario without assimilation. A regularity that fails is reported as failing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.run import Run

type Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class RegularityCheck:
    """The check of one regularity. expected: what was observed, with a tolerance. simulated: the same quantity in the run."""

    title: str
    expected: str
    simulated: str
    holds: bool


def check_regularities(run: Run) -> list[RegularityCheck]:
    """Check every regularity in a run that is driven by the historical policies alone."""
    driven = _Driven(run)
    return [check(driven) for check in CHECKS]


class _Driven:
    """A driven run, with means of its outcomes by year."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.years = np.array([int(month[:4]) for month in run.months])
        self.theatre = run.scenario.theatre

    def series(self, name: str) -> Numbers:
        return self.run.series(name).astype(np.float64)

    def yearly(self, name: str, first: int, last: int) -> float:
        """Return the mean over worlds of a yearly sum, averaged over years."""
        chosen = (self.years >= first) & (self.years <= last)
        return float(self.series(name)[chosen].sum(axis=0).mean() / (last - first + 1))

    def level(self, name: str, year: int) -> float:
        """Return the mean over worlds and months of a year."""
        return float(self.series(name)[self.years == year].mean())

    def talking(self) -> NDArray[np.bool_]:
        """Return the months with observed talks or a deal in the channel of the patron, (month,)."""
        scenario = self.run.scenario
        name = next(channel.name for channel in self.theatre.channels if channel.parties[0] == self.theatre.patron.name)
        stage = scenario.conditions["theatre"][f"channel_{name}"].values(scenario.start, scenario.months)
        return np.asarray(stage >= 2)


def _provocations(run: _Driven) -> RegularityCheck:
    early, late, quiet = (
        run.yearly("missile_tests", 1990, 2005),
        run.yearly("missile_tests", 2014, 2017),
        run.yearly("missile_tests", 2018, 2018),
    )
    return RegularityCheck(
        "Missile provocations: few before 2006, many after 2014, none in 2018",
        "about 1 a year (at most 3); about 15 (8 to 25); 0 (at most 3)",
        f"{early:.1f}; {late:.1f}; {quiet:.1f}",
        early <= 3 and 8 <= late <= 25 and quiet <= 3,
    )


def _nuclear_tests(run: _Driven) -> RegularityCheck:
    tests = run.series("nuclear_tests")
    total = float(tests[(run.years >= 2006) & (run.years <= 2017)].sum(axis=0).mean())
    framework = float((tests[(run.years >= 1995) & (run.years <= 2002)].sum(axis=0) > 0).mean())
    talks = float(tests[run.talking()].sum() / tests.shape[1])
    return RegularityCheck(
        "Nuclear tests: six in 2006-2017, none under the Agreed Framework, none during talks",
        "3 to 9 on average; in at most 20 % of worlds; at most 0.5 on average",
        f"{total:.1f}; {framework:.0%}; {talks:.2f}",
        3 <= total <= 9 and framework <= 0.2 and talks <= 0.5,
    )


def _peaks(run: _Driven) -> RegularityCheck:
    index = run.theatre.headline
    stands = {
        year: run.level(index, year) - (run.level(index, year - 2) + run.level(index, year + 2)) / 2
        for year in (1994, 2003, 2010, 2013, 2017)
    }
    falls = run.level(index, 2017) - run.level(index, 2018)
    return RegularityCheck(
        "Tension peaks of 1994, 2003, 2010, 2013 and 2017 stand out; 2018 falls",
        "each above the mean of two years before and after; 2018 below 2017",
        "; ".join(f"{year} {gap:+.1f}" for year, gap in stands.items()) + f"; 2018 {-falls:+.1f}",
        all(gap > 0 for gap in stands.values()) and falls > 0,
    )


def _talks(run: _Driven) -> RegularityCheck:
    tests, talks = run.series("missile_tests").mean(axis=1), run.talking()
    ratio = float(tests[talks].mean() / tests[~talks].mean())
    return RegularityCheck(
        "Fewer provocations in months with talks", "at most 0.7 of those without", f"{ratio:.2f}", ratio <= 0.7
    )


def _clusters(run: _Driven) -> RegularityCheck:
    tests = run.series("missile_tests")[(run.years >= 2006) & (run.years <= 2018)]
    ratio = float(tests.var() / tests.mean())
    return RegularityCheck("Provocations cluster", "variance over mean above 1.3", f"{ratio:.2f}", ratio > 1.3)


def _arms(run: _Driven) -> RegularityCheck:
    burden, index = (np.diff(run.series(name), axis=0) for name in ("burden", run.theatre.headline))
    months = min(12, len(burden) - 1)
    correlation = float(np.corrcoef(burden[months:].ravel(), index[:-months].ravel())[0, 1])
    return RegularityCheck(
        "Arms spending follows threat weakly within a year",
        "correlation from -0.1 to 0.4",
        f"{correlation:+.2f}",
        -0.1 <= correlation <= 0.4,
    )


def _patron(run: _Driven) -> RegularityCheck:
    worlds = run.series(f"credibility_in_{run.theatre.challenger.capital}").mean(axis=0)
    events = run.run.events
    attacks = np.bincount(events.loc[events["kind"] == "limited_attack", "world"], minlength=len(worlds))
    tests = run.series("missile_tests").sum(axis=0)
    one, other = float(np.corrcoef(worlds, attacks)[0, 1]), float(np.corrcoef(worlds, tests)[0, 1])
    return RegularityCheck(
        "A more credible patron: fewer limited attacks, no clear effect on missile tests",
        "correlation over worlds below 0; within 0.2 of 0",
        f"{one:+.2f}; {other:+.2f}",
        one < 0 and abs(other) <= 0.2,
    )


def _wars(run: _Driven) -> RegularityCheck:
    share = float(run.series("war_so_far")[-1].mean())
    years = run.run.scenario.months / 12
    return RegularityCheck(
        "No war in most worlds",
        "at most 15 % of worlds in 37 years",
        f"{share:.1%}, one in {years / max(share, 1e-9):,.0f} world-years",
        share <= 0.15,
    )


def _warheads(run: _Driven) -> RegularityCheck:
    expected = {1990: (0, 0.5), 2000: (0.5, 3), 2010: (3, 12), 2020: (25, 45), 2025: (40, 65)}
    medians = {year: float(np.median(run.series("warheads")[run.years == year])) for year in expected}
    return RegularityCheck(
        "Warheads: none in 1990, one or two in 2000, 5-10 in 2010, 30-40 in 2020, about 50 in 2025",
        "; ".join(f"{low:g} to {high:g}" for low, high in expected.values()),
        "; ".join(f"{value:.1f}" for value in medians.values()),
        all(low <= medians[year] <= high for year, (low, high) in expected.items()),
    )


def _quarrel(run: _Driven) -> RegularityCheck:
    name = f"credibility_in_{run.theatre.main_protege.capital}"
    fall = run.level(name, 2020) - run.level(name, 2018)
    return RegularityCheck(
        "The burden quarrel of 2019-20 lowered Seoul's trust in the patron", "2020 below 2018", f"{fall:+.2f}", fall < 0
    )


def _exercises(run: _Driven) -> RegularityCheck:
    tests = run.series("missile_tests")
    effect = run.run.scenario.assumptions["exercise_test_effect"]
    change = float(tests[run.years == 1992].sum(axis=0).mean() - tests[run.years == 1991].sum(axis=0).mean())
    return RegularityCheck(
        "Exercises cancelled in 1992 and 2018 coincide with talks, and need not cause them",
        "the assumed effect of exercises on tests spans zero",
        f"{effect[0]:+.1f} to {effect[1]:+.1f}; tests in 1992 {change:+.1f}",
        effect[0] < 0 < effect[1],
    )


def _command(run: _Driven) -> RegularityCheck:
    events = run.run.events
    moved = events.loc[(events["kind"] == "command_transfer") & (events["month"] < "2015-12"), "world"].nunique()
    share = moved / run.run.scenario.worlds
    return RegularityCheck(
        "Wartime command did not pass in 2012 or 2015 while readiness lagged",
        "passed in at most 20 % of worlds by 2015",
        f"{share:.0%}",
        share <= 0.2,
    )


CHECKS: tuple[Callable[[_Driven], RegularityCheck], ...] = (
    _provocations, _nuclear_tests, _peaks, _talks, _clusters, _arms, _patron, _wars, _warheads, _quarrel, _exercises, _command,
)  # fmt: skip
"""In the order in which they are reported."""
