"""Scenarios and points in one batch against the same ones by themselves."""

from time import perf_counter

import numpy as np

from sim.analysis.sweep import sweep_scenarios
from sim.analysis.sweep_values import variation
from sim.ensemble.experiment import ExperimentJob
from sim.model.measure import Measure
from sim.model.outcomes import outcomes_of
from sim.model.points import ONE
from sim.model.simulate import simulate, simulate_side_by_side
from sim.scenario.loading import load

SCENARIOS = ("baseline_2025", "offshore_balancing", "moon_package", "opcon_fast")


def four_scenarios(worlds: int = 2000, at_once: int = 4096) -> float:
    """Return how many times faster four scenarios are side by side, in batches of the size that runs have, than one by one."""
    scenarios = [load(f"scenarios/{name}.toml") for name in SCENARIOS]
    simulate(scenarios[0], np.arange(100))
    ratios = []
    for _ in range(2):
        began = perf_counter()
        for scenario in scenarios:
            simulate(scenario, np.arange(worlds))
        alone = perf_counter() - began
        began = perf_counter()
        rows = at_once // len(scenarios)
        for low in range(0, worlds, rows):
            simulate_side_by_side(scenarios, np.arange(low, min(low + rows, worlds)))
        ratios.append(alone / (perf_counter() - began))
    return max(ratios)


def sweep_against_run(at_once: int = 4096) -> float:
    """Return the time per world-month of a sweep of 49 points x 200 worlds, in times that of one run of as many worlds."""
    vary = [variation("us.troops_korea=0:28500:7"), variation("south_korea.defence_share=2:4:7")]
    scenarios = sweep_scenarios("scenarios/baseline_2025.toml", vary, worlds=200)
    outcomes = outcomes_of(scenarios[0].theatre)
    measures = tuple(Measure(outcome.name, how) for how in ("at", "mean") for outcome in outcomes)
    rows = at_once // len(scenarios)
    ratios = []
    for _ in range(2):
        began = perf_counter()
        for low in range(0, 200, rows):
            ExperimentJob(scenarios, range(low, min(low + rows, 200)), measures, ONE).do(lambda _: None)
        swept = perf_counter() - began
        began = perf_counter()
        for low in range(0, 9800, at_once):
            simulate(scenarios[0], np.arange(low, min(low + at_once, 9800)))
        ratios.append(swept / (perf_counter() - began))
    return min(ratios)


def slowest_figure() -> tuple[str, float]:
    """Return the figure that takes longest to draw as PNG, of 2,000 worlds x 120 months, and its seconds."""
    from io import BytesIO

    from sim.analysis.compare import Comparison
    from sim.ensemble.execute import execute_together
    from sim.plots import FIGURES
    from sim.plots.compare import differences, ends, overlay

    runs = execute_together([load(f"scenarios/{name}.toml", worlds=2000) for name in SCENARIOS[:2]], workers=1)
    comparison = Comparison(runs)
    shown = comparison.most_different(6)
    drawings = {name: (lambda draw=draw: draw(runs[0])) for name, draw in FIGURES.items()} | {
        "overlay": lambda: overlay(comparison, shown),
        "differences": lambda: differences(comparison, shown),
        "ends": lambda: ends(comparison, shown),
    }
    times = {}
    drawings["tension"]().savefig(BytesIO(), format="png", dpi=150)
    for name, draw in drawings.items():
        began = perf_counter()
        draw().savefig(BytesIO(), format="png", dpi=150)
        times[name] = perf_counter() - began
    worst = max(times, key=lambda name: times[name])
    return worst, times[worst]
