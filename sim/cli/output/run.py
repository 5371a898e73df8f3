"""What `peninsula run` prints: what the scenario sets, where outcomes start and end, how likely events are."""

from collections.abc import Iterator
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray
from rich.text import Text

from sim.analysis.key_outcomes import key_outcomes
from sim.cli.output.check import Resolved, resolved
from sim.cli.output.terminal import console, print_end, table
from sim.ensemble.likelihood import Likelihood
from sim.ensemble.manifest import CAVEAT
from sim.ensemble.quantiles import LEVELS, quantile_column
from sim.foundations.wording import decimals_of, figure_text, number_text
from sim.model.outcomes import Outcome
from sim.scenario.choices.wording import option_rows
from sim.studies.run import Run

WIDE = 110
"""Columns of a screen from which on the band of the first month is shown, too."""

WIDER = """Governments change in this run, so that bands hold what later governments do, besides chance and assumptions; a run
without turnover has the same worlds, and shows how much of a band that is."""


def differences(run: Run) -> tuple[Resolved, ...]:
    """Return what the scenario's own file and the command line set, or the packages of a stack: its differences."""
    scenario = run.scenario
    own = (f"{scenario.name}.toml", *scenario.packages, "--set")
    return tuple(each for each in resolved(scenario) if each.group != "Horizon" and each.origin in own)


def print_summary(run: Run) -> None:
    """Print the summary of a run for people."""
    scenario = run.scenario
    screen = console()
    screen.print()
    screen.print(Text(scenario.title, style="bold"))
    screen.print(
        f"{scenario.worlds:,} worlds, {run.months[0]} to {run.months[-1]}, worldview {scenario.worldview}, "
        f"seed {scenario.seed}; {run.seconds:.1f} s, {rate(run) / 1e6:.2f} million world-months/s",
        style="dim",
    )
    for each in differences(run):
        screen.print(Text(f"  {each.key} = {each.value} {each.unit}".rstrip() + f"  ({each.origin})"))
    if not differences(run):
        screen.print("  nothing differs from what it extends", style="dim")
    for told in run.came_about:
        for step in told.steps:
            waits = f"; it waits for {told.reason}" if told.reason else ""
            screen.print(Text(f"  {told.key}, set {step.label}: {step.text}{waits}", style="dim"))
    if run.came_about and run.came_about[0].worlds < scenario.worlds:
        screen.print(f"  what came about is counted in the first {run.came_about[0].worlds:,} worlds", style="dim")
    screen.print()
    screen.print(table(_headings(run, screen.width), _outcome_rows(run, screen.width)))
    screen.print()
    screen.print(table(("Within the horizon", ">Share of worlds", ">90 % interval"), _likelihood_rows(run.likelihoods)))
    screen.print()
    if run.durability:
        heads = ("Own policy of", ">survives, months", ">90 % of worlds", ">stands at the end", "Then govern, at the end")
        screen.print(table(heads, _durability_rows(run)))
        screen.print(WIDER, style="dim")
        screen.print()
    if any(not rule.office for rule in run.scenario.rules):
        screen.print(table(("Rule", "Actor", ">In force at the end", ">at most", ">in", ">Begins in a world"), _rule_rows(run)))
        screen.print()
    if run.scenario.choices:
        headings = ("!Actor", "!Choice", "What it is", ">At the end", ">Mean over months", ">Taken up in a world")
        screen.print(table(headings, _choice_rows(run)))
        screen.print()
    print_end("Run", run.folder)
    if run.folder is not None:
        plots = Text.assemble("Plots: ", (str(run.folder / "plots"), "bold"), f" ({len(run.plots)} files)")
        screen.print(plots, soft_wrap=True)


def rate(run: Run) -> float:
    """Return how many world-months were simulated a second."""
    return run.scenario.worlds * run.scenario.months / max(run.seconds, 1e-3)


