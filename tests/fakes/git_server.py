"""A loopback server that speaks Git's smart protocol over https, by way of `git http-backend`.

It wants a token, and while Git waits for its answer it looks whether any process shows that token among its
arguments. https://git-scm.com/docs/git-http-backend
"""

from __future__ import annotations

import base64
import os
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.fakes.certificates import Certificate


class GitServer(ThreadingHTTPServer):
    """Serves the repositories below `root` to whoever shows `token`; an empty one lets everybody in."""

    daemon_threads = True

    def __init__(self, root: Path, token: str, certificate: Certificate) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate.chain_file, certificate.key_file)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.root = root
        self.ca_file = certificate.chain_file
        self.authorization = "Basic " + base64.b64encode(f"x-access-token:{token}".encode()).decode()
        self.token = token
        self.status: int | None = None
        self.location = ""
        self.lines: list[str] = []
        self.authorizations: list[str] = []
        self.arguments_with_token: list[bytes] = []
        self.waiting: threading.Event | None = None

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up: some tests are about them."""


@contextmanager
def serving(root: Path, token: str, certificate: Certificate) -> Iterator[GitServer]:
    """Run a server for as long as the block lasts."""
    with GitServer(root, token, certificate) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            if server.waiting is not None:
                server.waiting.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: GitServer

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def log_message(self, *args: object) -> None:
        """Keep the tests' output clean."""

    def _answer(self, body: bytes) -> None:
        server = self.server
        server.lines.append(self.requestline)
        server.authorizations.append(self.headers.get("Authorization", ""))
        server.arguments_with_token += _arguments_with(server.token)
        if server.waiting is not None:
            server.waiting.wait()
        elif server.status is not None:
            self._plain(server.status, {"Location": server.location} if server.location else {})
        elif server.token and self.headers.get("Authorization") != server.authorization:
            self._plain(401, {"WWW-Authenticate": 'Basic realm="git"'})
        else:
            self._backend(body)

    def _plain(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": "0"}.items():
            self.send_header(name, value)
        self.end_headers()

    def _backend(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_PROJECT_ROOT": str(self.server.root),
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REMOTE_ADDR": "127.0.0.1",
        }
        done = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True, check=True)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.send_response(int(headers.pop("Status", "200").split()[0]))
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def _arguments_with(token: str) -> list[bytes]:
    """Look at every process's arguments, as anybody on the machine can."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = file.read_bytes()
        except OSError:  # it has ended
            continue
        if token and token.encode() in line:
            found.append(line)
    return found
