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
    """Write where the region really is.

    Holds an ensemble to everything observed and keeps its state: 'peninsula run baseline --from-nowcast FILE'
    begins its worlds there, in the month after the last observation.

    Example: peninsula nowcast --data ~/observations --out results/nowcast.npz
    """
    from sim.foundations.errors import PeninsulaError
    from sim.foundations.months import format_month, parse_month
    from sim.history.nowcast import nowcast as held
    from sim.history.nowcast import write_nowcast
    from sim.history.settings import fitted_settings
    from sim.history.sources import folders, observe
    from sim.scenario.loading import load
    from sim.storage.run_folder import writable
    from sim.studies.run import progress_bar

    if out.exists() and not overwrite:
        raise PeninsulaError(f"'{out}' exists already: give another name with --out, or --overwrite")
    writable(out.parent)
    observations = observe(folders(data or []))
    scenario = load("history", worlds=worlds, seed=seed)
    known = [series.months[-1] for name, series in observations.series.items() if name in ("missile", "gprc_kor")]
    months = parse_month(min(known)) - scenario.start + 1 if known else 0
    with progress_bar("nowcast", max(months, 1) * scenario.worlds, not quiet) as progress:
        ensemble = held(scenario, observations, fitted_settings(), progress)
    write_nowcast(ensemble, out)
    if not quiet:
        month = format_month(scenario.start + ensemble.model.elapsed)
        typer.echo(f"Wrote {out}: {scenario.worlds:,} worlds, the first month to be simulated is {month}.")
