"""Experiments of deep uncertainty, and the same model driven one world per call by the EMA Workbench and by mesa.batch_run."""

import warnings
from contextlib import redirect_stderr
from dataclasses import replace
from io import StringIO
from time import perf_counter

import numpy as np

from sim.analysis.factors import factor, factors_of, points_at
from sim.analysis.robust import aim, robustness
from sim.analysis.search import SearchGoals, search
from sim.analysis.sensitivity import Design, sensitivity
from sim.analysis.worldviews import aims_of, good_enough, named_worldviews, under
from sim.model.expression import expression
from sim.model.measure import Measure
from sim.model.measures import measure
from sim.scenario.loading import load

SAMPLE = 12
EIGHT = (
    "baseline_2025", "abrupt_withdrawal", "offshore_balancing", "moon_package", "freeze_then_reduce", "sidelined", "opcon_fast",
    "peace_regime_track",
)  # fmt: skip


def sobol(samples: int = 512, factors: int = 30) -> tuple[float, int]:
    """Return seconds and worlds of Sobol indices of 30 assumptions: 512 x 32 points in two worlds each, 32,768 worlds."""
    base = load("scenarios/baseline_2025.toml", worlds=2)
    began = perf_counter()
    varied = factors_of(base, "assumptions")[:factors]
    found = sensitivity([base], varied, [expression("peninsula_tension", base)], Design("sobol", samples))
    return perf_counter() - began, len(found.coordinates) * base.worlds


def robust(worlds: int = 500) -> float:
    """Return seconds of eight scenarios under six worldviews with 500 worlds each."""
    began = perf_counter()
    views = named_worldviews("all")
    rows = under([f"scenarios/{name}.toml" for name in EIGHT], views, worlds=worlds)
    first = rows[0][0]
    robustness(rows, views, aims_of((), first), good_enough(None, first)).ranking()
    return perf_counter() - began


def candidates(number: int = 1000, worlds: int = 100) -> float:
    """Return seconds for each thousand candidates of a search with 100 worlds each."""
    base = load("scenarios/baseline_2025.toml", worlds=worlds)
    factors = [factor("us.troops_korea=0:28500", base), factor("south_korea.opcon=rok_led@2026-01:2032-01", base)]
    aims = tuple(aim(expression(name, base), base) for name in ("peninsula_tension", "autonomy"))
    began = perf_counter()
    search([base], factors, SearchGoals(aims), number, check_worlds=worlds)
    return (perf_counter() - began) * 1000 / number


def through_the_workbench(sample: int = SAMPLE) -> tuple[float, float]:
    """Return worlds per second through the EMA Workbench, a world per call (a sample), and in one batch on one core."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ema_workbench import Model, RealParameter, ScalarOutcome, SequentialEvaluator

    base = load("scenarios/baseline_2025.toml", worlds=1)
    varied = factors_of(base, "assumptions")[:30]
    asked = (Measure("peninsula_tension"),)

    def one_world(**values: float) -> dict[str, float]:
        ranges = {**base.assumptions, **{name: (value, value) for name, value in values.items()}}
        found = measure([replace(base, assumptions=ranges)], np.array([0]), asked)
        return {"tension": float(found[0, 0, 0, 0])}

    model = Model("peninsula", function=one_world)
    model.uncertainties = [RealParameter(each.key, each.low, each.high) for each in varied]
    model.outcomes = [ScalarOutcome("tension")]
    with warnings.catch_warnings(), redirect_stderr(StringIO()):
        warnings.simplefilter("ignore")
        began = perf_counter()
        with SequentialEvaluator(model) as evaluator:
            evaluator.perform_experiments(scenarios=sample)
        alone = sample / (perf_counter() - began)
    settings = np.random.default_rng(1).random((4096, len(varied)))
    points = points_at(varied, settings, base)
    began = perf_counter()
    measure([base], np.array([0]), asked, points)
    return alone, len(settings) / (perf_counter() - began)
