"""What `peninsula discover` prints: boxes and a decision tree, in words."""

from rich.text import Text

from sim.cli.output.terminal import console, print_end, table
from sim.studies.discover import Discovery


def print_discovery(result: Discovery) -> None:
    """Print the boxes and the tree in words."""
    screen = console()
    screen.print()
    screen.print(Text(f"When {result.cases.expression.text}", style="bold"))
    screen.print(f"it holds in {result.share:.1%} of {len(result.cases.values):,} worlds", style="dim")
    for number, box in enumerate(result.boxes, 1):
        screen.print()
        screen.print(Text(f"Box {number}: when {box.words}", style="bold"), soft_wrap=True)
        screen.print(
            f"  density: it holds in {box.density:.0%} of the worlds in the box (held-out worlds: {box.held_out_density:.0%}); "
            f"coverage: the box has {box.coverage:.0%} of all worlds in which it holds ({box.held_out_coverage:.0%})",
            soft_wrap=True,
        )
        worst = max(restriction.quasi_p for restriction in box.box.restrictions)
        screen.print(f"  largest quasi-p value of its restrictions: {worst:.2g}", style="dim")
    if len(result.boxes) > 1:
        screen.print("Boxes may overlap: their coverages do not add up.", style="dim")
    if not result.boxes:
        screen.print("No box tells the worlds apart: chance decides, or factors act together in other ways.")
    if result.share > 0.5:
        screen.print(Text("Note: it holds in most worlds anyway; asking for the opposite may say more.", style="yellow"))
    screen.print()
    body = [(f"{row.density:.0%}", f"{row.coverage:.0%}", row.rule) for row in result.tree().itertuples()]
    screen.print(table((">Density", ">Coverage", "Leaf of a decision tree"), body))
    screen.print()
    print_end("Tables and plots", result.folder)
