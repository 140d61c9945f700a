"""Nothing leaks: what is not public is nowhere in what everybody gets, and changes nothing of it.

A repository with a past holds a secret in every place that is not public (`canaries.py`), and every byte of what is
made of it is searched, unpacked and in twelve encodings (`leaks.py`). A search that finds nothing proves something only
if it would have found it: each is shown to find what is public, and what was put there to be found.
"""

from __future__ import annotations

import base64
import gzip
import importlib
import io
import json
import platform
import random
import re
import shutil
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner
from PIL import ImageDraw

import canaries
from conftest import ROOT, git, run, site_of
from leaks import ENCODINGS, PRIVATE, PUBLIC, chunks, traces, traces_below
from yousaid import cli, search
from yousaid.outputs import pictures
from yousaid.views import About

CHANGES = 1_000
"""How many private places are changed, one after another of the same site."""
PICTURED = About("Qzamselsite", "https://feedback.example.org/", card="drawn", cards=True)
LOOK = {".css", ".js", ".map", ".png", ".svg", ".pagefind", ".pf_meta"}
"""Kinds of files that hold none of our words."""
REVIEWERS_SEE = ("ada_at", "described_key", "expired_key", "never_key")
"""What a preview may say: who is thanked, by key, and the consent of those who become named."""
FAULTY = {
    "open.yml": {"asked: 2026-01-12": "asked: last qzamselwinter", "channel: support": "chanel: qzamselsupport"},
    "refused.yml": {"answered: 2026-02-01": "shipped: 2026-02-01", "area: qzamselarea": "area: qzamselare"},
    "late.yml": {"idea: Yes.": "idea: My colleague Qzamsel said yes."},
}
"""Mistakes in public records, by file: what is right, and what stands there instead."""
PIECES = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
"""What a picture consists of; all else that a PNG can hold tells something."""


@dataclass(frozen=True)
class Build:
    """A site, what it was made of, and what was said meanwhile."""

    root: Path
    log: str

    @property
    def site(self) -> Path:
        return self.root / "site"


EMBEDDED = {"  - yousaid: {": "  - search\n  - yousaid: {mode: embedded, "}


def build(place: Path, words: Mapping[str, str], instead: Mapping[str, str] = MappingProxyType({})) -> Build:
    """Build the site of the story with these words; ``instead`` tells what else is written differently."""
    root = canaries.make(place, words, instead)
    done = run("yousaid", "build", cwd=root, **canaries.environment(root, words))
    assert done.returncode == 0, done.stdout + done.stderr
    return Build(root, done.stdout + done.stderr)


