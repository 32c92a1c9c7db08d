"""How a request that has no answer ended: before it was sent, or after. Pure, but for the settings' certificates."""

from __future__ import annotations

import ssl
from urllib.parse import urlsplit

import requests
import urllib3

from connectors.errors import ConnectorError, Misconfigured, Refused, Temporary
from connectors.github.config import GithubConfig
from connectors.github.failures import Deed, unanswered

_NOT_SENT = (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError)


def not_answered(error: requests.RequestException, deed: Deed, config: GithubConfig) -> ConnectorError:
    """Give the error for a failure of `requests`; only where no connection was made was nothing sent."""
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    if isinstance(error, requests.exceptions.SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(error):
        return untrusted(config)
    if isinstance(error, requests.ConnectTimeout) or isinstance(reason, _NOT_SENT):
        return unreachable(config, type(reason).__name__)
    if isinstance(error, requests.exceptions.ProxyError | requests.exceptions.InvalidURL):
        return unreachable(config, type(error).__name__)
    return unanswered(deed, f"no answer came ({type(error).__name__})")


def unreachable(config: GithubConfig, why: str) -> Temporary:
    """Give the error for a server to which there is no connection."""
    return Temporary(f"GitHub cannot be reached at {config.api_url} ({why}); is the address right, and the network up?")


def untrusted(config: GithubConfig) -> Refused:
    """Give the error for a server whose certificate is not trusted."""
    return Refused(f"The certificate of {config.api_url} is not trusted; name its authority's file in ca_file.")


def verify(config: GithubConfig) -> bool | str:
    """Give what `requests` takes as `verify`. Raises Misconfigured for a file without certificates."""
    context(config)
    return str(config.ca_file) if config.ca_file else True


def context(config: GithubConfig) -> ssl.SSLContext:
    """Give what httpx takes as `verify`; on plain HTTP, which only loopback may be, no certificates are loaded.

    Raises Misconfigured for a file without certificates.
    """
    if urlsplit(config.api_url).scheme == "http":
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return ssl.create_default_context(cafile=str(config.ca_file) if config.ca_file else None)
    except OSError as error:  # what ssl raises is one, too
        raise Misconfigured(f"ca_file of tracker {config.name} has no certificates: {config.ca_file}.") from error
