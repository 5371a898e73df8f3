"""What `peninsula explain` prints: contributions that add up, and the event log of one world."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from sim.analysis.contrast import pairing_obstacles
from sim.analysis.explain import CAUSE_LABELS, Explanation, between, over_time
from sim.analysis.representative_worlds import best_world, checked_world, typical_world, worst_world
from sim.cli.output.terminal import console, print_end, print_json, table
from sim.ensemble.manifest import CAVEAT
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.foundations.wording import decimals_of, figure_text, signed_text
from sim.plots import save_as
from sim.plots.causes import causes
from sim.plots.chronicle import chronicle
from sim.plots.waterfall import waterfall
from sim.studies.explain import month_index


@dataclass(frozen=True)
class ExplainOutput:
    """Where an explanation goes: to a figure as well (or None), and as JSON or as tables."""

    out: Path | None
    as_json: bool


def print_run(run: Run, quantity: str | None, month: str | None, output: ExplainOutput) -> None:
    """Print what moved a quantity since the first month, up to a month or to the end of each year."""
    explanation = over_time(run, quantity)
    indices = [month_index(run.scenario, month)] if month else _year_ends(run)
    if output.out:
        save_as(causes(run, quantity), output.out)
    if output.as_json:
        print_json(_document(explanation, [run.months[index] for index in indices], indices))
        return
    screen = console()
    screen.print()
    screen.print(Text(f"What moved {explanation.title} since {run.months[0]}", style="bold"))
    screen.print(f"{run.scenario.title}; mean over {run.scenario.worlds:,} worlds, {explanation.unit}", style="dim")
    screen.print()
    rows = [(cause, [float(explanation.contributions[cause][index]) for index in indices]) for cause in explanation.by_size()]
    decimals = decimals_of(*(value for _, values in rows for value in values))
    body: list[Sequence[str | Text]] = [
        (CAUSE_LABELS[cause], *(signed_text(value, decimals) for value in values))
        for cause, values in rows
        if any(abs(value) >= 0.0005 for value in values)
    ]
    body.append(
        (Text("all together", style="bold"), *(signed_text(float(explanation.total[index]), decimals) for index in indices))
    )
    screen.print(table(("Cause", *(f">{run.months[index]}" for index in indices)), body))
    _print_in_force([(run.months[index], run, index) for index in indices])
    _close(output)


def print_difference(reference: Run, other: Run, quantity: str | None, month: str | None, output: ExplainOutput) -> None:
    """Print what moved a quantity from one run to another."""
    if reasons := pairing_obstacles([reference, other]):
        raise PeninsulaError(f"these runs cannot be explained world by world: {'; '.join(reasons)}")
    index = month_index(other.scenario, month) if month else -1
    explanation = between(reference, other, quantity, index)
    if output.out:
        save_as(waterfall(explanation, reference, other, other.months[index]), output.out)
    if output.as_json:
        print_json(_document(explanation, [other.months[index]], None))
        return
    screen = console()
    screen.print()
    moved = signed_text(float(explanation.total))
    title = f"What moved {explanation.title} by {moved} from {reference.scenario.name} to {other.scenario.name}"
    screen.print(Text(title, style="bold"))
    screen.print(
        f"in {other.months[index]}; mean over the same {other.scenario.worlds:,} worlds, {explanation.unit}", style="dim"
    )
    screen.print()
    values = {cause: float(value) for cause, value in explanation.contributions.items()}
    decimals = decimals_of(*values.values())
    low, high = explanation.low or {}, explanation.high or {}
    body: list[Sequence[str | Text]] = [
        (
            CAUSE_LABELS[cause],
            signed_text(values[cause], decimals),
            f"{signed_text(low[cause], decimals)} to {signed_text(high[cause], decimals)}",
        )
        for cause in explanation.by_size()
        if abs(values[cause]) >= 0.0005
    ]
    body.append((Text("all together", style="bold"), signed_text(float(explanation.total), decimals), ""))
    screen.print(table(("Cause", ">Mean", ">90 % of worlds"), body))
    _print_in_force([(run.scenario.name, run, index) for run in (reference, other)])
    _close(output)


def _print_in_force(columns: Sequence[tuple[str, Run, int]]) -> None:
    """Print in which share of worlds each rule and each choice acts behind these causes. columns: heading, run and month."""
    runs = [run for _, run, _ in columns]
    labels = {actor.name: actor.label for run in runs for actor in run.scenario.theatre.actors}
    kinds = (
        ("Rule", [run.rules_in_force for run in runs]),
        ("Choice", [{f"{labels[who]}: {what}": share for (who, what), share in run.choices_in_force.items()} for run in runs]),
    )
    screen = console()
    for kind, shares in kinds:
        if not any(shares):
            continue
        body = [
            (name, *(f"{own[name][index]:.0%}" if name in own else "" for own, (*_, index) in zip(shares, columns, strict=True)))
            for name in dict.fromkeys(name for own in shares for name in own)
        ]
        screen.print()
        screen.print(table((f"{kind} in force, share of worlds", *(f">{heading}" for heading, *_ in columns)), body))


def print_chronicle(run: Run, which: str, number: int | None, output: ExplainOutput) -> None:
    """Print the events of one world. which: "world" (the one of that number), "typical", "worst" or "best"."""
    pick = {"typical": typical_world, "worst": worst_world, "best": best_world}
    world = checked_world(run, number) if number is not None else pick[which](run)
    theatre = run.scenario.theatre
    if output.out:
        save_as(chronicle(run, world), output.out)
    events = run.events_in(world)
    path = run.series(theatre.headline)[:, world]
    labels = {actor.name: actor.label for actor in theatre.actors}
    if output.as_json:
        columns = ["month", "kind", "actor", "target", "severity"]
        rows = [
            {key: None if value != value else value for key, value in row.items()} for row in events[columns].to_dict("records")
        ]
        print_json({"caveat": CAVEAT, "world": world, theatre.headline: [round(float(x), 2) for x in path], "events": rows})
        return
    screen = console()
    screen.print()
    screen.print(Text(f"World {world}: {_about(which)}", style="bold"))
    screen.print(
        f"{run.scenario.title}; {theatre.headline_label} from {path[0]:.0f} to {path[-1]:.0f}, "
        f"between {path.min():.0f} and {path.max():.0f}",
        style="dim",
    )
    screen.print()
    body = [
        (
            *(str(row.month), str(row.kind).replace("_", " "), labels.get(str(row.actor), ""), labels.get(str(row.target), "")),
            *(figure_text(float(row.severity)), f"{path[run.months.index(str(row.month))]:.0f}"),
        )
        for row in events.itertuples()
    ]
    screen.print(table(("!Month", "!What", "Who", "Towards", ">Severity", f">{theatre.headline_label}"), body))
    _close(output)


def _about(which: str) -> str:
    return {
        "world": "as asked for",
        "typical": "the one nearest the median path",
        "worst": "at the 95th percentile of tension",
        "best": "at the 5th percentile of tension",
    }[which]


def _year_ends(run: Run) -> list[int]:
    """Return the indices of the last months of years, as many as fit, and of the last month."""
    months = run.scenario.months
    every = 12 * -(-months // 72)
    indices = [index for index in range(every - 1, months, every) if months - 1 - index >= every // 2]
    return [*indices, months - 1]


def _document(explanation: Explanation, months: Sequence[str], indices: Sequence[int] | None) -> dict[str, Any]:
    def of(values: Any) -> Any:
        return float(values) if indices is None else [float(values[index]) for index in indices]

    return {
        "caveat": CAVEAT,
        "quantity": explanation.quantity,
        "title": explanation.title,
        "unit": explanation.unit,
        "months": list(months),
        "total": of(explanation.total),
        "contributions": {cause: of(values) for cause, values in explanation.contributions.items()},
    }


def _close(output: ExplainOutput) -> None:
    screen = console()
    screen.print()
    print_end("Figure", output.out)
