"""`peninsula documents`: the pages of `docs/` that derive from what is declared."""


def documents() -> None:
    """Write docs/reference.md and the submodels of docs/odd.md anew; run it in the root of the project.

    Example: peninsula documents
    """
    from pathlib import Path

    import typer

    from sim.documents import ODD, pages
    from sim.foundations.errors import PeninsulaError

    if not ODD.exists():
        raise PeninsulaError(f"no {ODD} here: run this in the root of the project")
    for page, text in pages(Path()).items():
        page.write_text(text, encoding="utf-8")
        typer.echo(f"Wrote {page}", err=True)
