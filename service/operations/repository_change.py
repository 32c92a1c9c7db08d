"""What is done when a repository as a whole has changed: a public one is held for a person, the rest is noted."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.webhook import Change, RepositoryChanged
from service.operations.context import Context
from service.store import sources

_WORDS: Mapping[Change, str] = {
    Change.RENAMED: "the repository is called {name} now; correct the source's address",
    Change.TRANSFERRED: "the repository was transferred, and is {name} now; correct the source's address",
    Change.ARCHIVED: "{name} was archived: nobody can write its postmortems any more",
    Change.DELETED: "{name} was deleted: remove the source, or correct its address",
    Change.UNARCHIVED: "{name} is no longer archived",
    Change.PRIVATIZED: "{name} was made private",
}
_PROBLEMS = {Change.RENAMED, Change.TRANSFERRED, Change.ARCHIVED, Change.DELETED}


def note_change(context: Context, name: str, hint: RepositoryChanged) -> str:
    """Note what happened to a source's repository, and say it in words.

    A problem stays with the source until a scan succeeds; a hold until a person lets go.
    """
    source = context.sources[name]
    with context.store.write() as tx:
        row = sources.ensure(tx, name=name, kind=source.kind, visibility=source.visibility, new_id=context.new_id)
        if hint.change is Change.PUBLICIZED:
            words = (
                f"{hint.name} was made public: see whether everybody may read its postmortems, and what is made of "
                f"them; then `closeout accept {name}`"
            )
            sources.hold(row, words)
            return words
        words = _WORDS[hint.change].format(name=hint.name)
        if hint.change in _PROBLEMS:
            sources.failed(row, words, context.now())
        return words
