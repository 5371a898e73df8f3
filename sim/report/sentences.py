"""The summary of a report: short sentences with numbers and bands, derived from the runs."""

from collections.abc import Iterator

from sim.analysis.attribution import Attribution
from sim.analysis.contrast import Contrast
from sim.analysis.explain import CAUSE_LABELS, Explanation, over_time
from sim.ensemble.quantiles import quantiles
from sim.ensemble.run import Run
from sim.foundations.wording import decimals_of, figure_text, interval_text, signed_text

SMALLEST = 0.05
"""Smallest contribution that is mentioned [index points]."""


def of_one_run(run: Run) -> Iterator[str]:
    """Yield sentences on one run: start and end of the headline index, probabilities of events, and causes."""
    headline = run.scenario.theatre.headline
    label = run.scenario.theatre.headline_label
    first, last = quantiles(run.series(headline)[[0, -1]], (0.05, 0.5, 0.95)).T
    yield (
        f"The median of the {label} is {first[1]:.0f} at the start and {last[1]:.0f} at the end; 90 % of worlds end between "
        f"{last[0]:.0f} and {last[2]:.0f}."
    )
    by_name = {each.name: each for each in run.likelihoods}
    for name, event in (("crisis", "A crisis breaks out"), ("talks", "Talks begin"), ("war", "A war breaks out")):
        each = by_name[name]
        sampling = f"90 % sampling interval: {each.low:.1%} to {each.high:.1%}"
        yield f"{event} within the horizon in {each.share:.1%} of worlds ({sampling})."
    yield "Causes: since the start, " + causes(over_time(run), -1, label)


def of_contrast(contrast: Contrast, why: Explanation | None) -> Iterator[str]:
    """Yield sentences on a comparison: the headline index, the outcomes that are better and worse, and causes."""
    theatre = contrast.reference.scenario.theatre
    table = contrast.table()
    row, difference = table.loc[theatre.headline], contrast.mean_difference(theatre.headline)
    decimals = decimals_of(row["q05"], row["q95"])
    band = f"90 % of worlds: {signed_text(row['q05'], decimals)} to {signed_text(row['q95'], decimals)}"
    verdict = difference.verdict(str(row["better"]))
    small = f"; {verdict}" if verdict in ("negligible", "no difference") else ""
    yield (
        f"In the last month the {theatre.headline_label} differs by {difference.text} points on average over "
        f"{difference.worlds:,} worlds (± the 90 % interval of the mean{small}; {band}). "
        f"It is lower in {row['better_share']:.0%} of worlds and higher in {row['worse_share']:.0%}."
    )
    directed = table[(table["better"] != "") & (table.index != theatre.headline)]
    plain = {name: contrast.mean_difference(str(name)) for name in directed.index}
    directed = directed[[plain[name].verdict(better) in ("better", "worse") for name, better in directed["better"].items()]]
    for words, chosen in (
        ("Better in more than 90 % of worlds", directed[directed["better_share"] > 0.9]),
        ("Worse in more than 90 % of worlds", directed[directed["worse_share"] > 0.9]),
    ):
        if len(chosen):
            parts = [
                f"{each['title']} ({interval_text(plain[name].mean, plain[name].half_width)})"
                for name, each in chosen.head(4).iterrows()
            ]
            yield f"{words}: {'; '.join(parts)}."
    if why is not None:
        yield "Causes: " + causes(why, None, theatre.headline_label)


def of_attribution(attribution: Attribution) -> str:
    """Return a sentence on the parts of a change that are due to assumptions and to policy."""
    reference, other = attribution.reference.scenario, attribution.other.scenario
    theatre = reference.theatre
    change = {step: float(contrast.difference(theatre.headline)[-1].mean()) for step, contrast in attribution.steps.items()}
    return (
        f"'{other.title}' differs from '{reference.title}' in assumptions as well as in policy. Of the mean change of "
        f"{signed_text(change['both'])} in the {theatre.headline_label}, {signed_text(change['assumptions'])} is due to the "
        f"assumptions and {signed_text(change['policy'])} to the policy under these assumptions."
    )


def causes(explanation: Explanation, month: int | None, label: str) -> str:
    """Return a sentence on the largest causes of a change; month: index of the month (None: the explanation is of one month)."""
    values = {cause: float(each if month is None else each[month]) for cause, each in explanation.contributions.items()}
    total = float(explanation.total if month is None else explanation.total[month])
    order = sorted(values, key=lambda cause: -abs(values[cause]))
    largest = [cause for cause in order if abs(values[cause]) >= SMALLEST][:4]
    change = f"the mean change of the {label} is {signed_text(total)}"
    if not largest:
        return f"{change}; no mechanism contributes {figure_text(SMALLEST)} or more."
    parts = ", ".join(f"{CAUSE_LABELS[cause]} {signed_text(values[cause])}" for cause in largest)
    return f"{change}; largest contributions: {parts}."
