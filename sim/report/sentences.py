"""The summary of a report: short sentences with numbers and bands, derived from the runs."""

from collections.abc import Iterator

from sim.analysis.attribution import Attribution
from sim.analysis.contrast import Contrast
from sim.analysis.explain import CAUSE_LABELS, Explanation, over_time
from sim.ensemble.quantiles import quantiles
from sim.ensemble.run import Run
from sim.foundations.wording import decimals_of, figure_text, interval_text, signed_text
from sim.report.words import ENGLISH, Words

SMALLEST = 0.05
"""Smallest contribution that is mentioned [index points]."""


def of_one_run(run: Run, words: Words = ENGLISH) -> Iterator[str]:
    """Yield sentences on one run: start and end of the headline index, probabilities of events, and causes."""
    headline = run.scenario.theatre.headline
    label = words.translate(run.scenario.theatre.headline_label)
    first, last = quantiles(run.series(headline)[[0, -1]], (0.05, 0.5, 0.95)).T
    numbers = {
        name: f"{value:.0f}" for name, value in (("first", first[1]), ("last", last[1]), ("low", last[0]), ("high", last[2]))
    }
    yield words.say(
        "The median of the {label} is {first} at the start and {last} at the end; 90 % of worlds end between {low} and {high}.",
        label=label, **numbers,
    )  # fmt: skip
    by_name = {each.name: each for each in run.likelihoods}
    for name, event in (
        ("crisis", words.say("A crisis breaks out")),
        ("talks", words.say("Talks begin")),
        ("war", words.say("A war breaks out")),
    ):
        each = by_name[name]
        yield words.say(
            "{event} within the horizon in {share} of worlds (90 % sampling interval: {low} to {high}).",
            event=event, share=f"{each.share:.1%}", low=f"{each.low:.1%}", high=f"{each.high:.1%}",
        )  # fmt: skip
    yield words.say("Causes: since the start, {change}", change=causes(over_time(run), -1, label, words))


def of_contrast(contrast: Contrast, why: Explanation | None, words: Words = ENGLISH) -> Iterator[str]:
    """Yield sentences on a comparison: the headline index, the outcomes that are better and worse, and causes."""
    theatre = contrast.reference.scenario.theatre
    table = contrast.table()
    row, difference = table.loc[theatre.headline], contrast.mean_difference(theatre.headline)
    decimals = decimals_of(row["q05"], row["q95"])
    label = words.translate(theatre.headline_label)
    verdict = difference.verdict(str(row["better"]))
    small = f"; {words.translate(verdict)}" if verdict in ("negligible", "no difference") else ""
    yield words.say(
        "In the last month the {label} differs by {difference} points on average over {worlds} worlds (± the 90 % interval of "
        "the mean{small}; 90 % of worlds: {low} to {high}). It is lower in {better} of worlds and higher in {worse}.",
        label=label, difference=words.translate(difference.text), worlds=f"{difference.worlds:,}", small=small,
        low=signed_text(row["q05"], decimals), high=signed_text(row["q95"], decimals),
        better=f"{row['better_share']:.0%}", worse=f"{row['worse_share']:.0%}",
    )  # fmt: skip
    directed = table[(table["better"] != "") & (table.index != theatre.headline)]
    plain = {name: contrast.mean_difference(str(name)) for name in directed.index}
    directed = directed[[plain[name].verdict(better) in ("better", "worse") for name, better in directed["better"].items()]]
    for template, chosen in (
        ("Better in more than 90 % of worlds: {outcomes}.", directed[directed["better_share"] > 0.9]),
        ("Worse in more than 90 % of worlds: {outcomes}.", directed[directed["worse_share"] > 0.9]),
    ):
        if len(chosen):
            parts = [
                f"{words.translate(str(each['title']))} ({interval_text(plain[name].mean, plain[name].half_width)})"
                for name, each in chosen.head(4).iterrows()
            ]
            yield words.say(template, outcomes="; ".join(parts))
    if why is not None:
        yield words.say("Causes: {change}", change=causes(why, None, label, words))


def of_attribution(attribution: Attribution, words: Words = ENGLISH) -> str:
    """Return a sentence on the parts of a change that are due to assumptions and to policy."""
    reference, other = attribution.reference.scenario, attribution.other.scenario
    theatre = reference.theatre
    change = {step: float(contrast.difference(theatre.headline)[-1].mean()) for step, contrast in attribution.steps.items()}
    return words.say(
        "'{other}' differs from '{reference}' in assumptions as well as in policy. Of the mean change of {both} in the {label}, "
        "{assumptions} is due to the assumptions and {policy} to the policy under these assumptions.",
        other=words.translate(other.title), reference=words.translate(reference.title),
        label=words.translate(theatre.headline_label), **{step: signed_text(value) for step, value in change.items()},
    )  # fmt: skip


def causes(explanation: Explanation, month: int | None, label: str, words: Words = ENGLISH) -> str:
    """Return a sentence on the largest causes of a change.

    month: index of the month (None: the explanation is of one month). label: of the index, translated.
    """
    values = {cause: float(each if month is None else each[month]) for cause, each in explanation.contributions.items()}
    total = float(explanation.total if month is None else explanation.total[month])
    order = sorted(values, key=lambda cause: -abs(values[cause]))
    largest = [cause for cause in order if abs(values[cause]) >= SMALLEST][:4]
    given = {"label": label, "total": signed_text(total)}
    if not largest:
        return words.say(
            "the mean change of the {label} is {total}; no mechanism contributes {smallest} or more.",
            **given, smallest=figure_text(SMALLEST),
        )  # fmt: skip
    parts = ", ".join(f"{words.translate(CAUSE_LABELS[cause])} {signed_text(values[cause])}" for cause in largest)
    return words.say("the mean change of the {label} is {total}; largest contributions: {parts}.", **given, parts=parts)
