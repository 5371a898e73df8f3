"""What `peninsula reach` prints: what was found and how surely, or how near the target comes."""

from collections.abc import Iterator
from math import floor, log10

from rich.text import Text

from sim.analysis.estimate import Estimate
from sim.cli.output.terminal import console, print_end, table
from sim.foundations.wording import decimals_of, figure_text
from sim.studies.reach import Reach, number_on, settings_text, value_text

MOST_ROWS = 9
MOST_DECIMALS = 6

RESPONSES = {
    "rises": "rises with {key}: the answer is monotone",
    "falls": "falls with {key}: the answer is monotone",
    "turns": "both rises and falls with {key}: the answer is not monotone",
    "flat": "does not respond to {key} beyond chance",
}


def print_reach(result: Reach) -> None:
    """Print what reaches the target, how the number over worlds responds, and some of the points."""
    screen = console()
    base = result.base
    screen.print()
    screen.print(Text(f"{base.title}: what reaches {result.target.text}", style="bold"))
    tried = " and ".join(f"{len(axis.numbers)} values of {axis.factor.key}" for axis in result.grid.axes)
    screen.print(f"{tried}, each held in the same {base.worlds:,} worlds; worldview {base.worldview}", style="dim")
    screen.print()
    for sentence in sentences(result):
        screen.print(Text(sentence))
    screen.print()
    if len(result.grid.axes) == 1:
        screen.print(_points(result))
        screen.print()
    print_end("Table, plot and scenario" if result.found else "Table and plot", result.folder)


def sentences(result: Reach) -> Iterator[str]:
    """Yield what was found, how surely, and how the number over worlds responds."""
    yield f"As it stands, {result.target.name} is {_estimate(result.as_it_stands)}."
    if result.found is None:
        best = result.at(result.nearest)
        short = f"{abs(best.value - result.target.bound):.2g}"
        yield (
            f"No value that was tried reaches the target: nearest is {settings_text(result.settings(result.nearest))}, with "
            f"{_estimate(best)}, {short} short of it."
        )
    else:
        told = f"{settings_text(result.found.settings)}{_intervals(result)}"
        if not result.found.kept:
            yield f"Found: {told}, the least change that reaches the target."
        elif result.target.holds(result.over_worlds).all():
            yield "Every value that was tried reaches the target."
        elif all(axis.usual == number for axis, number in zip(result.grid.axes, result.found.numbers, strict=True)):
            yield "What is in force at the start reaches the target."
        else:
            yield f"What is in force at the start reaches the target; found: it is kept to {told}."
        yield f"There it is {_estimate(result.found.there)}; in fresh worlds {_estimate(result.found.fresh)}."
    if 0 < result.reached_in < 1:
        yield f"Some value reaches the target in {result.reached_in:.0%} of bootstrap samples of worlds."
    (first, *_) = result.grid.axes
    if spans := result.spans():
        where = " and ".join(f"from {number_on(first.factor, low)} to {number_on(first.factor, high)}" for low, high in spans)
        yield f"The target is reached {where}."
    for axis, response in zip(result.grid.axes, result.responses, strict=True):
        if response:
            yield f"{result.target.name} {RESPONSES[response].format(key=axis.factor.key)}."


def _intervals(result: Reach) -> str:
    found = result.found.intervals if result.found else {}
    factors = {axis.factor.key: axis.factor for axis in result.grid.axes}
    told = [
        f"{f'{key} ' if len(found) > 1 else ''}{number_on(factors[key], ends[0])} to {number_on(factors[key], ends[1])}"
        for key, ends in found.items()
        if ends
    ]
    return f" (90 % interval over worlds: {'; '.join(told)})" if told else ""


def _points(result: Reach) -> object:
    (axis,) = result.grid.axes
    every = 1 if axis.factor.options else -(-len(axis.numbers) // MOST_ROWS)
    rows = []
    for point in range(0, len(axis.numbers), every):
        row = result.table().iloc[point]
        value = value_text(result.settings(point)[axis.factor.key])
        rows.append((value, _estimate(result.at(point)), "yes" if row["reaches"] else "", f"{row['reached_in']:.0%}"))
    return table((f"!{axis.factor.key}", f">{result.target.name}", "Reaches it", ">in samples"), rows)


def _estimate(estimate: Estimate) -> str:
    width = estimate.high - estimate.low
    decimals = max(decimals_of(estimate.low, estimate.high), min(MOST_DECIMALS, -floor(log10(width))) if width > 0 else 0)
    value, low, high = (figure_text(each, decimals) for each in (estimate.value, estimate.low, estimate.high))
    return f"{value} ({low} to {high})"