@pytest.fixture(scope="module")
def standalone(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build(tmp_path_factory.mktemp("standalone"), canaries.planted())


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build(tmp_path_factory.mktemp("embedded"), canaries.planted(), EMBEDDED)


@pytest.fixture(params=["standalone", "embedded"])
def built(request: pytest.FixtureRequest) -> Build:
    """The site in its own look, and in that of Material with its search."""
    made: Build = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return canaries.make(tmp_path, canaries.planted())


def said(found: Mapping[str, list[str]]) -> str:
    return "\n".join(f"{path}: {trace}" for path, some in found.items() for trace in some)


# The search


def _picture(text: bytes = b"", pixels: bytes = b"") -> bytes:
    """Return a PNG with a text beside its pixels, which come in pieces."""
    packed = zlib.compress(b"\0" + pixels)
    parts = [(b"IHDR", b"\0" * 13), (b"tEXt", b"Comment\0" + text), (b"IDAT", packed[:7]), (b"IDAT", packed[7:])]
    made = (struct.pack(">I", len(body)) + kind + body + b"\0" * 4 for kind, body in [*parts, (b"IEND", b"")])
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def _zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", data)
    return out.getvalue()


PACKINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "between others": lambda data: b"\xff\xfe<p>" + data + b"</p>\0",
    "gzip": gzip.compress,
    "gzip in gzip": lambda data: gzip.compress(b"before" + gzip.compress(data)),
    "zlib": lambda data: b"%PDF stream\n" + zlib.compress(data),
    "zip": _zipped,
    "a text of a picture": lambda data: _picture(text=data),
    "a packed text of a picture": lambda data: _picture(text=zlib.compress(data)),
    "the pixels of a picture": lambda data: _picture(pixels=data),
    "a picture in an address": lambda data: b"url(data:image/png;base64," + base64.b64encode(_picture(pixels=data)),
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_word_is_found_however_it_is_written_and_packed(encoding: str, packing: str) -> None:
    pack = PACKINGS[packing]
    for before in range(5):  # no encoding takes more letters together
        leak = ENCODINGS[encoding](f"{'It is'[:before]}{PRIVATE}forever")
        assert any(trace.startswith(encoding) for trace in traces(pack(leak))), before
    assert traces(pack(ENCODINGS[encoding](f"a {PUBLIC}"))) == []


@pytest.mark.parametrize(
    "leak",
    [
        b"SUMMARY:A long line qzka\r\n nari",
        b"<p>qz<mark>kan</mark><b>ari",
        "qzka\u200bna\u00adri".encode(),
        b"qzka&shy;nari",
        b"QZKANARI",
    ],
)
def test_a_word_is_found_as_its_readers_see_it(leak: bytes) -> None:
    assert traces(leak)


def test_there_are_twelve_encodings_which_all_differ() -> None:
    assert len({encode(PRIVATE) for encode in ENCODINGS.values()}) == len(ENCODINGS) == 12


def test_what_is_broken_is_searched_as_far_as_it_goes() -> None:
    noise = random.Random(1).randbytes(10_000)
    packed = gzip.compress(noise[:5_000] + PRIVATE.encode() + noise[5_000:])
    assert traces(packed[:8_000] + b"\xff" * 2_000)
    assert traces(packed[:2_000] + b"\xff" * 2_000) == []


# The site


def test_nothing_private_is_in_the_site(built: Build) -> None:
    assert said(traces_below(built.site)) == ""


def test_the_search_finds_what_is_public_in_every_kind_of_file(built: Build) -> None:
    found = {Path(path).suffix for path in traces_below(built.site, PUBLIC)}
    there = {file.suffix for file in built.site.rglob("*") if file.is_file()}
    assert there - found <= LOOK
    assert {".html", ".json", ".xml", ".csv", ".ndjson"} <= found
    if search.program() and (built.site / "pagefind").exists():
        assert {".pf_fragment", ".pf_index", ".pf_filter"} <= found


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_search_finds_a_leak_in_every_kind_of_file(encoding: str, built: Build) -> None:
    leak = ENCODINGS[encoding](f"a {PRIVATE}!")
    kinds = {file.suffix: file.read_bytes() for file in sorted(built.site.rglob("*")) if file.is_file()}
    assert len(kinds) > 8
    for suffix, data in kinds.items():
        assert traces(data) == []
        assert traces(leaking(data, leak)), suffix


def leaking(data: bytes, leak: bytes) -> bytes:
    """Return a file with something in the midst of it, in the way of its kind."""
    if data.startswith(b"\x1f\x8b"):
        return gzip.compress(leaking(gzip.decompress(data), leak))
    if data.startswith(b"\x89PNG"):
        body = b"tEXtComment\0" + leak
        return data[:33] + struct.pack(">I", len(body) - 4) + body + b"\0" * 4 + data[33:]
    return data[: len(data) // 2] + leak + data[len(data) // 2 :]


def test_every_file_of_the_site_can_be_read_by_the_search(built: Build) -> None:
    for file in built.site.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert data.startswith((b"\x1f\x8b", b"\x89PNG")) or data.decode(), file


def test_a_picture_is_nothing_but_pixels(built: Build) -> None:
    ours = list(built.site.rglob("card.png"))
    assert bool(ours) is not (built.site / "search" / "search_index.json").exists(), "an embedded site has none"
    for file in ours:
        assert {kind for kind, _ in chunks(file.read_bytes())} <= PIECES, file


def test_the_site_does_not_know_where_it_was_built(built: Build) -> None:
    machine = {name for name in (platform.node(),) if len(name) > 9}
    for word in {sys.prefix, str(ROOT), str(built.root), *machine}:
        assert said(traces_below(built.site, word)) == "", word


def test_the_past_is_told_in_it(built: Build) -> None:
    pages = {path: (built.site / "decisions" / path / "index.html").read_text() for path in ("refused", "qzamselfax")}
    assert "qzamselbefore" in pages["refused"], "a wording of old"
    assert "decisions/refused/" in pages["qzamselfax"], "an address of old"
    assert (built.site / "decisions" / "struck" / "index.html").exists(), "a record of old"


def test_nothing_private_is_in_the_log(built: Build) -> None:
    assert traces(built.log.encode(), PUBLIC)
    assert traces(built.log.encode()) == []


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("site_url", {"site_url: https://": "site_url: https://me:$token@"}),
        ("repo_url", {"docs_dir: site_src": "docs_dir: site_src\nrepo_url: https://$token@forge.example/x"}),
    ],
)
def test_an_address_with_a_password_is_refused(name: str, written: Mapping[str, str], tmp_path: Path) -> None:
    words = canaries.planted()
    instead = {old: new.replace("$token", words["token"]) for old, new in written.items()}
    root = canaries.make(tmp_path, words, instead)
    for command in ("build", "check"):
        done = CliRunner().invoke(cli.main, [command, "--root", str(root)], catch_exceptions=False)
        assert done.exit_code == 1
        assert f"`{name}` must not hold a user or a password" in done.output
        assert traces(done.output.encode()) == []


