"""What `peninsula robust` prints: the ranking by the first outcome, and what is contested."""

from rich.text import Text

from sim.cli.output.terminal import console, print_end, table
from sim.studies.robust import Robustness


def print_robustness(result: Robustness) -> None:
    """Print the ranking by the first outcome, what is contested, and where the rest is."""
    screen = console()
    first = result.aims[0]
    screen.print()
    screen.print(Text(f"Robust choice by {first.title} ({first.unit})", style="bold"))
    about = f"{len(result.worldviews)} worldviews, {result.scenarios[0].worlds:,} worlds each; good enough: {result.satisfy.text}"
    screen.print(Text(about, style="dim"))
    screen.print()
    body = [
        (
            str(row.rank), row.scenario, f"{row.expected_regret:.2f} ({row.low:.2f} to {row.high:.2f})",
            f"{row.worst_regret:.2f} ({row.worst_worldview})", f"{row.satisfied:.0%}", f"{row.best:.0%}",
        )
        for row in result.ranking().itertuples()
    ]  # fmt: skip
    headings = ("Rank", "!Scenario", ">Expected regret (90 %)", ">Under the worst worldview", ">Good enough", ">First")
    screen.print(table(headings, body))
    screen.print("good enough: share of worlds under the worldview in which it is smallest", style="dim")
    contested = [
        f"{scenario} in {aim.text}"
        for a, aim in enumerate(result.aims)
        for s, scenario in enumerate(result.names)
        if result.contested[a, s]
    ]
    screen.print()
    if contested:
        screen.print(Text(f"Contested (worldviews disagree in sign): {'; '.join(contested)}.", style="yellow"), soft_wrap=True)
    else:
        screen.print("The worldviews agree on whether each scenario is better than the reference.")
    print_end("Tables and plots", result.folder)
