"""The Python interface to deep uncertainty: robust choice, sensitivity, discovery and search, as on the command line."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.analysis.cases import cases, cases_of_runs
from sim.analysis.discover import Discovery
from sim.analysis.discover import discover as find
from sim.analysis.expression import expression, expressions
from sim.analysis.factors import Over, distinct, factor, factors_of
from sim.analysis.methods.sensitivity_indices import Method
from sim.analysis.robust import Robustness, aim, robustness
from sim.analysis.search import Over as Judge
from sim.analysis.search import SearchGoals, SearchResult
from sim.analysis.search import search as seek
from sim.analysis.sensitivity import Chance, Design, Sensitivity
from sim.analysis.sensitivity import sensitivity as ask
from sim.analysis.worldviews import aims_of, good_enough, named_worldviews, under
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

type Source = str | Path | Scenario


def robust(
    scenarios: Sequence[str | Path],
    outcomes: Sequence[str] = (),
    worldviews: str = "all",
    satisfy: str | None = None,
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = 500,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
) -> Robustness:
    """Hold scenarios against each other under worldviews, the reference first; see `Robustness.ranking` and `.matrix`.

    outcomes: none: the key ones. worldviews: names with commas, or "all". satisfy: when a world is good enough.
    """
    views = named_worldviews(worldviews)
    rows = under(scenarios, views, overrides, worlds=worlds, months=months, seed=seed)
    if not rows:
        raise PeninsulaError("a robust choice needs two scenarios or more: give the reference first, then the others")
    first = rows[0][0]
    return robustness(rows, views, aims_of(outcomes, first), good_enough(satisfy, first), workers)


def sensitivity(
    scenarios: Sequence[Source],
    outcomes: Sequence[str] = (),
    method: Method = "morris",
    over: Over = "assumptions",
    only: Sequence[str] = (),
    vary: Sequence[str] = (),
    samples: int | None = None,
    chance: Chance = "held",
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = 8,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
) -> Sensitivity:
    """Ask what decides outcomes of one scenario, or the difference between two; see `Sensitivity.table`.

    vary: factors as in `--vary`, instead of all those that `over` and `only` name. worlds: in which every point is stepped.
    """
    found = [_loaded(each, overrides, worlds=worlds, months=months, seed=seed) for each in scenarios]
    first = found[0]
    factors = distinct([factor(text, first) for text in vary]) if vary else factors_of(first, over, only)
    asked = expressions(outcomes or (first.theatre.headline,), first)
    return ask(found, factors, asked, Design(method, samples, chance), workers)


def discover(
    sources: Sequence[Source | Run],
    when: str,
    vary: Sequence[str] = (),
    boxes: int = 2,
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = None,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
) -> Discovery:
    """Find out when a condition holds in a scenario or a run, or in the difference of the second from the first."""
    runs = [each for each in sources if isinstance(each, Run)]
    if runs and (len(runs) < len(sources) or vary):
        raise PeninsulaError("finished runs are read as they are: give runs alone, without vary, or scenarios alone")
    if runs:
        return find(cases_of_runs(runs, expression(when, runs[0].scenario, "condition")), boxes)
    found = [_loaded(each, overrides, worlds=worlds, months=months, seed=seed) for each in sources if not isinstance(each, Run)]
    factors = distinct([factor(text, found[0]) for text in vary])
    return find(cases(found, expression(when, found[0], "condition"), factors, workers), boxes)


def search(
    scenario: str | Path,
    vary: Sequence[str],
    minimise: Sequence[str] = (),
    maximise: Sequence[str] = (),
    subject_to: Sequence[str] = (),
    share: float = 0.5,
    worldviews: str | None = None,
    judge: Judge = "mean",
    candidates: int = 2000,
    population: int = 100,
    check: int = 1000,
    keep: int = 20,
    beside: Sequence[str | Path] = (),
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = 100,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
) -> SearchResult:
    """Search for policy packages that no other beats in everything that is wanted; see `SearchResult.table`.

    vary: levers as in `--vary`. judge: under several worldviews by their "mean" or their "worst".
    """
    ensemble: dict[str, Any] = {"worlds": worlds, "months": months, "seed": seed}
    if worldviews is None:
        views, *others = [[load(each, overrides, **ensemble)] for each in (scenario, *beside)]
    else:
        views, *others = under([scenario, *beside], named_worldviews(worldviews), overrides, **ensemble)
    base = views[0]
    factors = distinct([factor(text, base) for text in vary])
    aims = [aim(expression(text, base, "number"), base, "low") for text in minimise]
    aims += [aim(expression(text, base, "number"), base, "high") for text in maximise]
    wanted = SearchGoals(tuple(aims), tuple(expression(text, base, "condition") for text in subject_to), share, judge)
    return seek(views, factors, wanted, candidates, population, check, keep, others, workers)


def _loaded(source: Source, overrides: Mapping[str, Any] | None, **ensemble: Any) -> Scenario:
    """Return a scenario; one that is loaded already stays as it is."""
    return source if isinstance(source, Scenario) else load(source, overrides, **ensemble)
