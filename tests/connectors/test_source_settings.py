from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from connectors.directory.config import DirectoryConfig
from connectors.git.config import GitConfig
from connectors.registry import SOURCES, SourceConfig, build_source
from connectors.visibility import Visibility

GIT = {"name": "x", "remote": "https://github.com/acme/ops"}
DIRECTORY = {"name": "x", "path": "/srv/docs"}


def test_little_needs_to_be_said() -> None:
    config = GitConfig.model_validate(GIT)
    assert (config.branch, config.visibility, config.max_bytes) == ("", Visibility.MEMBERS, 1_000_000)
    assert DirectoryConfig.model_validate(DIRECTORY).visibility is Visibility.MEMBERS


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"colour": "red"}, "colour"),
        ({"name": ""}, "name"),
        ({"name": "../x"}, "name"),
        ({"name": "a b"}, "name"),
        ({"include": ()}, "include"),
        ({"include": ("/a",)}, "no relative path"),
        ({"exclude": ("a**",)}, "has '**' inside a part"),
        ({"max_bytes": 0}, "max_bytes"),
    ],
)
@pytest.mark.parametrize("kind", ["git", "directory"])
def test_what_cannot_be_is_refused(kind: str, settings: dict[str, Any], words: str) -> None:
    right = GIT if kind == "git" else DIRECTORY
    with pytest.raises(ValidationError) as caught:
        SOURCES[kind].config.model_validate({**right, **settings})
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"remote": "ext::sh"}, "not allowed"),
        ({"branch": "-x"}, "not the name of a branch"),
        ({"web_url": "ftp://x/{path}"}, "web_url must begin"),
        ({"token_env": "A", "token_file": "/t"}, "not both"),
        ({"token_env": "A", "remote": "git@github.com:acme/ops"}, "a token is for https"),
        ({"token_env": "A=B"}, "token_env"),
        ({"username": "a\nb"}, "username"),
        ({"fetch_seconds": 0}, "fetch_seconds"),
    ],
)
def test_what_cannot_be_of_git_is_refused(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        GitConfig.model_validate({**GIT, **settings})
    assert words in str(caught.value)


def test_each_kind_is_built_from_its_settings(tmp_path: Path) -> None:
    configs: list[SourceConfig] = [GitConfig.model_validate(GIT), DirectoryConfig.model_validate(DIRECTORY)]
    sources = [build_source(config, tmp_path) for config in configs]
    assert [source.territory() for source in sources] == ["git:github.com/acme/ops", "directory:/srv/docs"]
    assert {config.kind for config in configs} == set(SOURCES)
    assert not list(tmp_path.iterdir())


def test_the_registry_alone_loads_no_connector() -> None:
    script = (
        "import sys, connectors.registry as r; print([m for m in sys.modules if m.endswith(('.source', '.cache'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['connectors.source']"
