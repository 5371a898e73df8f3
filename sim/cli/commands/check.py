"""`peninsula check`: is a scenario valid, and what does it say once all that it extends is filled in?"""

from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, Choices, Months, Quiet, Seed, Settings, Turnover, Worlds


def check(
    scenario: Annotated[
        str,
        typer.Argument(metavar="SCENARIO", help="A scenario file, or the name of a scenario.", show_default=False),
    ],
    settings: Settings = None,
    choices: Choices = False,
    turnover: Turnover = False,
    worlds: Worlds = None,
    months: Months = None,
    seed: Seed = None,
    everything: Annotated[bool, typer.Option("--all", help="Also show default values.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Validate a scenario and show what it says.

    Shows each value that differs from the default, with its unit and where it comes from; of a stack, such as
    baseline + opcon_fast, also what each package changes.

    Example: peninsula check baseline --set us.troops_korea=0 --all
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.check import as_document, print_resolved, resolved
    from sim.cli.output.stack import print_stacks, stack_document
    from sim.cli.output.terminal import print_json
    from sim.scenario.loading import load
    from sim.scenario.stacks.parts import parts

    loaded = load(scenario, overrides(settings, choices=choices, turnover=turnover), worlds=worlds, months=months, seed=seed)
    lineages = [[layer.path for layer in reversed(part.chain)] for part in parts(scenario)]
    if as_json:
        print_json(as_document(loaded, resolved(loaded), lineages) | stack_document(scenario))
    elif not quiet:
        print_resolved(loaded, resolved(loaded), lineages, everything)
        print_stacks([scenario])
