"""`peninsula nowcast`: where the region really is, for scenarios to begin from."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import DataFolders, Overwrite, Quiet, Seed, Worlds


def nowcast(
    data: DataFolders = None,
    worlds: Worlds = 2000,
    seed: Seed = None,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")] = Path("results/nowcast.npz"),
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Write the current estimated state of the region.

    Constrains an ensemble by everything observed and keeps its state: 'peninsula run baseline --from-nowcast FILE'
    starts its worlds there, in the month after the last observation.

    Example: peninsula nowcast --data ~/observations --out results/nowcast.npz
    """
    from sim.cli.output.progress import progress_unless
    from sim.studies.nowcast import nowcast as estimate

    result = estimate(data or (), worlds, seed, out=out, overwrite=overwrite, progress=progress_unless(quiet))
    if not quiet:
        typer.echo(f"Wrote {result.file}: {result.worlds:,} worlds, the first month to be simulated is {result.month}.")
