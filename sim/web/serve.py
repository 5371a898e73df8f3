"""Serving the page until Ctrl-C."""

import os
import signal
import socket
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path

import typer
import uvicorn

from sim.foundations.errors import PeninsulaError
from sim.history.sources import VARIABLE, folders, observe
from sim.web.server import HERE_ALONE, application

LAST_WORDS = 1
"""Seconds that answers under way have left when the server is told to end."""


def serve(host: str, port: int, processes: int | None, results: Path, data: Sequence[Path], browser: bool, show: bool) -> None:
    """Serve the page. results: where it keeps runs; data: folders of observed series; show: whether its address is printed.

    Raises PeninsulaError when the address cannot be had, or a folder holds no observed series.
    """
    observed = observe(folders(data)) if data or os.environ.get(VARIABLE) else None
    listening = _listening(host, port)
    address = f"http://{host if ':' not in host else f'[{host}]'}:{listening.getsockname()[1]}/"
    hosts = (*HERE_ALONE, host) if ip_address(listening.getsockname()[0]).is_loopback else ("*",)
    served = application(processes, results=results, hosts=hosts, observed=observed)
    # what goes wrong is told by the application
    server = _Server(uvicorn.Config(served, log_level="critical", access_log=False, timeout_graceful_shutdown=LAST_WORDS))
    if show:
        typer.echo(f"The page is at {address} (Ctrl-C stops it)")
    if browser:
        webbrowser.open(address)
    # Ctrl-C is how the page is meant to end
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """A server that keeps ignoring Ctrl-C where it was started to, as under `nohup` and in background jobs of a script."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        with super().capture_signals():
            if ignored:
                signal.signal(signal.SIGINT, signal.SIG_IGN)
            yield


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        # whoever comes before the server is ready waits, and is not turned away
        listening.listen(128)
    except OSError as error:
        reason = error.strerror or str(error)
        raise PeninsulaError(f"cannot listen on {host}, port {port}: {reason}; choose another with --port") from None
    return listening
