from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.git.address import Address, Transport, filled, parse_remote, valid_branch, valid_web_url


@pytest.mark.parametrize(
    ("remote", "transport", "place", "home"),
    [
        ("https://github.com/acme/ops", "https", "github.com/acme/ops", "acme/ops"),
        ("https://github.com/acme/ops.git", "https", "github.com/acme/ops", "acme/ops"),
        ("https://GitHub.com/Acme/Ops.git/", "https", "github.com/acme/ops", "Acme/Ops"),
        ("https://git.example.org:8443/acme/ops", "https", "git.example.org/acme/ops", "acme/ops"),
        ("https://[::1]:8443/acme/ops", "https", "[::1]/acme/ops", "acme/ops"),
        ("git@github.com:acme/ops.git", "ssh", "github.com/acme/ops", "acme/ops"),
        ("github.com:acme/ops", "ssh", "github.com/acme/ops", "acme/ops"),
        ("ssh://git@github.com/acme/ops.git", "ssh", "github.com/acme/ops", "acme/ops"),
        ("ssh://git@ssh.github.com:443/acme/ops.git", "ssh", "github.com/acme/ops", "acme/ops"),
        ("git@host:/srv/ops.git", "ssh", "host/srv/ops", "srv/ops"),
        ("git@host:ops.git", "ssh", "host/ops", ""),
        ("git@gitlab.com:group/sub/ops.git", "ssh", "gitlab.com/group/sub/ops", "group/sub/ops"),
        ("file:///srv/git/ops.git", "file", "/srv/git/ops.git", ""),
        ("file://localhost/srv/a%20b", "file", "/srv/a b", ""),
        ("/srv/git/ops.git", "file", "/srv/git/ops.git", ""),
        ("/srv/a:b", "file", "/srv/a:b", ""),
        ("./ops:2", "file", "./ops:2", ""),
        ("../ops", "file", "../ops", ""),
    ],
)
def test_what_a_remote_means(remote: str, transport: str, place: str, home: str) -> None:
    address = parse_remote(remote)
    assert (address.transport, address.place, address.home) == (transport, place, home)


@pytest.mark.parametrize(
    ("remote", "words"),
    [
        ("", "empty"),
        ("-oProxyCommand=x", "begins with '-'"),
        ("--upload-pack=x", "begins with '-'"),
        ("ext::sh -c x", "spaces"),
        ("ext::sh%20-c", "'ext::' is not allowed"),
        ("fd::17", "'fd::' is not allowed"),
        ("https::https://github.com/a/b", "'https::' is not allowed"),
        ("http://github.com/a/b", "http:// is not allowed"),
        ("git://github.com/a/b", "git:// is not allowed"),
        ("ftp://x/y", "ftp:// is not allowed"),
        ("git+ssh://x/y", "git+ssh:// is not allowed"),
        ("https://github.com", "names no repository"),
        ("https://github.com/", "names no repository"),
        ("https:///a/b", "not a host name"),
        ("https://-x/a/b", "not a host name"),
        ("https://a_b$(x)/a/b", "not a host name"),
        ("https://github.com:99999/a/b", "not a host name"),
        ("https://github.com/a/b?x=y", "names no repository"),
        ("https://github.com/a/b#x", "names no repository"),
        ("ssh://-oProxyCommand=x/y", "not a host name"),
        ("ssh://git@-oProxyCommand=x/y", "not a host name"),
        ("ssh://-l@host/y", "not a host name"),
        ("ssh://host/-x", "names no repository"),
        ("-l@host:y", "begins with '-'"),
        ("git@-host:y", "no user@host:path"),
        ("git@host:-x", "no user@host:path"),
        ("git@host:", "no user@host:path"),
        ("C:\\repos\\ops", None),
        ("file://elsewhere/srv/x", "absolute path"),
        ("file://srv", "absolute path"),
        ("https://github.com/a/b\nc", "spaces or characters"),
        ("/srv/a\0b", "spaces or characters"),
        ("file:///srv/a%00b", "absolute path"),
    ],
)
def test_what_is_refused(remote: str, words: str | None) -> None:
    if words is None:  # a drive is a host's name to Git; harmless, and said when it is not found
        assert parse_remote(remote).transport is Transport.SSH
        return
    with pytest.raises(ValueError, match=re.escape(words)):
        parse_remote(remote)


