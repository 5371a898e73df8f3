"""`peninsula web`: the page with the sliders."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import DataFolders, Quiet, ResultsFolder


def web(
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port; 0: any that is free.")] = 8765,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    processes: Annotated[int | None, typer.Option("--workers", metavar="N", min=1, help="Number of processes.")] = None,
    results: ResultsFolder = Path("results"),
    data: DataFolders = None,
    allowed_host: Annotated[
        list[str] | None,
        typer.Option("--allowed-host", metavar="NAME", help="Also answer under this name, as behind a proxy; may be repeated."),
    ] = None,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")] = True,
    quiet: Quiet = False,
) -> None:
    """Open a page with a slider for every policy.

    Runs on this machine alone, loads nothing from elsewhere, and stops with Ctrl-C. With --data the view of the record
    draws your own copy of the observed series. It also works below a path prefix, as JupyterHub's proxy gives it.

    Example: peninsula web --port 8765
    """
    from sim.foundations.extras import require

    for module in ("uvicorn", "starlette", "plotly"):
        require(module, "web")
    from sim.web.serve import serve

    serve(host, port, processes, results, data or [], allowed_host or [], browser, show_address=not quiet)
