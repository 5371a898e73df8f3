"""What protects the machine that serves the page: the hosts it answers to, and the headers of every response."""

from collections.abc import MutableMapping, Sequence
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""Host names of this machine. A page of another host cannot pass for one of them, even if its name resolves to this machine."""

NOT_ALLOWED = (
    "Peninsula does not answer under this host name: start it with 'peninsula web --allowed-host NAME', where NAME is the host "
    "in the address of this page.\n"
)
"""What a visitor by another host name is told."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Lets the browser load this server's own files, and nothing from another host."""

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class SecurityHeadersMiddleware:
    """Adds HEADERS to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class AllowedHostsMiddleware:
    """Answers under some host names only, and says to a visitor by another one, as behind a proxy, how to allow it.

    allowed_hosts: "*" for any.
    """

    def __init__(self, app: ASGIApp, allowed_hosts: Sequence[str]) -> None:
        self.app = app
        self.allowed_hosts = allowed_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        allowed = False

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            nonlocal allowed
            allowed = True
            await self.app(scope, receive, send)

        async def send_if_allowed(message: MutableMapping[str, Any]) -> None:
            if allowed:
                await send(message)

        await TrustedHostMiddleware(answer, self.allowed_hosts, www_redirect=False)(scope, receive, send_if_allowed)
        if not allowed:
            await PlainTextResponse(NOT_ALLOWED, status_code=400)(scope, receive, send)
