"""`peninsula check`: is a scenario valid, and what does it say once all that it extends is filled in?"""

from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, Months, Quiet, Seed, Settings, Turnover, Worlds


def check(
    scenario: Annotated[
        str,
        typer.Argument(metavar="SCENARIO", help="A scenario file, or the name of a scenario.", show_default=False),
    ],
    settings: Settings = None,
    turnover: Turnover = False,
    worlds: Worlds = None,
    months: Months = None,
    seed: Seed = None,
    everything: Annotated[bool, typer.Option("--all", help="Also show default values.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Validate a scenario and show what it says.

    Shows each value that differs from the default, with its unit and where it comes from.

    Example: peninsula check baseline --set us.troops_korea=0 --all
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.check import as_document, print_resolved, resolved
    from sim.cli.output.terminal import print_json
    from sim.scenario.layers import chain
    from sim.scenario.loading import load

    loaded = load(scenario, overrides(settings, turnover), worlds=worlds, months=months, seed=seed)
    files = [layer.path for layer in reversed(chain(scenario))]
    if as_json:
        print_json(as_document(loaded, resolved(loaded), files))
    elif not quiet:
        print_resolved(loaded, resolved(loaded), files, everything)
