"""Serves the page until Ctrl-C."""

import os
import signal
import socket
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path

import typer
import uvicorn

from sim.foundations.errors import PeninsulaError
from sim.history.sources import VARIABLE, folders, observe
from sim.web.security import LOOPBACK_HOSTS
from sim.web.server import create_app

SHUTDOWN_SECONDS = 1
"""Time that requests in progress have to finish when the server is stopped."""


def serve(
    host: str,
    port: int,
    processes: int | None,
    results: Path,
    data: Sequence[Path],
    allowed_hosts: Sequence[str],
    open_browser: bool,
    show_address: bool,
) -> None:
    """Serve the page. results: folder in which runs are saved. data: folders of observed series.

    allowed_hosts: names under which it answers besides those of this machine, as behind a proxy.

    Raises PeninsulaError when the address is not available, a folder holds no observed series, or the page cannot start.
    """
    observed = observe(folders(data)) if data or os.environ.get(VARIABLE) else None
    listener = _listen(host, port)
    address = f"http://{host if ':' not in host else f'[{host}]'}:{listener.getsockname()[1]}/"
    hosts = (*LOOPBACK_HOSTS, host, *allowed_hosts) if ip_address(listener.getsockname()[0]).is_loopback else ("*",)
    app = create_app(processes, results=results, hosts=hosts, observed=observed)
    # errors are logged by the application itself
    config = uvicorn.Config(app, log_level="critical", access_log=False, timeout_graceful_shutdown=SHUTDOWN_SECONDS)

    def announce() -> None:
        if show_address:
            typer.echo(f"The page is at {address} (press Ctrl-C to stop)")
        if open_browser:
            webbrowser.open(address)

    # Ctrl-C is the normal way to stop the server, and it exits by itself when it cannot start
    with suppress(KeyboardInterrupt, SystemExit):
        _Server(config, announce).run(sockets=[listener])
    if (error := getattr(app.state, "startup_error", None)) is not None:
        raise PeninsulaError(f"the page cannot start: {error}")


class _Server(uvicorn.Server):
    """A server that says when it answers, and keeps ignoring Ctrl-C where it was started to, as under `nohup`."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        with super().capture_signals():
            if ignored:
                signal.signal(signal.SIGINT, signal.SIG_IGN)
            yield


def _listen(host: str, port: int) -> socket.socket:
    """Return a listening socket. Connections made before the server is ready wait and are not refused."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # a protocol that is named is what has asyncio send small answers at once (TCP_NODELAY)
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        reason = error.strerror or str(error)
        raise PeninsulaError(f"cannot listen on {host}, port {port}: {reason}; choose another with --port") from None
    return listener