@pytest.mark.parametrize("login", ["user:s3cret@", "s3cret@", ":s3cret@", "user:s3@cret@"])
@pytest.mark.parametrize("scheme", ["https", "ssh", "http", "file"])
def test_no_credential_is_taken_or_shown(scheme: str, login: str) -> None:
    if scheme == "ssh" and ":" not in login:
        assert parse_remote(f"ssh://{login}host/a/b").transport is Transport.SSH
        return
    with pytest.raises(ValueError, match=r"^(?!.*s3).*(the remote's|the remote holds|needs an absolute path)"):
        parse_remote(f"{scheme}://{login}host/a/b")


def taken(text: str) -> Address | str:
    try:
        return parse_remote(text)
    except ValueError as error:
        return str(error)


@given(st.text(max_size=60) | st.from_regex(r"(https?|ssh|file|ext|git)(://|::)[-\w.@:/\[\]%?#]{0,40}", fullmatch=True))
def test_any_text_is_an_address_or_a_line_about_it(text: str) -> None:
    address = taken(text)
    if isinstance(address, str):
        assert len(address.splitlines()) == 1
        return
    assert not address.url.startswith("-")
    assert not address.path.startswith("-") or address.transport is Transport.FILE
    assert not address.host.startswith("-")
    assert "::" not in address.url.partition("/")[0] or "[" in address.url
    assert address.transport is not Transport.HTTPS or "@" not in address.url.split("/")[2]


names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,8}[A-Za-z0-9]", fullmatch=True).filter(
    lambda n: not n.endswith(".git")
)


@given(st.sampled_from(["github.com", "git.example.org"]), names, names)
def test_one_repository_has_one_place_however_it_is_reached(host: str, owner: str, name: str) -> None:
    spelled = [
        f"https://{host}/{owner}/{name}",
        f"https://{host.upper()}:443/{owner}/{name}.git",
        f"ssh://git@{host}:22/{owner}/{name}.git/",
        f"git@{host}:{owner}/{name}.git",
        f"{host}:/{owner}/{name}",
    ]
    assert len({parse_remote(remote).place for remote in spelled}) == 1
    assert {parse_remote(remote).home for remote in spelled} == {f"{owner}/{name}"}


@pytest.mark.parametrize(
    ("remote", "line", "url"),
    [
        ("git@github.com:acme/ops.git", None, "https://github.com/acme/ops/blob/c0ffee/pm/a%20b.md"),
        ("git@github.com:acme/ops.git", 3, "https://github.com/acme/ops/blob/c0ffee/pm/a%20b.md?plain=1#L3"),
        ("https://ghe.example.org:8443/a/b", None, "https://ghe.example.org:8443/a/b/blob/c0ffee/pm/a%20b.md"),
        ("ssh://git@ghe.example.org:2222/a/b", None, "https://ghe.example.org/a/b/blob/c0ffee/pm/a%20b.md"),
        ("git@gitlab.com:g/s/n.git", 3, "https://gitlab.com/g/s/n/-/blob/c0ffee/pm/a%20b.md?plain=1#L3"),
        ("git@bitbucket.org:a/b.git", 3, "https://bitbucket.org/a/b/src/c0ffee/pm/a%20b.md#lines-3"),
        ("/srv/git/a.git", 3, ""),
    ],
)
def test_where_a_document_is_on_the_web(remote: str, line: int | None, url: str) -> None:
    assert parse_remote(remote).web_url("pm/a b.md", "c0ffee", line) == url


@given(st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable()))
def test_no_path_breaks_out_of_an_address(path: str) -> None:
    base = "https://github.com/acme/ops/blob/c0ffee/"
    address = parse_remote("git@github.com:acme/ops").web_url(path, "c0ffee")
    assert address.startswith(base)
    assert not set(address.removeprefix(base)) & set("?#<>\"' \\")
    assert filled("https://x/{path}", path, "c", None) == "https://x/" + address.removeprefix(base)


@pytest.mark.parametrize("template", ["javascript:{path}", "https://x/{commit}", "//x/{path}"])
def test_a_template_that_leads_nowhere_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="web_url must begin"):
        valid_web_url(template)


@pytest.mark.parametrize("branch", ["", "main", "release/1.0", "dependabot/npm_and_yarn/x-1.2.3", "ü", "a@b", "a{b"])
def test_names_of_branches(branch: str) -> None:
    assert valid_branch(branch) == branch


@pytest.mark.parametrize(
    "branch",
    ["-x", "a b", "a..b", "a~1", "a^", "a:b", "a?", "a*", "a[b", "a\\b", "/a", "a/", "a//b", "a.", ".a", "a/.b",
     "a.lock", "a.lock/b", "a@{1}", "a\n"],
)  # fmt: skip
def test_what_is_no_name_of_a_branch(branch: str) -> None:
    with pytest.raises(ValueError, match="not the name of a branch"):
        valid_branch(branch)
