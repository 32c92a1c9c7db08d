"""The token, as the settings say where it is."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.errors import Misconfigured
from connectors.jira.config import JiraConfig


def read_token(config: JiraConfig, environ: Mapping[str, str]) -> str:
    """Read the token from its variable or its file.

    Raises Misconfigured where there is none, or one that cannot stand in a header.
    """
    if config.token_env:
        where, token = f"the variable {config.token_env}", environ.get(config.token_env, "")
    else:
        assert config.token_file is not None
        where = f"the file {config.token_file}"
        try:
            token = config.token_file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Misconfigured(f"The tracker {config.name}: {where} with its token cannot be read.") from error
    token = token.strip()
    if not token:
        raise Misconfigured(f"The tracker {config.name}: {where} holds no token.")
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise Misconfigured(f"The tracker {config.name}: what {where} holds is no token.")
    return token
