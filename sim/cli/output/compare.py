"""What `peninsula compare` prints: what differs most, why, and what assumptions did apart from policy."""

from typing import Any

from rich.text import Text

from sim.analysis.attribution import Attribution
from sim.analysis.contrast import Contrast
from sim.analysis.explain import CAUSE_LABELS, Explanation
from sim.cli.output.terminal import console, print_end, table
from sim.foundations.wording import decimals_of, figure_text, signed_text
from sim.studies.compare import Comparison

ROWS = 14
"""Outcomes that the terminal shows for each contrast; the tables hold all."""


def print_comparison(comparison: Comparison) -> None:
    """Print what differs most, the attribution where there is one, and where tables and plots are."""
    screen, reference = console(), comparison.reference
    last = comparison.contrasts[0].months[-1]
    pairing = "the same worlds in each" if comparison.paired else "unpaired: worlds matched at random"
    for index, (label, contrast) in enumerate(zip(comparison.names[1:], comparison.contrasts, strict=True)):
        screen.print()
        screen.print(Text(f"{contrast.other.scenario.title}", style="bold"))
        screen.print(f"against {reference.scenario.title} ({reference.scenario.worlds:,} worlds, {pairing})", style="dim")
        screen.print()
        rows = contrast.table()
        rows = rows[(rows["effect"] != 0) & (rows["better"] != "")]
        headline = reference.scenario.theatre.headline
        moved = rows.loc[[*rows.index.intersection([headline]), *rows.index.drop(headline, errors="ignore")]].head(ROWS)
        if moved.empty:
            screen.print(f"{label} does not differ from {comparison.names[0]}.")
            continue
        headings = (
            f"In {last}, after the headline what differs most",
            ">Mean of the\nreference",
            f">Mean of\n{label[:24]}",
            ">Mean difference ±\n90 % interval (median)",
            ">90 % of worlds",
            ">Better in",
        )
        screen.print(table(headings, (_row(contrast, str(name), row) for name, row in moved.iterrows())))
        if comparison.explanations:
            _print_causes(comparison.explanations[index])
    for attribution in comparison.attributions:
        screen.print()
        screen.print(_attribution_sentence(attribution))
    screen.print()
    print_end("Tables and plots", comparison.folder)


def _row(contrast: Contrast, name: str, row: Any) -> tuple[str | Text, ...]:
    difference = contrast.mean_difference(name)
    verdict = difference.verdict(str(row["better"]))
    was, becomes = row["reference_mean"], row["other_mean"]
    levels, gaps = decimals_of(was, becomes), decimals_of(difference.mean, row["q05"], row["q95"])
    return (
        Text.assemble(str(row["title"]), (f"  {row['unit']}", "dim")),
        figure_text(was, levels),
        figure_text(becomes, levels),
        difference.text.replace("median ", ""),
        f"{signed_text(row['q05'], gaps)} to {signed_text(row['q95'], gaps)}",
        f"{row['better_share']:.0%}" + ("" if verdict in ("better", "worse") else f", {verdict}"),
    )


def _print_causes(explanation: Explanation) -> None:
    largest = [cause for cause in explanation.by_size()[:5] if abs(float(explanation.contributions[cause])) >= 0.05]
    if not largest:
        return
    total, values = float(explanation.total), {cause: float(explanation.contributions[cause]) for cause in largest}
    decimals = decimals_of(total, *values.values())
    parts = ", ".join(f"{CAUSE_LABELS[cause]} {signed_text(value, decimals)}" for cause, value in values.items())
    console().print()
    console().print(f"Why: {explanation.title} moves by {signed_text(total, decimals)} on average; of this {parts}.")


def _attribution_sentence(attribution: Attribution) -> str:
    headline = attribution.reference.scenario.theatre.headline
    moved = {step: float(contrast.difference(headline)[-1].mean()) for step, contrast in attribution.steps.items()}
    name, label = attribution.other.scenario.name, attribution.reference.scenario.theatre.headline_label
    return (
        f"{name} changes assumptions as well as policy: of the mean change of {signed_text(moved['both'])} in {label}, "
        f"the assumptions account for {signed_text(moved['assumptions'])} and the policy for {signed_text(moved['policy'])}."
    )
