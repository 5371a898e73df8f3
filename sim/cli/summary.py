"""What `peninsula run` says of a finished run: what changed, where it starts and ends, how likely, and where it is."""

from collections.abc import Iterator
from fnmatch import fnmatch

from rich.text import Text

from sim.cli.likelihood import Likelihood, likelihoods
from sim.cli.resolved import resolved
from sim.cli.running import Finished
from sim.cli.screen import console, table
from sim.cli.shown import number_text
from sim.model.outcomes import Outcome, outcomes_of

CAVEAT = "Not a forecast: an instrument for thinking, whose results depend on the assumptions in the run's manifest."
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
KEY_OUTCOMES = (
    "regional_tension",
    "warheads",
    "expected_missile_tests",
    "credibility_in_*",
    "abandonment",
    "entrapment",
    "burden",
    "autonomy",
    "deterrence_gap",
    "talks_months",
    "sidelining",
    "bloc_polarisation",
    "consensus",
    "nuclear_pressure",
)


def key_outcomes(finished: Finished) -> tuple[Outcome, ...]:
    """Return the outcomes of the summary table: the headline index first, then one or two of each group."""
    theatre = finished.run.scenario.theatre
    patterns = (theatre.headline, *KEY_OUTCOMES)
    known = outcomes_of(theatre)
    return tuple(outcome for pattern in patterns for outcome in known if fnmatch(outcome.name, pattern))


def policy_differences(finished: Finished) -> list[str]:
    """Return what the scenario sets otherwise than the defaults, in words."""
    values = (each for each in resolved(finished.run.scenario) if not each.default and each.group != "Horizon")
    return [f"{each.key} = {each.value} {each.unit}".rstrip() + f"  ({each.origin})" for each in values]


def print_summary(finished: Finished) -> None:
    """Print the summary of a run for people."""
    run, scenario = finished.run, finished.run.scenario
    screen = console()
    screen.print()
    screen.print(Text(scenario.title, style="bold"))
    screen.print(
        f"{scenario.worlds:,} worlds, {run.months[0]} to {run.months[-1]}, worldview {scenario.worldview}, "
        f"seed {scenario.seed}; {finished.seconds:.1f} s, {finished.rate / 1e6:.2f} million world-months/s",
        style="dim",
    )
    differences = policy_differences(finished)
    for line in differences:
        screen.print(Text(f"  {line}"))
    if not differences:
        screen.print("  all policies, conditions and assumptions as by default")
    headings = ("Outcome", "Unit", f">{run.months[0]}", f">{run.months[-1]}", ">50 % of worlds", ">90 % of worlds")
    screen.print(table(headings, _outcome_rows(finished)))
    screen.print(
        table(("Within the horizon", ">Share of worlds", ">90 % interval"), _likelihood_rows(likelihoods(run)))
    )
    screen.print(Text(CAVEAT, style="italic"))
    screen.print(Text.assemble("Run:   ", (str(finished.folder), "bold")), soft_wrap=True)
    screen.print(
        Text.assemble("Plots: ", (str(finished.folder / "plots"), "bold"), f" ({len(finished.plots)} files)"),
        soft_wrap=True,
    )


def _outcome_rows(finished: Finished) -> Iterator[tuple[str, ...]]:
    for outcome in key_outcomes(finished):
        first, last = (finished.run.quantiles(outcome.name, LEVELS)[:, month] for month in (0, -1))
        at_5, at_25, median, at_75, at_95 = (_figure(value) for value in last)
        yield outcome.title, outcome.unit, _figure(first[2]), median, f"{at_25} to {at_75}", f"{at_5} to {at_95}"


def _likelihood_rows(shares: tuple[Likelihood, ...]) -> Iterator[tuple[str, ...]]:
    for each in shares:
        yield each.title, f"{each.share:.1%}", f"{each.low:.1%} to {each.high:.1%}"


def _figure(value: float) -> str:
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def as_document(finished: Finished) -> dict[str, object]:
    """Return what `run --json` prints of a run."""
    run, scenario = finished.run, finished.run.scenario
    return {
        "name": scenario.name,
        "title": scenario.title,
        "caveat": CAVEAT,
        "folder": str(finished.folder),
        "plots": [str(path) for path in finished.plots],
        "worldview": scenario.worldview,
        "worlds": scenario.worlds,
        "months": [run.months[0], run.months[-1]],
        "seed": scenario.seed,
        "seconds": round(finished.seconds, 3),
        "world_months_per_second": round(finished.rate),
        "differences": policy_differences(finished),
        "outcomes": {outcome.name: _outcome_document(finished, outcome) for outcome in outcomes_of(scenario.theatre)},
        "likelihoods": {
            each.name: {"share": each.share, "low": each.low, "high": each.high} for each in likelihoods(run)
        },
    }


def _outcome_document(finished: Finished, outcome: Outcome) -> dict[str, object]:
    quantiles = finished.run.quantiles(outcome.name, LEVELS)
    ends = {"start": quantiles[:, 0], "end": quantiles[:, -1]}
    return {
        "title": outcome.title,
        "unit": outcome.unit,
        "better": outcome.better,
        **{
            end: {f"q{level * 100:02.0f}": number_or_none(value) for level, value in zip(LEVELS, values, strict=True)}
            for end, values in ends.items()
        },
    }


def number_or_none(value: float) -> float | None:
    """Return a number that JSON can hold."""
    return float(number_text(value)) if abs(value) < float("inf") else None
