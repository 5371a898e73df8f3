"""What `peninsula sensitivity` prints: the most important factors of every outcome, with their intervals."""

from rich.text import Text

from sim.analysis.methods.sensitivity_indices import METHODS
from sim.cli.output.terminal import console, print_end, table
from sim.studies.sensitivity import Sensitivity

MOST_ROWS = 12


def print_sensitivity(result: Sensitivity) -> None:
    """Print the first factors of every outcome with their intervals, and what to be wary of."""
    screen = console()
    rows = result.table()
    for outcome in result.outcomes:
        shown = rows[rows["outcome"] == outcome.text].head(MOST_ROWS)
        screen.print()
        screen.print(Text(f"What decides {outcome.text}", style="bold"))
        screen.print(f"{METHODS[result.design.method].title}; {len(result.coordinates):,} points", style="dim")
        screen.print()
        body = [
            (row.factor, f"{row.importance:.3g}", f"{row.low:.3g} to {row.high:.3g}", f"{row.at_low:.4g}", f"{row.at_high:.4g}")
            for row in shown.itertuples()
        ]
        screen.print(table(("!Factor", ">Importance", ">90 % interval", ">Outcome, factor low", ">Factor high"), body))
        for note in result.indices[outcome.text].notes:
            screen.print(Text(f"Note: {note}.", style="yellow"))
    screen.print()
    print_end("Table and plots", result.folder)
