"""Without authentication, answer this machine alone: loopback names, nothing forwarded, writes from our own pages.

A page on the web can make a browser on this machine send requests here (DNS rebinding, cross-site forms); a
proxy can forward the whole world's. Both are refused before any route is reached. Webhooks alone are let through:
their senders are elsewhere, and each proves itself by its signature.
https://fetch.spec.whatwg.org/#origin-header  https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
"""

from __future__ import annotations

import re
from http import HTTPStatus
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.api.problems import problem

# A post to a webhook's address, and nothing that another route could answer.
WEBHOOK = re.compile(r"/webhooks/[^/]+")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORWARDING = frozenset({"forwarded", "via", "x-real-ip", "x-client-ip", "x-original-host"})
# Stricter than a URL: no user, no escapes, nothing that two readers could take for two names.
AUTHORITY = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::[0-9]{1,5})?", re.IGNORECASE | re.ASCII)


def is_loopback(host: str) -> bool:
    """Say whether a host's name or address is this machine's own."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.removeprefix("[").removesuffix("]")).is_loopback
    except ValueError:
        return False


class LoopbackOnly:
    """ASGI middleware that refuses what does not come from this machine's own user."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 with the reason, or hand the request on."""
        if scope["type"] == "http" and not (scope["method"] == "POST" and WEBHOOK.fullmatch(scope["path"])):
            refusal = _refusal(scope["method"], scope["scheme"], Headers(scope=scope))
            if refusal is not None:
                await problem(HTTPStatus.FORBIDDEN, refusal)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _refusal(method: str, scheme: str, headers: Headers) -> str | None:
    hosts = headers.getlist("host")
    authority = AUTHORITY.fullmatch(hosts[0]) if len(hosts) == 1 else None
    if authority is None or not is_loopback(authority["host"]):
        return "without authentication only loopback host names are answered, such as 127.0.0.1 or localhost"
    if any(name in FORWARDING or name.startswith("x-forwarded-") for name in headers):
        return "without authentication no forwarded request is answered"
    if method in SAFE_METHODS:
        return None
    foreign = headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    if foreign or headers.get("origin", f"{scheme}://{hosts[0]}") != f"{scheme}://{hosts[0]}":
        return "writes are taken from Closeout's own pages only"
    return None