def test_pictures_are_drawn_from_public_words_alone(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def seen(draw: Callable[..., object]) -> Callable[..., object]:
        def listened(pen: object, place: object, text: str, *how: object, **more: object) -> object:
            drawn.append(text)
            return draw(pen, place, text, *how, **more)

        return listened

    for name in ("text", "multiline_text"):
        monkeypatch.setattr(ImageDraw.ImageDraw, name, seen(getattr(ImageDraw.ImageDraw, name)))
    for file in pictures.files(site_of(story, PICTURED)):
        file.make()
    assert traces("\n".join(drawn).encode(), PUBLIC)
    assert traces("\n".join(drawn).encode()) == []


# What is said to those who write


@pytest.mark.parametrize("form", ["text", "github", "json", "sarif"])
def test_a_fault_tells_nothing_but_its_line(form: str, story: Path) -> None:
    """Faults stand on lines without a secret; comments, drafts and names are all around."""
    for name, faults in FAULTY.items():
        record = story / "decisions" / "2026" / name
        text = record.read_text()
        for old, new in faults.items():
            assert old in text
            text = text.replace(old, new)
        record.write_text(text)
    done = run("yousaid", "check", "--format", form, cwd=story, **canaries.environment(story, canaries.planted()))
    assert done.returncode == 1
    for code in ("YS202", "YS204", "YS310", "YS361", "YS907"):
        assert code in done.stdout
    assert traces(done.stdout.encode(), PUBLIC)
    assert traces((done.stdout + done.stderr).encode()) == []


def test_nothing_private_is_in_a_preview(tmp_path: Path) -> None:
    """The newest commit takes back a name, a reason and a record, edits a draft, and publishes an answer."""
    words = canaries.planted() | {place: f"{PUBLIC}{place.replace('_', '')}" for place in REVIEWERS_SEE}
    story, page = canaries.make(tmp_path, words), tmp_path / "page"
    around = canaries.environment(story, words)
    done = run("yousaid", "preview", "--since", "HEAD~1", "--page", str(page), cwd=story, **around)
    assert done.returncode == 0, done.stderr
    (page / "comment.md").write_text(done.stdout)
    assert {"comment.md", "index.html"} <= set(traces_below(page, PUBLIC))
    assert said(traces_below(page)) == ""
    assert traces(done.stderr.encode()) == []


@pytest.fixture(scope="module")
def older(standalone: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was public before the newest commit: it thanks people by name who may not be named any more."""
    site = tmp_path_factory.mktemp("older") / "site"
    done = run("yousaid", "build", "--at", "HEAD~1", "--site-dir", str(site), cwd=standalone.root)
    assert done.returncode == 0, done.stderr
    for name in ("gonename", "expiredname"):
        assert said(traces_below(site, PRIVATE + name))
    return site


def test_nothing_private_is_said_of_what_vanishes(standalone: Build, older: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(standalone.site, site)
    shutil.rmtree(site / "decisions" / "qzamselborn")
    listed = site / "api" / "v1" / "decisions.json"
    listed.write_text(json.dumps([each for each in json.loads(listed.read_text()) if each["id"] != "qzamselborn"]))
    for form in ("text", "github", "json", "sarif"):
        compared = ("--site", str(site), "--published", str(older), "--format", form)
        done = run("yousaid", "guard", *compared, cwd=standalone.root)
        assert done.returncode == 1
        assert traces(done.stdout.encode(), PUBLIC)
        assert said({form: traces((done.stdout + done.stderr).encode())}) == ""


def test_what_was_taken_back_is_gone_with_the_next_publishing(standalone: Build, older: Path, tmp_path: Path) -> None:
    public = tmp_path / "public"
    for site, is_clean in ((older, False), (standalone.site, True)):
        done = run("yousaid", "publish", "--site", str(site), str(public), cwd=standalone.root)
        assert done.returncode == 0, done.stderr
        assert bool(traces_below(public)) is not is_clean
    assert traces_below(public, PUBLIC)


# What is private changes nothing


def test_a_thousand_changes_of_what_is_private_change_no_byte(tmp_path: Path) -> None:
    """Every build holds something else at each private place, and all that differs may be the ids of its commits."""
    chance, planted = random.Random(20261122), canaries.planted()
    expected = files(build(tmp_path / "as planted", planted))
    assert len(differences(expected, files(build(tmp_path / "other", planted, {"qzamselidea": "qzamselwish"})))) > 2
    changes, number = 0, 0
    while changes < CHANGES:
        words = canaries.by_chance(chance)
        changes += sum(words[place] != planted[place] for place in planted)
        number += 1
        made = build(tmp_path / f"{number}", words)
        assert said(differences(expected, files(made))) == "", words
        shutil.rmtree(tmp_path / f"{number}")
    assert number < CHANGES / 100


def files(made: Build) -> dict[str, bytes]:
    """Return every file of a site with the numbers of commits in the place of their ids, which are made from secrets.

    The search index is left out: another project's program makes it.
    """
    ids = git(made.root, "rev-list", "--reverse", "--topo-order", "main").split()

    def numbered(match: re.Match[bytes]) -> bytes:
        found = [number for number, each in enumerate(ids) if each.startswith(match[0].decode())]
        return b"commit %d" % found[0] if found else match[0]

    there = {file.relative_to(made.site).as_posix(): file for file in made.site.rglob("*") if file.is_file()}
    return {
        path: re.sub(rb"\b[0-9a-f]{7,40}\b", numbered, file.read_bytes())
        for path, file in there.items()
        if not path.startswith("pagefind/")
    }


def differences(expected: Mapping[str, bytes], found: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return, for each file that differs, what stands there and there where it begins to."""
    apart = {}
    for path in sorted(expected.keys() | found.keys()):
        pair = expected.get(path, b""), found.get(path, b"")
        if pair[0] != pair[1] or (path in expected) != (path in found):
            at = next((place for place, (one, other) in enumerate(zip(*pair, strict=False)) if one != other), 0)
            apart[path] = [f"{each[max(0, at - 60) : at + 60]!r}" for each in pair]
    return apart


# The guards


@pytest.mark.parametrize(
    ("room", "guard", "without", "leak"),
    [
        ("site", "is_public", lambda record, today: True, "drafttitle"),
        ("site", "is_public", lambda record, today: not record.draft, "embargotitle"),
        ("site", "may_be_named", lambda customer, today: customer.name is not None, "expiredname"),
        ("site", "redact", lambda text, is_public, somebody: text, "answerwords"),
        ("past", "Unsayable.stands_in", lambda names, text: False, "gonename"),
    ],
)
def test_a_guard_that_sleeps_is_found_out(
    room: str, guard: str, without: Callable[..., object], leak: str, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that any output is made from is a `Site`."""
    assert traces(repr(site_of(story)).encode(), PUBLIC)
    assert traces(repr(site_of(story)).encode()) == []
    module = importlib.import_module(f"yousaid.views.{room}")
    *holder, name = guard.split(".")
    monkeypatch.setattr(getattr(module, holder[0]) if holder else module, name, without)
    assert any(leak in trace for trace in traces(repr(site_of(story)).encode()))
