"""The value of adaptivity: packages whose rules answer what happens, against the best that hold the same levers from the start.

Both are found by as many candidates (direct policy search, Giuliani et al. 2016), chosen in the worlds of the search, and held
against each other in others that neither search has seen, world by world.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.estimate import Estimate, resamples, sampled
from sim.analysis.factors import Factor, points_at
from sim.analysis.mean_difference import NEGLIGIBLE, standardised_difference
from sim.analysis.methods.nsga2 import Numbers, hypervolume, thin_front
from sim.analysis.robust import Aim
from sim.analysis.search import Package, SearchResult
from sim.ensemble.experiment import experiment
from sim.foundations.errors import PeninsulaError
from sim.scenario.rules import Rule
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class AimValue:
    """What adaptivity is worth in one aim.

    adaptive, static: the packages that were best in it in the worlds of the search. difference: adaptive minus static, in the
    unit of the aim, in worlds held out. effect: the same in pooled standard deviations over worlds.
    """

    aim: Aim
    adaptive: Package
    static: Package
    difference: Estimate
    effect: float

    @property
    def verdict(self) -> str:
        """Return "better" or "worse" for the rules, "no difference" where the 90 % interval holds zero, or "negligible"."""
        if self.difference.low <= 0 <= self.difference.high:
            return "no difference"
        if abs(self.effect) < NEGLIGIBLE:
            return "negligible"
        return "better" if (self.difference.value > 0) == (self.aim.sign > 0) else "worse"


@dataclass(frozen=True)
class Adaptivity:
    """Rules against the same levers from the start.

    static: the search among packages without the rules that vary. values: of each aim.
    volume: of several aims, by how much the hypervolume of the packages with rules surpasses that of the others, as a share of
    the box between the worst and the best of both; None for one aim.
    """

    static: SearchResult
    values: tuple[AimValue, ...]
    volume: Estimate | None

    def table(self) -> "DataFrame":
        """Return a row per aim: both packages with their means, the difference with its 90 % interval, and the verdict."""
        from pandas import DataFrame

        rows = []
        for index, each in enumerate(self.values):
            rows.append(
                {
                    "aim": each.aim.text, "unit": each.aim.unit, "adaptive": each.adaptive.name, "static": each.static.name,
                    "adaptive_mean": each.adaptive.aims[index], "static_mean": each.static.aims[index],
                    "difference": each.difference.value, "difference_low": each.difference.low,
                    "difference_high": each.difference.high, "effect": each.effect, "verdict": each.verdict,
                }
            )  # fmt: skip
        return DataFrame(rows)


def static_counterpart(views: Sequence[Scenario], factors: Sequence[Factor]) -> tuple[list[Scenario], tuple[Factor, ...]]:
    """Return scenarios without the rules that vary, and factors with which the levers of these rules are set from the start.

    A lever may have every value that its rules may give it, every value between these and the one in force, and that one itself.
    Raises PeninsulaError when no rule varies, or the rules set nothing else than what is in force.
    """
    base, varied = views[0], {each.rule for each in factors if each.rule}
    if not varied:
        raise PeninsulaError("--against-static holds rules against the same levers set from the start: vary a rule with --vary")
    found = {each.key: each for each in factors if not each.rule}
    codes: dict[tuple[str, str], list[float]] = {}
    for rule in base.rules:
        if rule.name in varied:
            for lever in rule.sets:
                codes.setdefault((rule.actor, lever), []).extend(_codes(rule, lever, factors))
    for (actor, lever), values in codes.items():
        usual = base.policy[actor][lever].value(base.start)
        if (key := f"{actor}.{lever}") not in found and {*values} != {usual}:
            found[key] = _from_the_start(actor, lever, [usual, *values], base)
    if not found:
        raise PeninsulaError(
            "--against-static: the rules that vary set nothing but what is in force: there is nothing to hold them against"
        )
    bare = [replace(view, rules=tuple(rule for rule in view.rules if rule.name not in varied)) for view in views]
    return bare, tuple(found.values())


def adaptivity(
    adaptive: SearchResult,
    static: SearchResult,
    views: tuple[Sequence[Scenario], Sequence[Scenario]],
    check_worlds: int,
    workers: int | None = None,
) -> Adaptivity:
    """Hold the packages of one search against those of another, in worlds that neither has seen.

    views: the scenario under each worldview with the rules, and without. check_worlds: number of fresh worlds.
    """
    weights, both = _weights(check_worlds, adaptive.base.seed), (adaptive, static)
    by_world = [_by_world(result, forms, check_worlds, workers) for result, forms in zip(both, views, strict=True)]
    objectives = [_objectives(result, values, weights) for result, values in zip(both, by_world, strict=True)]
    values = []
    for index, aim in enumerate(adaptive.goals.aims):
        best = [int(_searched(result)[:, index].argmin()) for result in both]
        with_rules, without = (each[index, number] for each, number in zip(objectives, best, strict=True))
        gap = -aim.sign * (with_rules - without)
        own, other = (each[index, :, number].mean(axis=0) for each, number in zip(by_world, best, strict=True))
        told = sampled(float(gap[0]), gap[1:])
        packages = adaptive.packages[best[0]], static.packages[best[1]]
        values.append(AimValue(aim, *packages, told, standardised_difference(other, own)))
    volume = None
    if len(adaptive.goals.aims) > 1:
        kept = [
            each[:, [package.keeps_constraints for package in result.packages]]
            for each, result in zip(objectives, both, strict=True)
        ]
        if all(each.shape[1] for each in kept):
            gain = _volumes(kept[0], kept) - _volumes(kept[1], kept)
            volume = sampled(float(gain[0]), gain[1:])
    return Adaptivity(static, tuple(values), volume)


def _codes(rule: Rule, lever: str, factors: Sequence[Factor]) -> list[float]:
    """Return the coded values that a rule may give a lever: all options, or the ends of a range."""
    held = rule.sets[lever]
    key = rule.drawn_as(held if isinstance(held, str) else f"set.{lever}")
    if varied := next((each for each in factors if each.key == key), None):
        if varied.options and varied.quantity:
            return [varied.quantity.code(option) for option in varied.options]
        return [varied.low, varied.high]
    if isinstance(held, Schedule):
        return [held.initial, *(change.value for change in held.changes)]
    return list(rule.parameters[held]) if isinstance(held, str) else [held]


def _from_the_start(actor: str, lever: str, codes: Sequence[float], base: Scenario) -> Factor:
    quantity = base.theatre.actor(actor).levers[lever]
    options: tuple[Any, ...] = ()
    low, high = min(codes), max(codes)
    if quantity.kind != "real":
        options = tuple(quantity.decode(code) for code in sorted({*codes}))
        low, high = 0.0, float(len(options))
    return Factor(
        f"{actor}.{lever}", quantity.title, quantity.unit, low, high, options, quantity=quantity, actor=actor, lever=lever
    )


def _searched(result: SearchResult) -> Numbers:
    """Return the objectives of the packages in the worlds of the search, shape (package, aim)."""
    return result.evolution.evaluations.objectives[_indices(result)]


def _indices(result: SearchResult) -> NDArray[np.int64]:
    """Return which candidates the packages are."""
    return thin_front(result.evolution.evaluations.objectives, result.evolution.front, len(result.packages))


def _weights(worlds: int, seed: int) -> Numbers:
    """Return the weight of every world: equal ones, then those of bootstrap samples, shape (1 + sample, world)."""
    return np.concatenate([np.ones((1, worlds)), resamples(worlds, np.random.default_rng(seed))]) / worlds


def _by_world(result: SearchResult, views: Sequence[Scenario], worlds: int, workers: int | None) -> Numbers:
    """Return the aims of the packages in fresh worlds, shape (aim, worldview, package, world)."""
    fresh = [replace(view, seed=view.seed + 1, worlds=worlds) for view in views]
    points = points_at(result.factors, result.evolution.coordinates[_indices(result)], result.base)
    measured = experiment(fresh, result.goals.measures, points, workers)
    by_measure = dict(zip(result.goals.measures, measured, strict=True))
    found = [np.broadcast_to(aim.expression.value(by_measure), measured.shape[1:]) for aim in result.goals.aims]
    return np.asarray(found, dtype=np.float64)


def _objectives(result: SearchResult, by_world: Numbers, weights: Numbers) -> Numbers:
    """Return what is to be minimised of the packages, by each weighting of worlds, shape (aim, package, 1 + sample)."""
    signs = np.array([-aim.sign for aim in result.goals.aims], dtype=np.float64)[:, None, None, None]
    each = signs * (by_world @ weights.T)
    return np.asarray(each.max(axis=1) if result.goals.over == "worst" else each.mean(axis=1))


def _volumes(own: Numbers, both: Sequence[Numbers]) -> Numbers:
    """Return the hypervolume of packages by each weighting, as a share of the box between worst and best; shape (1 + sample,)."""
    ends = np.concatenate([each[..., 0] for each in both], axis=1)
    low, high = ends.min(axis=1)[:, None, None], ends.max(axis=1)[:, None, None]
    scaled = (own - low) / np.where(high > low, high - low, 1)
    return np.array([hypervolume(each) for each in np.moveaxis(scaled, 2, 0).transpose(0, 2, 1)])
