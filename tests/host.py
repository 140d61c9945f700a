"""A host of a site on this machine, which can be told to answer wrongly."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


class Host:
    """Serves a folder; ``answers`` are given instead, by path; ``asked`` and ``posted`` are what came."""

    def __init__(self, folder: Path) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.posted: list[tuple[str, bytes]] = []
        self.servers: list[http.server.ThreadingHTTPServer] = []
        self.url = self._serve(folder)

    def _serve(self, folder: Path) -> str:
        host = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                host.asked.append(self.path)
                if self.path in host.answers:
                    host.answers[self.path](self)
                else:
                    super().do_GET()

            def do_POST(self) -> None:
                host.posted.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
                host.answers.get(self.path, saying(204))(self)

            def list_directory(self, path: object) -> None:
                """A folder without a page is nothing, as on the hosts of static sites."""
                self.send_error(404)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        self.servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """Serve a folder for as long as it is needed."""
    host = Host(folder)
    try:
        yield host
    finally:
        for server in host.servers:
            server.shutdown()
            server.server_close()


def saying(status: int, body: bytes = b"", **headers: str) -> Answer:
    """Return an answer with a status, a text and headers."""

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer
