"""What `peninsula calibrate` prints: what was fitted, and which assumptions the record informs."""

import typer

from sim.cli.output.terminal import console, table
from sim.history.calibrate import Calibration


def print_calibration(result: Calibration) -> None:
    """Print the fitted settings as TOML, and the assumptions on which the likelihood leans."""
    typer.echo(result.to_toml())
    learnt = result.learnt["agnostic"]
    screen = console()
    rows = [
        (each.name, "{:.3g} to {:.3g}".format(*each.prior), f"{each.low:.3g} to {each.high:.3g}", f"{each.shift:+.1f}")
        for each in sorted(learnt.informed, key=lambda each: -abs(each.shift))
    ]
    screen.print(table(("Assumption", ">Prior", ">Middle 90 % left", ">Shift [sd of prior]"), rows))
    silent = len(learnt.posteriors) - len(rows)
    screen.print(f"On {silent} more assumptions the record says nothing. Likelihood to the power {learnt.power:g}.")
    mean, peak = result.anchors
    screen.print(f"Anchors of the headline index: index_mean {mean:.3f}, index_peak {peak:.3f}.")
