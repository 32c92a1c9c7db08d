"""Ask every part whether it is well: database, sources, trackers. One port, `Finding`, that each part answers."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.exc import DBAPIError

from connectors.tracker import Finding
from service.operations.context import Context, Endpoint
from service.store import sources


def check(context: Context) -> list[Finding]:
    """Give the findings of all parts; nothing is written anywhere but the database's own test."""
    findings = [_database(context)]
    for source in context.sources.values():
        findings += source.reader.check()
    for tracker in context.trackers.values():
        findings += tracker.open().check()
    findings += [_webhook(endpoint) for endpoint in context.endpoints.values()]
    findings += _settings(context)
    return findings


def _database(context: Context) -> Finding:
    shown = context.store.engine.url.render_as_string(hide_password=True)
    try:
        with context.store.write() as tx:
            since = sources.installed_at(tx, context.now())
    except DBAPIError as error:
        return Finding("database", ok=False, words=f"{shown}: {error.orig}", remedy="see that it can be written to")
    return Finding("database", ok=True, words=f"{shown}, in use since {since:%Y-%m-%d}")


def _webhook(endpoint: Endpoint) -> Finding:
    part, number = f"webhook {endpoint.name}", len(endpoint.secrets())
    if not number:
        words = "its secret cannot be read, or is empty: no delivery is taken in"
        return Finding(part, ok=False, words=words, remedy=f"see the settings of webhook {endpoint.name}")
    during = "; an old secret is valid as well" if number > 1 else ""
    return Finding(part, ok=True, words=f"/webhooks/{endpoint.name} takes in deliveries of {endpoint.kind}{during}")


def _settings(context: Context) -> Sequence[Finding]:
    findings = []
    if not context.sources:
        remedy = "add a [[sources]] entry to the configuration"
        findings.append(Finding("sources", ok=False, words="no source is configured", remedy=remedy))
    if context.policy.router.default is None:
        words = "no tracker is configured: items are tracked and never filed"
        findings.append(Finding("trackers", ok=False, words=words, remedy="add a [[trackers]] entry"))
    return findings
