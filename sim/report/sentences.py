"""What a report says in words: short sentences with their bands, derived from the runs alone."""

from collections.abc import Iterator

from sim.analysis.attribution import Attribution
from sim.analysis.contrast import Contrast
from sim.analysis.explain import WORDS, Explanation, over_time
from sim.ensemble.quantiles import quantiles
from sim.ensemble.run import Run
from sim.foundations.wording import figure_text, signed_text

MOVED = 0.05
"""Contributions below this are not worth a word."""


def of_one_run(run: Run) -> Iterator[str]:
    """Say where a run starts and ends, how likely events are, and why."""
    headline = run.scenario.theatre.headline
    label = run.scenario.theatre.headline_label
    first, last = quantiles(run.series(headline)[[0, -1]], (0.05, 0.5, 0.95)).T
    yield (
        f"The {label} starts at {first[1]:.0f} and ends at {last[1]:.0f} in the median world; nine worlds in ten end between "
        f"{last[0]:.0f} and {last[2]:.0f}."
    )
    likely = {each.name: each for each in run.likelihoods}
    for name, what in (("crisis", "a crisis"), ("talks", "talks"), ("war", "a war")):
        each = likely[name]
        yield (
            f"Within the horizon {what} {'begin' if name == 'talks' else 'breaks out'} in {each.share:.1%} of worlds "
            f"(sampling error: {each.low:.1%} to {each.high:.1%})."
        )
    yield "Since the start, " + causes(over_time(run), -1, label)


def of_contrast(contrast: Contrast, why: Explanation | None) -> Iterator[str]:
    """Say what a scenario changes against the reference: the headline, what differs most for the better and worse, and why."""
    theatre = contrast.reference.scenario.theatre
    table = contrast.table()
    row = table.loc[theatre.headline]
    yield (
        f"The {theatre.headline_label} ends {_moved(row['difference'])} in the median world (nine worlds in ten: "
        f"{signed_text(row['q05'])} to {signed_text(row['q95'])}); it is lower in {row['better_share']:.0%} of worlds and higher "
        f"in {row['worse_share']:.0%}."
    )
    directed = table[(table["better"] != "") & (table.index != theatre.headline)]
    for words, chosen in (
        ("Better in more than nine of ten worlds", directed[directed["better_share"] > 0.9]),
        ("Worse in more than nine of ten worlds", directed[directed["worse_share"] > 0.9]),
    ):
        if len(chosen):
            parts = [f"{each['title']} ({signed_text(each['difference'])})" for _, each in chosen.head(4).iterrows()]
            yield f"{words}: {'; '.join(parts)}."
    if why is not None:
        yield "Why: " + causes(why, None, theatre.headline_label)


def of_attribution(found: Attribution) -> str:
    """Say what of a change the assumptions made, and what the policy."""
    theatre = found.reference.scenario.theatre
    moved = {step: float(contrast.difference(theatre.headline)[-1].mean()) for step, contrast in found.steps.items()}
    return (
        f"{found.other.scenario.name} differs from {found.reference.scenario.name} in assumptions as well as in policy. Of the "
        f"mean change of {signed_text(moved['both'])} in the {theatre.headline_label}, the assumptions made "
        f"{signed_text(moved['assumptions'])} and the policy, under these assumptions, {signed_text(moved['policy'])}."
    )


def causes(found: Explanation, place: int | None, label: str) -> str:
    """Say which causes moved a quantity; place: of the month, where there are many."""
    values = {cause: float(each if place is None else each[place]) for cause, each in found.contributions.items()}
    total = float(found.total if place is None else found.total[place])
    largest = [cause for cause in sorted(values, key=lambda cause: -abs(values[cause])) if abs(values[cause]) >= MOVED][:4]
    moved = f"the {label} moves by {signed_text(total)} on average"
    if not largest:
        return f"{moved}, and no mechanism contributes as much as {figure_text(MOVED)}."
    return f"{moved}, of which {', '.join(f'{WORDS[cause]} {signed_text(values[cause])}' for cause in largest)}."


def _moved(gap: float) -> str:
    if abs(gap) < 0.05:
        return "where it does without"
    return f"{abs(gap):.1f} points {'higher' if gap > 0 else 'lower'}"
