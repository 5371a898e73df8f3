"""What `peninsula compare` says: what differs most, why, what the assumptions did, and where everything is."""

from typing import Any

from rich.text import Text

from sim.analysis.attribution import Attribution
from sim.analysis.explain import CAUSE_LABELS, Explanation
from sim.cli.output.terminal import console, table
from sim.ensemble.manifest import CAVEAT
from sim.foundations.wording import decimals_of, figure_text, signed_text
from sim.studies.compare import Kept

ROWS = 14
"""Outcomes that the terminal shows for each contrast; the tables hold all."""


def print_comparison(kept: Kept) -> None:
    """Print what differs most, the attribution where there is one, and where everything is."""
    comparison, screen = kept.comparison, console()
    reference = comparison.reference
    last = comparison.contrasts[0].months[-1]
    pairing = "the same worlds in each" if comparison.paired else "unpaired: worlds matched at random"
    for place, (label, contrast) in enumerate(zip(comparison.names[1:], comparison.contrasts, strict=True)):
        screen.print()
        screen.print(Text(f"{contrast.other.scenario.title}", style="bold"))
        screen.print(f"against {reference.scenario.title} ({reference.scenario.worlds:,} worlds, {pairing})", style="dim")
        screen.print()
        found = contrast.table()
        found = found[(found["effect"] != 0) & (found["better"] != "")]
        headline = reference.scenario.theatre.headline
        moved = found.loc[[*found.index.intersection([headline]), *found.index.drop(headline, errors="ignore")]].head(ROWS)
        if moved.empty:
            screen.print(f"{label} differs in nothing from {comparison.names[0]}.")
            continue
        headings = (
            f"In {last}, after the headline what differs most",
            ">Reference",
            f">{label[:24]}",
            ">Difference",
            ">90 % of worlds",
            ">Better in",
        )
        screen.print(table(headings, (_row(row) for _, row in moved.iterrows())))
        if kept.explanations:
            _print_causes(kept.explanations[place])
    for found in kept.attributions:
        screen.print()
        screen.print(_attribution_sentence(found))
    screen.print()
    screen.print(Text(CAVEAT, style="italic"))
    screen.print(Text.assemble("Tables and plots: ", (str(kept.folder), "bold")), soft_wrap=True)


def _row(row: Any) -> tuple[str | Text, ...]:
    rare = row["reference"] == row["other"] == 0
    was, becomes = (row["reference_mean"], row["other_mean"]) if rare else (row["reference"], row["other"])
    gap = row["mean_difference"] if rare or row["difference"] == 0 else row["difference"]
    levels, gaps = decimals_of(was, becomes), decimals_of(gap, row["q05"], row["q95"])
    return (
        Text.assemble(str(row["title"]), (f"  {row['unit']}{', mean' if rare else ''}", "dim")),
        figure_text(was, levels),
        figure_text(becomes, levels),
        signed_text(gap, gaps),
        f"{signed_text(row['q05'], gaps)} to {signed_text(row['q95'], gaps)}",
        f"{row['better_share']:.0%}",
    )


def _print_causes(found: Explanation) -> None:
    largest = [cause for cause in found.by_size()[:5] if abs(float(found.contributions[cause])) >= 0.05]
    if not largest:
        return
    parts = ", ".join(f"{CAUSE_LABELS[cause]} {signed_text(float(found.contributions[cause]))}" for cause in largest)
    console().print()
    console().print(f"Why: {found.title} moves by {signed_text(float(found.total))} on average; of this {parts}.")


def _attribution_sentence(found: Attribution) -> str:
    headline = found.reference.scenario.theatre.headline
    moved = {step: float(contrast.difference(headline)[-1].mean()) for step, contrast in found.steps.items()}
    return (
        f"{found.other.scenario.name} changes assumptions as well as policy: of the mean change of {signed_text(moved['both'])} "
        f"in {found.reference.scenario.theatre.headline_label}, the assumptions made {signed_text(moved['assumptions'])} "
        f"and the policy {signed_text(moved['policy'])}."
    )
