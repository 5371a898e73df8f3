"""What `peninsula calibrate` prints: what was fitted, and which assumptions the record informs."""

import typer

from sim.cli.output.terminal import console, table
from sim.history.calibrate import Calibration


def print_calibration(result: Calibration) -> None:
    """Print the fitted settings as TOML, and the assumptions on which the likelihood leans."""
    typer.echo(result.to_toml())
    informed = [each for each in result.correlations if each.direction]
    screen = console()
    rows = [(each.name, each.direction, f"{each.correlation:+.2f}") for each in informed]
    screen.print(table(("Assumption", "The record leans", ">Correlation with likelihood"), rows))
    screen.print(f"On {len(result.correlations) - len(informed)} more assumptions the record says nothing beyond chance.")
