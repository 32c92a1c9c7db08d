"""What Git's complaints mean: its standard error -> one of our errors, in one line and without secrets. Pure.

Git has no exit codes for this, but its words are stable when `LC_ALL=C`. The first row that matches decides, so
the telling words of ssh and https stand above the general ones that follow them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from connectors.errors import ConnectorError, Misconfigured, Refused, Temporary
from connectors.paths import shown

_TOKEN = "check its token (`token_env`, `token_file`) and the token's rights"  # noqa: S105  (the words for one)

_MEANINGS: tuple[tuple[type[ConnectorError], str, str], ...] = (
    (Refused, r"host key verification failed|no \S+ host key is known", "add the host's key to ~/.ssh/known_hosts"),
    (Refused, r"permission denied \(|too many authentication failures", "check the ssh key and its rights"),
    (Refused, r"authentication failed|could not read (username|password)|returned error: (401|403)", _TOKEN),
    (Refused, r"ssl cert|certificate|unable to get local issuer", "give the host's certificates as `ca_file`"),
    (Refused, r"dubious ownership|permission denied", "give the program's user the right to read it"),
    (Misconfigured, r"couldn't find remote ref head\b", "it has no commits; name a `branch` if there is another"),
    (Misconfigured, r"couldn't find remote ref", "it has no such branch; correct `branch`"),
    (Misconfigured, r"repository.{0,300}not found|returned error: (404|410)|could not be found",
     "no such repository, or no right to see it; correct `remote` or its token"),
    (Misconfigured, r"does not appear to be a git repository|no such file or directory|not a git repository:",
     "correct `remote`"),
    (Misconfigured, r"returned error: 30\d|unable to update url base",
     "it has moved; correct `remote` (some hosts want .git at its end)"),
    (Misconfigured, r"transport '.*' not allowed", "use https, ssh or a local path"),
    (Temporary, r"could not resolve|failed to connect|couldn't connect|connection (refused|reset|closed|timed out)",
     "it is tried again"),
    (Temporary, r"timed out|network is unreachable|no route to host|operation too slow|early eof|hung up|rpc failed",
     "it is tried again"),
    (Temporary, r"returned error: (408|429|5\d\d)|unexpected disconnect|empty reply|transfer closed|unable to access",
     "it is tried again"),
    (Temporary, r"could not read from remote repository", "it is tried again"),
)  # fmt: skip


def meaning(complaint: str, where: str, names: Iterable[str], copy: str) -> ConnectorError | None:
    """Say what a complaint about the remote means; None if it is about our own copy.

    `complaint` must have been through `scrubbed`. `where` is for the message, `names` (the remote, the branch) are
    not read for their meaning, whatever they are called, and neither is what the server itself says. `copy` is the
    directory of our copy.
    """
    if re.search(r"no space left on device|disk quota exceeded", complaint, re.IGNORECASE):
        return Temporary(f"{where} cannot be fetched: {gist(complaint)} (make room for the cache)")
    if copy in complaint:
        return None
    heard = "\n".join(line for line in complaint.splitlines() if not line.startswith("remote:"))
    for name in names:
        heard = heard.replace(name, "") if name else heard
    for kind, pattern, remedy in _MEANINGS:
        if re.search(pattern, heard, re.IGNORECASE):
            return kind(f"{where} cannot be fetched: {gist(complaint)} ({remedy})")
    return None


def gist(complaint: str) -> str:
    """Give the telling line of a complaint, fit to be shown."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    telling = [line for line in lines if re.match(r"(fatal|error|ssh): ", line, re.IGNORECASE)]
    general = "could not read from remote repository"
    line = next((line for line in telling if general not in line.lower()), None) or next(iter(lines), "no reason given")
    return shown(re.sub(r"^(fatal|error): ", "", line, flags=re.IGNORECASE))


def scrubbed(complaint: str, secrets: Iterable[str]) -> str:
    """Take secrets, and whatever stands where a URL has its password, out of what Git or a server said."""
    for secret in secrets:
        complaint = complaint.replace(secret, "***") if secret else complaint
    return re.sub(r"://[^/\s@]*@", "://***@", complaint)
