"""Finished sites: built once, served as a careful host would serve them, and sorted by kinds of pages."""

from __future__ import annotations

import functools
import gzip
import http.server
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from filelock import FileLock

from conftest import run
from yousaid.urls import KINDS, PageKind

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
WITH_SEARCH = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""The policy of the page that holds the search, whose index is read by WebAssembly."""
KIND_NAMES = (*dict.fromkeys(kind.name for kind in KINDS), "hand-written", "unknown")
_PACKED = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".csv", ".ics", ".ndjson", ".webmanifest")


@dataclass(frozen=True)
class Finished:
    """A finished site: the folder with its files, and the address at which they are served."""

    folder: Path
    address: str

    @cached_property
    def kinds(self) -> dict[str, list[str]]:
        """All addresses of pages to read by the name of their kind, those with the least content first."""
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for file in sorted(self.folder.rglob("*.html")):
            if leads_on(file):
                continue
            address = file.relative_to(self.folder).as_posix().removesuffix("index.html")
            found[kind_of(address)].append((file.stat().st_size, address))
        return {name: [address for _, address in sorted(sized)] for name, sized in found.items()}

    def extremes(self, kind: str) -> list[str]:
        """Return the pages of a kind with the least and with the most content."""
        pages = self.kinds.get(kind, [])
        return list(dict.fromkeys([*pages[:1], *pages[-1:]]))


def leads_on(file: Path) -> bool:
    """Tell whether a page only leads from an old address to a new one."""
    return b'<meta http-equiv="refresh"' in file.read_bytes()


def kind_of(address: str) -> str:
    """Return the name of the kind of page that lies at an address."""
    if address == "404.html":
        return "unknown"
    return next((kind.name for kind in _LITERAL_FIRST if _pattern(kind).fullmatch(address)), "hand-written")


_LITERAL_FIRST = sorted(KINDS, key=lambda kind: "{key}" in kind.pattern)


def _pattern(kind: PageKind) -> re.Pattern[str]:
    more = r"(page/\d+/)?" if kind.paged else ""
    return re.compile(re.escape(kind.pattern).replace(r"\{key\}", "[^/]+") + more)


def built(shared: Path, name: str, write: Callable[[Path], None] | None, root: Path) -> Path:
    """Return the folder of a site, built by whoever of several processes comes first."""
    folder, mark = shared / name / "site", shared / name / "ready"
    (shared / name).mkdir(exist_ok=True)
    with FileLock(shared / f"{name}.lock"):
        if not mark.exists():
            if write:
                root = shared / name / "repository"
                write(root)
            # Warnings are no matter here: a corpus of hard cases has some.
            done = run("yousaid", "build", "--site-dir", str(folder), cwd=root)
            assert done.returncode == 0, done.stdout + done.stderr
            mark.touch()
    return folder


class _Host(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        if not found:
            file = Path(self.directory) / "404.html"
        body = file.read_bytes()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Security-Policy", WITH_SEARCH if self.path.startswith("/search/") else POLICY)
        self.send_header("Cache-Control", "max-age=600")
        if file.suffix in _PACKED:
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Pass over a browser that is closed while it loads."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, packed and with a strict policy, and give its address."""
    with _Server(("127.0.0.1", 0), functools.partial(_Host, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
