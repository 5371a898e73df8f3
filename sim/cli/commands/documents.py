"""`peninsula documents`: the pages of `docs/` that derive from what is declared."""

from pathlib import Path
from typing import Annotated

import typer


def documents(
    site: Annotated[
        Path | None, typer.Option("--site", metavar="DIR", help="Write the sources of the documentation site there instead.")
    ] = None,
) -> None:
    """Write docs/reference.md and the submodels of docs/odd.md anew; run it in the root of the project.

    Example: peninsula documents
    """
    from sim.documents import ODD, pages
    from sim.files.named_file import write_named_file
    from sim.foundations.errors import PeninsulaError

    if not ODD.exists():
        raise PeninsulaError(f"no {ODD} here: run this in the root of the project")
    if site is not None:
        import sim
        from sim.report.site import write_site

        pages_written = write_site(Path(), site, {name: getattr(sim, name) for name in sim.__all__})
        typer.echo(f"Wrote {len(pages_written)} pages to {site}", err=True)
        return
    for page, text in pages(Path()).items():
        write_named_file(page, text)
        typer.echo(f"Wrote {page}", err=True)
