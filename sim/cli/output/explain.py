"""Explaining on the screen: contributions that add up, and the chronicle of one world."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from sim.analysis.contrast import pairing_obstacles
from sim.analysis.explain import CAUSE_LABELS, Explanation, between, over_time
from sim.analysis.representative_worlds import best_world, checked_world, typical_world, worst_world
from sim.cli.output.terminal import console, print_json, table
from sim.ensemble.manifest import CAVEAT
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month, parse_month
from sim.foundations.wording import decimals_of, figure_text, signed_text
from sim.plots import save_as
from sim.plots.causes import causes
from sim.plots.chronicle import chronicle
from sim.plots.waterfall import waterfall


@dataclass(frozen=True)
class Telling:
    """Where an explanation goes: to a figure as well, and as JSON or as tables."""

    out: Path | None
    as_json: bool


def explain_run(run: Run, quantity: str | None, month: str | None, telling: Telling) -> None:
    """Explain the change since the first month, in the given month or at the end of each year."""
    found = over_time(run, quantity)
    places = [_place(run, month)] if month else _year_ends(run)
    if telling.out:
        save_as(causes(run, quantity), telling.out)
    if telling.as_json:
        print_json(_document(found, [run.months[place] for place in places], places))
        return
    screen = console()
    screen.print()
    screen.print(Text(f"What moved {found.title} since {run.months[0]}", style="bold"))
    screen.print(f"{run.scenario.title}; mean over {run.scenario.worlds:,} worlds, {found.unit}", style="dim")
    screen.print()
    rows = [(cause, [float(found.contributions[cause][place]) for place in places]) for cause in found.by_size()]
    decimals = decimals_of(*(value for _, values in rows for value in values))
    body: list[Sequence[str | Text]] = [
        (CAUSE_LABELS[cause], *(signed_text(value, decimals) for value in values))
        for cause, values in rows
        if any(abs(value) >= 0.0005 for value in values)
    ]
    body.append((Text("all together", style="bold"), *(signed_text(float(found.total[place]), decimals) for place in places)))
    screen.print(table(("Cause", *(f">{run.months[place]}" for place in places)), body))
    _close(telling)


def explain_difference(reference: Run, other: Run, quantity: str | None, month: str | None, telling: Telling) -> None:
    """Explain what moved a quantity from one run to another."""
    if reasons := pairing_obstacles([reference, other]):
        raise PeninsulaError(f"these runs cannot be explained world by world: {'; '.join(reasons)}")
    place = _place(other, month) if month else -1
    found = between(reference, other, quantity, place)
    if telling.out:
        save_as(waterfall(found, reference, other, other.months[place]), telling.out)
    if telling.as_json:
        print_json(_document(found, [other.months[place]], None))
        return
    screen = console()
    screen.print()
    title = (
        f"What moved {found.title} by {signed_text(float(found.total))} from {reference.scenario.name} to {other.scenario.name}"
    )
    screen.print(Text(title, style="bold"))
    screen.print(f"in {other.months[place]}; mean over the same {other.scenario.worlds:,} worlds, {found.unit}", style="dim")
    screen.print()
    values = {cause: float(value) for cause, value in found.contributions.items()}
    decimals = decimals_of(*values.values())
    low, high = found.low or {}, found.high or {}
    body: list[Sequence[str | Text]] = [
        (
            CAUSE_LABELS[cause],
            signed_text(values[cause], decimals),
            f"{signed_text(low[cause], decimals)} to {signed_text(high[cause], decimals)}",
        )
        for cause in found.by_size()
        if abs(values[cause]) >= 0.0005
    ]
    body.append((Text("all together", style="bold"), signed_text(float(found.total), decimals), ""))
    screen.print(table(("Cause", ">Mean", ">90 % of worlds"), body))
    _close(telling)


def tell_world(run: Run, which: str, number: int | None, telling: Telling) -> None:
    """Tell the events of one world. which: "world", "typical", "worst" or "best"."""
    pick = {"typical": typical_world, "worst": worst_world, "best": best_world}
    world = checked_world(run, number) if number is not None else pick[which](run)
    theatre = run.scenario.theatre
    if telling.out:
        save_as(chronicle(run, world), telling.out)
    events = run.events_in(world)
    path = run.series(theatre.headline)[:, world]
    labels = {actor.name: actor.label for actor in theatre.actors}
    if telling.as_json:
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
    _close(telling)


def _about(which: str) -> str:
    return {
        "world": "as asked for",
        "typical": "the one nearest the median path",
        "worst": "at the 95th percentile of tension",
        "best": "at the 5th percentile of tension",
    }[which]


def _place(run: Run, month: str) -> int:
    """Return the place of a month on the horizon of a run."""
    text = format_month(parse_month(month))
    if text not in run.months:
        raise PeninsulaError(f"--month {month} lies outside the horizon: expected {run.months[0]} to {run.months[-1]}")
    return run.months.index(text)


def _year_ends(run: Run) -> list[int]:
    """Return the places of the last months of years, thinned out to what fits, and the last month."""
    months = run.scenario.months
    every = 12 * -(-months // 72)
    places = [place for place in range(every - 1, months, every) if months - 1 - place >= every // 2]
    return [*places, months - 1]


def _document(found: Explanation, months: Sequence[str], places: Sequence[int] | None) -> dict[str, Any]:
    def of(values: Any) -> Any:
        return float(values) if places is None else [float(values[place]) for place in places]

    return {
        "caveat": CAVEAT,
        "quantity": found.quantity,
        "title": found.title,
        "unit": found.unit,
        "months": list(months),
        "total": of(found.total),
        "contributions": {cause: of(values) for cause, values in found.contributions.items()},
    }


def _close(telling: Telling) -> None:
    screen = console()
    screen.print()
    screen.print(Text(CAVEAT, style="italic"))
    if telling.out:
        screen.print(Text.assemble("Drawn: ", (str(telling.out), "bold")), soft_wrap=True)
