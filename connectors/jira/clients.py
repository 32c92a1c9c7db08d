"""The two clients of a Jira site: the `jira` library for single things, httpx for many at once."""

from __future__ import annotations

import ssl
from collections.abc import Callable

import httpx
from jira import JIRA

from connectors.errors import Misconfigured
from connectors.jira.config import JiraConfig

CONNECT_SECONDS = 10.0


def make_library(config: JiraConfig, token: str) -> JIRA:
    """Make a client of the library that sends every request once, and none while it is made."""
    try:
        return JIRA(
            config.api,
            options={
                "rest_api_version": "3" if config.in_adf else "2",
                "verify": str(config.ca_file) if config.ca_file else True,
            },
            basic_auth=(config.email, token) if config.email else None,
            token_auth=None if config.email else token,
            get_server_info=False,
            logging=False,  # it logs whole answers
            max_retries=0,
            timeout=(CONNECT_SECONDS, config.timeout_seconds),
        )
    except OSError as error:
        raise _no_certificates(config) from error


def make_bulk_client(config: JiraConfig, token: str) -> httpx.Client:
    """Make a client for bulk reads. Raises Misconfigured where `ca_file` cannot be used."""
    try:
        verify = _certificates(config)
    except OSError as error:
        raise _no_certificates(config) from error
    return httpx.Client(
        auth=(config.email, token) if config.email else _bearer(token),
        timeout=httpx.Timeout(config.timeout_seconds, connect=CONNECT_SECONDS),
        verify=verify,
        headers={"Accept": "application/json"},
    )


def _certificates(config: JiraConfig) -> ssl.SSLContext:
    if config.api.startswith("http://"):  # loopback: to load no certificates is faster by far
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return ssl.create_default_context(cafile=str(config.ca_file) if config.ca_file else None)


def _no_certificates(config: JiraConfig) -> Misconfigured:
    return Misconfigured(f"The tracker {config.name}: ca_file {config.ca_file} holds no certificates that can be read.")


def _bearer(token: str) -> Callable[[httpx.Request], httpx.Request]:
    def authorize(request: httpx.Request) -> httpx.Request:
        request.headers["Authorization"] = f"Bearer {token}"
        return request

    return authorize