def ends(run: Run, outcome: Outcome) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return quantiles over worlds, shape (level,), of an outcome in the first and the last month."""
    first, last = run.quantiles(outcome.name, LEVELS, months=(0, -1)).T
    return first, last


def _headings(run: Run, width: int) -> tuple[str, ...]:
    first, last = run.months[0], run.months[-1]
    band = (f">{first}\n90 % of worlds",) if width >= WIDE else ()
    return (
        "Outcome",
        f">{first}\nmedian",
        *band,
        *(f">{last}\n{what}" for what in ("median", "50 % of worlds", "90 % of worlds")),
    )


def _outcome_rows(run: Run, width: int) -> Iterator[tuple[str | Text, ...]]:
    recorded = run.outcome_names
    for outcome in key_outcomes(run.scenario.theatre):
        if outcome.name not in recorded:
            continue
        first, last = ends(run, outcome)
        name = Text.assemble(outcome.title, (f"  {outcome.unit}", "dim"))
        decimals = decimals_of(*first, *last)
        start, end = ([figure_text(value, decimals) for value in values] for values in (first, last))
        band = (f"{start[0]} to {start[4]}",) if width >= WIDE else ()
        yield name, start[2], *band, end[2], f"{end[1]} to {end[3]}", f"{end[0]} to {end[4]}"


def _likelihood_rows(shares: tuple[Likelihood, ...]) -> Iterator[tuple[str, ...]]:
    for each in shares:
        yield each.title, f"{each.share:.1%}", f"{each.low:.1%} to {each.high:.1%}"


def _rule_rows(run: Run) -> Iterator[tuple[str, ...]]:
    """Yield each rule with the share of worlds in which it is in force at the end, and at most; and how often it begins."""
    for rule in run.scenario.rules:
        if rule.office:
            continue
        changes = run.rule_changes[rule.name]
        shares = changes.in_force
        most = int(shares.argmax())
        label = run.scenario.theatre.actor(rule.actor).label
        when = run.months[most] if shares[most] > 0 else ""
        yield rule.name, label, f"{shares[-1]:.1%}", f"{shares[most]:.1%}", when, f"{changes.times:.2f} times"


def _choice_rows(run: Run) -> Iterator[tuple[str, ...]]:
    """Yield each option with the share of worlds in which it is in force; holding to the plan is what is left."""
    seen = ""
    for actor, option, says, *_ in option_rows(run.scenario):
        changes = run.choice_changes[actor.name, option]
        label = "" if actor.name == seen else actor.label
        seen = actor.name
        shares = changes.in_force
        yield label, option, says, f"{shares[-1]:.1%}", f"{shares.mean():.1%}", f"{changes.times:.2f} times"


def _durability_rows(run: Run) -> Iterator[tuple[str, ...]]:
    """Yield each actor whose government may change, with how long its policy survives and who governs in its place."""
    for each in run.durability:
        low, _, high = each.quantiles
        others = sorted(((share, name) for name, share in each.at_end.items() if name), reverse=True)
        others_text = ", ".join(f"{name} {share:.0%}" for share, name in others)
        own = f"{each.label} ({each.counts_as or 'no doctrine'})"
        yield own, f"{each.mean:.1f} ± {each.half_width:.1f}", f"{low} to {high}", f"{each.at_end['']:.0%}", others_text


def as_document(run: Run) -> dict[str, object]:
    """Return what `run --json` prints of a run."""
    scenario = run.scenario
    return {
        "name": scenario.name,
        "title": scenario.title,
        "caveat": CAVEAT,
        "folder": str(run.folder),
        "plots": [str(path) for path in run.plots],
        "worldview": scenario.worldview,
        "worlds": scenario.worlds,
        "months": [run.months[0], run.months[-1]],
        "seed": scenario.seed,
        "seconds": round(run.seconds, 3),
        "world_months_per_second": round(rate(run)),
        "differences": [asdict(each) for each in differences(run)],
        "came_about": [asdict(each) | {"key": each.key} for each in run.came_about],
        "outcomes": {outcome.name: _outcome_document(run, outcome) for outcome in run.outcomes_reported},
        "rules": {
            name: {"in_force": [round(float(share), 6) for share in changes.in_force], "times": round(changes.times, 6)}
            for name, changes in run.rule_changes.items()
        },
        "choices": [
            {
                "actor": actor,
                "option": option,
                "in_force": [round(float(share), 6) for share in changes.in_force],
                "times": round(changes.times, 6),
            }
            for (actor, option), changes in run.choice_changes.items()
        ],
        "durability": {
            each.actor: {
                "counts_as": each.counts_as,
                "months": round(each.mean, 6),
                "half_width": round(each.half_width, 6),
                "p5": each.quantiles[0],
                "p50": each.quantiles[1],
                "p95": each.quantiles[2],
                "surviving": [round(float(share), 6) for share in each.surviving],
                "at_end": {name or "own policy": round(share, 6) for name, share in each.at_end.items()},
            }
            for each in run.durability
        },
        "likelihoods": {each.name: {"share": each.share, "low": each.low, "high": each.high} for each in run.likelihoods},
    }


def _outcome_document(run: Run, outcome: Outcome) -> dict[str, object]:
    start, end = ends(run, outcome)
    return {
        "title": outcome.title,
        "unit": outcome.unit,
        "better": outcome.better,
        "start": _levels_document(start),
        "end": _levels_document(end),
    }


def _levels_document(values: NDArray[np.float64]) -> dict[str, float | None]:
    return {quantile_column(level): number_or_none(value) for level, value in zip(LEVELS, values, strict=True)}


def number_or_none(value: float) -> float | None:
    """Return a number that JSON can hold."""
    return float(number_text(value)) if abs(value) < float("inf") else None
