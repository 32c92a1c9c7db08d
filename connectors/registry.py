"""Which connectors there are: kind -> its settings and how it is built. An explicit table.

Importing this imports the settings alone; what a connector needs is imported when one is built, so that whoever
only checks settings does not wait for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from connectors.directory.config import DirectoryConfig
from connectors.git.config import GitConfig
from connectors.github.config import WRITES, GithubConfig
from connectors.jira.config import BUDGETS, JiraConfig
from connectors.local.config import LocalConfig
from connectors.pace import Budget, Pace
from connectors.source import Source
from connectors.tracker import Tracker
from connectors.webhook import Receiver, Redeliverer

SourceConfig: TypeAlias = DirectoryConfig | GitConfig
TrackerConfig: TypeAlias = LocalConfig | GithubConfig | JiraConfig


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source: the type of its settings, and what makes a source of them and a directory for caches."""

    config: type[SourceConfig]
    build: Callable[[Any, Path], Source]


@dataclass(frozen=True, slots=True)
class TrackerKind:
    """A kind of tracker: the type of its settings, and what makes a tracker of them without any I/O."""

    config: type[TrackerConfig]
    build: Callable[[Any, Pace], Tracker]


@dataclass(frozen=True, slots=True)
class ReceiverKind:
    """A kind of sender of webhooks: what makes a receiver, and, where it can be asked to send again, who asks it.

    `redeliverer` is given the webhook's name (its address ends with it), and the settings of the source and of the
    tracker that it speaks for, as far as they are named.
    """

    build: Callable[[], Receiver]
    redeliverer: Callable[[str, SourceConfig | None, TrackerConfig | None, Pace], Redeliverer] | None = None


def _directory(config: DirectoryConfig, cache: Path) -> Source:  # noqa: ARG001  (it needs no cache)
    from connectors.directory.source import DirectorySource

    return DirectorySource(config)


def _git(config: GitConfig, cache: Path) -> Source:
    from connectors.git.source import GitSource

    return GitSource(config, cache, os.environ)


def _local(config: LocalConfig, pace: Pace) -> Tracker:
    from connectors.local.tracker import LocalTracker

    return LocalTracker(config, pace)


def _github(config: GithubConfig, pace: Pace) -> Tracker:
    from connectors.github.tracker import GithubTracker

    return GithubTracker(config, pace, os.environ)


def _jira(config: JiraConfig, pace: Pace) -> Tracker:
    from connectors.jira.tracker import JiraTracker

    return JiraTracker(config, pace, os.environ)


def _github_receiver() -> Receiver:
    from connectors.github.webhook import GithubReceiver

    return GithubReceiver()


def _jira_receiver() -> Receiver:
    from connectors.jira.webhook import JiraReceiver

    return JiraReceiver()


SOURCES: Mapping[str, SourceKind] = {
    "directory": SourceKind(DirectoryConfig, _directory),
    "git": SourceKind(GitConfig, _git),
}
TRACKERS: Mapping[str, TrackerKind] = {
    "local": TrackerKind(LocalConfig, _local),
    "github": TrackerKind(GithubConfig, _github),
    "jira": TrackerKind(JiraConfig, _jira),
}
RECEIVERS: Mapping[str, ReceiverKind] = {
    "github": ReceiverKind(_github_receiver),
    "jira": ReceiverKind(_jira_receiver),
}


def build_source(config: SourceConfig, cache: Path) -> Source:
    """Make the source that the settings describe; `cache` is a directory that it may write to and may lose."""
    return SOURCES[config.kind].build(config, cache)


def build_tracker(config: TrackerConfig, pace: Pace) -> Tracker:
    """Make the tracker that the settings describe."""
    return TRACKERS[config.kind].build(config, pace)


def budgets(trackers: Iterable[TrackerConfig]) -> Mapping[str, Budget]:
    """Give the budgets that these trackers' requests are counted against, by name, for the pace that they are given."""
    found: dict[str, Budget] = {}
    for config in trackers:
        if isinstance(config, GithubConfig):
            found[config.write_budget] = WRITES
        elif isinstance(config, JiraConfig):
            found |= BUDGETS
    return found
