"""`yousaid announce`: what is told between two commits is written or sent, noted, and never told again."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import SITE, git
from host import Host, hosted, saying
from past import Files, past
from test_announce import WORDS, merged, record
from test_cli import invoke
from yousaid.announce import ledger, posting, states
from yousaid.announce.states import Published
from yousaid.cli import announce as command
from yousaid.diagnostics import Diagnostic
from yousaid.pipeline import Settings

IDEA = "idea: Please print it in blue, with a margin of an inch, and staple it where it can be seen from afar.\n"


def told_apart(text: str) -> str:
    """Return a record with words of its own, so that git knows it again under another name."""
    return text.replace("idea: Please print it.\n", IDEA)


PLANNED, DONE = told_apart(record("planned", credit="ada, bob")), told_apart(record("shipped", credit="ada, bob"))
BACK = "changed_because: It broke.\n"
COMMITS: tuple[tuple[str, Files], ...] = (
    ("2026-01-01", {**SITE}),  # v0: there are no records
    ("2026-02-01", {**WORDS, "decisions/2026/print.yml": told_apart(record(credit="ada, bob"))}),  # v1
    ("2026-03-01", {"decisions/2026/print.yml": PLANNED}),  # v2
    (
        "2026-04-01",  # v3: other names, and done
        {"decisions/2026/print.yml": None, "decisions/2026/print-blue.yml": DONE.replace("ada", "ada-lovelace")}
        | {
            "decisions/customers/ada.yml": None,
            "decisions/customers/ada-lovelace.yml": WORDS["decisions/customers/ada.yml"],
        },
    ),
    ("2026-05-01", {"decisions/2026/print-blue.yml": told_apart(record("planned", BACK, "bob"))}),  # v4
    ("2026-05-02", {"decisions/2026/print-blue.yml": told_apart(record("shipped", BACK, "bob"))}),  # v5
    ("2026-05-03", {"decisions/2026/fax.yml": merged("print-blue", credit="cleo")}),  # v6
    ("2026-05-04", {"decisions/2026/fax.yml": "title: Broken\n"}),  # v7
    ("2026-05-05", {"decisions/2026/fax.yml": merged("print-blue", credit="cleo")}),  # v8
)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which an idea is answered, done under other names, undone, and done again."""
    root = past(tmp_path_factory.mktemp("announce") / "a repository", *COMMITS)
    commits = git(root, "rev-list", "--reverse", "HEAD").split()
    for number, commit in enumerate(commits):
        git(root, "tag", f"v{number}", commit)
    return root


@pytest.fixture
def root(story: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same, where nobody was told anything yet; each commit is looked at once for all tests."""
    monkeypatch.setattr(command, "published", _published)
    yield story
    git(story, "reset", "-q", "--hard", "v8")
    git(story, "clean", "-fdxq")
    shutil.rmtree(story.parent / "out", ignore_errors=True)


_SEEN: dict[tuple[object, ...], tuple[Published, tuple[Diagnostic, ...]]] = {}


def _published(
    settings: Settings, rev: str, *, told_on: dt.date | None = None
) -> tuple[Published, tuple[Diagnostic, ...]]:
    now = {file.name: file.read_bytes() for file in (settings.root / "decisions/customers").glob("*.yml")}
    key = settings.root, rev, settings.today, told_on, *sorted(now.items())
    if key not in _SEEN:
        _SEEN[key] = states.published(settings, rev, told_on=told_on)
    return _SEEN[key]


def announce(root: Path, *words: str, code: int = 0) -> str:
    return invoke("announce", "--root", str(root), *words, code=code)


def lines(root: Path) -> list[str]:
    """Return what is noted, as lines to compare."""
    file = root / ledger.NAME
    found = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    return [f"{line['record']} {line['customer']} {line['mark']}" for line in found]


def files(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_who_is_to_be_told_what_is_shown_and_nothing_is_written(root: Path) -> None:
    git(root, "reset", "-q", "--hard", "v2")
    said = announce(root, "--since", "v1", "--until", "v2")
    first, second = git(root, "rev-parse", "v1", "v2").split()
    assert said == (
        "print: Print\n"
        "  ada: a first answer, 8 days late; Received → Planned\n"
        "  bob: a first answer, 8 days late; Received → Planned\n"
        "\n"
        f"2 messages for 2 customers about 1 record, between {first[:12]} and {second[:12]}, as of 2026-03-01.\n"
    )
    assert "announc" not in git(root, "status", "--short", "--ignored")


def test_before_there_were_records_nothing_was_public(root: Path) -> None:
    assert "  bob: thanks for idea\n" in announce(root, "--since", "v0", "--until", "v1")
    assert announce(root, "--since", "v0", "--until", "v0").startswith("Nothing is public in ")


def test_other_names_are_those_of_the_same_record_and_customer(root: Path) -> None:
    said = announce(root, "--since", "v2", "--until", "v3")
    assert "print-blue: Print\n  ada-lovelace: Planned → Done\n  bob: Planned → Done\n" in said
    assert "Nobody is to be told" in announce(root, "--since", "v3", "--until", "v3")


def test_what_happens_again_is_told_again(root: Path, tmp_path: Path) -> None:
    def tell(since: str, until: str) -> None:
        git(root, "reset", "-q", "--hard", until)
        announce(root, "--since", since, "--until", until, "--to", str(tmp_path / until), "--format", "merge")

    tell("v1", "v2")
    tell("v1", "v3")
    tell("v3", "v4")
    tell("v1", "v5")
    tell("v1", "v6")
    tell("v1", "v8")
    assert lines(root) == [
        "print ada first-answer",
        "print ada outcome:planned:1",
        "print ada credit:idea",
        "print bob first-answer",
        "print bob outcome:planned:1",
        "print bob credit:idea",
        "print-blue ada-lovelace outcome:shipped:1",
        "print-blue bob outcome:shipped:1",
        "print-blue bob outcome:planned:2",
        "print-blue bob outcome:shipped:2",
        "print-blue cleo first-answer",
        "print-blue cleo outcome:shipped:2",
        "fax cleo merged:print-blue",
        "fax cleo credit:idea",
    ]
    assert not (tmp_path / "v8").exists()


def test_each_message_is_told_once_whatever_is_compared(root: Path) -> None:
    out = root.parent / "out"
    said = announce(root, "--since", "v1", "--to", str(out), "--format", "drafts, digest", "--format", "merge")
    assert "Written: " in said
    assert said.endswith("(5 files). It is noted in announced.ndjson: commit that file.\n")
    assert sorted(files(out)) == [
        ".gitignore",
        "digest.html",
        "digest.md",
        "drafts/bob--print-blue.eml",
        "drafts/cleo--print-blue.eml",
        "mail-merge.csv",
    ]
    assert git(root, "status", "--short") == f"?? {ledger.NAME}\n"
    before = files(out), lines(root)
    for since in ("v1", "v3", "v4"):
        announce(root, "--since", since, "--to", str(out), "--format", "digest")
        assert (files(out), lines(root)) == before


class KilledError(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("last", [0, 2, 6])
def test_a_run_that_is_stopped_is_made_up_for_byte_for_byte(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    words = ("--since", "v1", "--until", "v8", "--format", "drafts,merge,digest")
    announce(root, *words, "--to", str(tmp_path / "whole"))
    whole, noted = files(tmp_path / "whole"), lines(root)
    (root / ledger.NAME).unlink()
    calls = iter(range(10))
    replace = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if next(calls) == last:
            raise KilledError
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KilledError):
        announce(root, *words, "--to", str(tmp_path / "again"))
    monkeypatch.setattr(Path, "replace", replace)
    assert lines(root) == []
    assert len(files(tmp_path / "again")) == last
    announce(root, *words, "--to", str(tmp_path / "again"))
    assert (files(tmp_path / "again"), lines(root)) == (whole, noted)


def test_of_two_runs_at_once_the_second_waits_and_tells_the_rest(root: Path, tmp_path: Path) -> None:
    words = ("--since", "v1", "--until", "v8", "--format", "drafts")
    announce(root, *words, "--to", str(tmp_path / "one"))
    first = (root / ledger.NAME).read_bytes()
    (root / ledger.NAME).unlink()
    said: list[str] = []
    with ledger.locked(root):
        second = threading.Thread(
            target=lambda: said.append(announce(root, *words, "--to", str(tmp_path / "two"))), daemon=True
        )
        second.start()
        second.join(0.5)
        assert second.is_alive()
        (root / ledger.NAME).write_bytes(first)
    second.join()
    assert "Nobody is to be told" in said[0]
    assert (root / ledger.NAME).read_bytes() == first


def test_who_waits_too_long_for_another_run_is_told_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "PATIENCE", 0)
    with ledger.locked(root):
        said = announce(root, "--since", "v1", "--to", str(root.parent / "out"), "--format", "drafts", code=2)
    assert "another run is telling people" in said
    assert "try again" in said


def test_a_dry_run_shows_what_would_be_written_and_writes_nothing(root: Path) -> None:
    out = root.parent / "out"
    said = announce(root, "--since", "v1", "--to", str(out), "--format", "forge,drafts", "--dry-run")
    assert said.endswith("bob--print-blue.eml\n" + f"{out}/drafts/cleo--print-blue.eml\n")
    assert not out.exists()
    assert lines(root) == []
    assert not (root / ".announcing").exists()


SOURCE = "source: {{system: github, id: {0}, url: https://github.com/example/feedback/issues/{0}}}\n"


def test_comments_tell_those_who_asked_there_and_nobody_else(root: Path) -> None:
    for path, number in (("decisions/2026/print-blue.yml", 7), ("decisions/2026/fax.yml", 8)):
        with (root / path).open("a") as file:
            file.write(SOURCE.format(number))
    git(root, "commit", "-qam", "sources", when="2026-05-06T12:00:00Z")
    out, now = root.parent / "out", git(root, "rev-parse", "HEAD").strip()
    said = announce(root, "--since", "v1", "--until", "v8", "--to", str(out / "none"), "--format", "forge")
    assert "Not noted, since no comment reaches those who asked: 2 messages. Write what is left in another" in said
    assert not (root / ledger.NAME).exists()
    announce(root, "--since", "v5", "--until", now, "--to", str(out / "one"), "--format", "forge")
    assert {line.split()[1] for line in lines(root)} == {"cleo"}
    said = announce(root, "--since", "v1", "--until", now, "--to", str(out / "two"), "--format", "forge")
    assert {line.split()[1] for line in lines(root)} == {"bob", "cleo"}
    assert "Not noted" not in said


@pytest.mark.parametrize("words", [(), ("--dry-run",)])
def test_nothing_is_written_over_or_beside_what_may_not_have_been_sent(root: Path, words: tuple[str, ...]) -> None:
    out = root.parent / "out"
    (out / "drafts").mkdir(parents=True)
    (out / ".DS_Store").write_text("")
    words = ("--since", "v1", "--format", "drafts", *words, "--to")
    for name in ("cleo--print-blue.eml", "ada--earlier.eml"):
        (out / "drafts" / name).write_text("A draft with words of our own.\n")
        said = announce(root, *words, str(out), code=2)
        assert f"{name} is something else, which may not have been sent yet; name an empty folder" in " ".join(
            said.split()
        )
        (out / "drafts" / name).unlink()
    said = announce(root, *words, str(root), code=2)
    assert "is something else" in " ".join(said.split())
    assert not (root / ".gitignore").exists()
    assert lines(root) == []
    assert [*files(out)] == [".DS_Store"]


def test_who_has_withdrawn_since_then_is_told_nothing(root: Path) -> None:
    def customers() -> str:
        return announce(root, "--since", "v1", "--until", "v8")

    assert "bob" in customers()
    assert "cleo" in customers()
    (root / "decisions/customers/bob.yml").write_text("form: person\nwithdrawn: 2026-05-09\n")
    assert "bob" not in customers()
    (root / "decisions/customers/bob.yml").write_text("withdrawn: [\n")
    assert "bob" not in customers()
    (root / "decisions/customers/bob.yml").write_text("# withdrawn once, and back again\nform: person\n")
    (root / "decisions/customers/cleo.yml").unlink()
    assert "bob" in customers()
    assert "cleo" not in customers()


@pytest.mark.parametrize(
    "consent",
    [
        "consent: {given: 2026-01-01, how: asked, expires: 2001-02-01}\n",
        "consent: {given: 2026-01-01, how: asked, expires: soon}\n",
        "",
        "consent: [\n",
    ],
)
def test_whose_consent_is_gone_is_told_and_named_nowhere(root: Path, consent: str) -> None:
    (root / "decisions/customers/ada-lovelace.yml").write_text(f"name: Ada Example\nform: person\n{consent}")
    out = root.parent / "out"
    announce(root, "--since", "v1", "--until", "v3", "--format", "digest,drafts", "--to", str(out))
    found = files(out)
    assert "drafts/ada-lovelace--print-blue.eml" in found
    assert b"Thanks to customers without a name." in found["digest.md"]
    assert not [path for path, content in found.items() if b"Ada Example" in content]


def test_a_name_that_was_taken_back_since_then_is_in_no_text(root: Path) -> None:
    words = ("--since", "v1", "--until", "v3", "--format", "digest,drafts,forge,merge,webhook", "--to")
    announce(root, *words, str(root.parent / "out" / "before"))
    assert any(b"Ada Example" in content for content in files(root.parent / "out").values())
    (root / ledger.NAME).unlink()
    (root / "decisions/customers/ada-lovelace.yml").write_text("form: person\nwithdrawn: 2026-05-09\n")
    announce(root, *words, str(root.parent / "out" / "after"))
    after = files(root.parent / "out" / "after")
    assert b"Thanks to customers without a name." in after["digest.md"]
    assert not [path for path, content in after.items() if b"Ada Example" in content or b"ada-" in content]


def test_what_a_link_leads_to_is_not_written(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yml"
    elsewhere.write_text("form: person\n")
    link = root / "decisions/customers/link.yml"
    link.symlink_to(elsewhere)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "a link")
    link.unlink()
    announce(root, "--since", "v1", "--until", git(root, "rev-parse", "HEAD").strip(), code=1)
    assert elsewhere.read_text() == "form: person\n"


def test_while_a_line_of_the_ledger_cannot_be_read_nothing_is_sent(root: Path) -> None:
    good = '{"record":"print","customer":"bob","mark":"first-answer"}'
    (root / ledger.NAME).write_text(f"{good}\n<<<<<<< ours\n{good}\n")
    said = announce(root, "--since", "v1", "--to", str(root.parent / "out"), "--format", "drafts", code=1)
    assert "announced.ndjson:2:1: error[YS641]: a line must be a record, a customer and a mark" in said
    assert not (root.parent / "out").exists()


def test_a_state_with_faults_was_never_published(root: Path) -> None:
    for words in (("--since", "v7"), ("--since", "v1", "--until", "v7")):
        said = announce(root, *words, code=1)
        assert f"at `v7`; name another revision with {words[-2]}:\n" in said
        assert "decisions/2026/fax.yml" in said
        assert "That is about the files of commit " in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "v9"), "`v9` must be a revision that git knows here"),
        (
            ("--since", "v3", "--until", "v2"),
            "`v3` must lie in the history of `v2`, since nothing else was public here",
        ),
        (
            ("--since", "v3", "--until", "v3", "--today", "2026-03-01"),
            "`v3` is of 2026-04-01, and what is told is of 2026-03-01: name an older",
        ),
        (("--since", "v1", "--to", "out"), "--to and --format go together"),
        (("--since", "v1", "--format", "drafts"), "--to and --format go together"),
        (("--since", "v1", "--to", "out", "--format", "draft"), "there is no format `draft`; did you mean `drafts`?"),
        (("--since", "v1", "--to", "out", "--format", "x"), "there is no format `x`; type any of `drafts`, `merge`"),
        (("--since", "v1", "--addresses", __file__), "--addresses is for letters"),
        (("--since", "v1", "--post", "https://hooks.example.org/x"), "--post and --target go together"),
        (("--since", "v1", "--target", "slack"), "--post and --target go together"),
        (("--since", "v1", "--post", "env:YOUSAID_NONE", "--target", "slack"), "the variable `YOUSAID_NONE` must hold"),
        (("--since", "v1", "--post", "hooks", "--target", "slack"), "the address of a webhook must be a whole one"),
        (
            (
                "--since",
                "v1",
                "--to",
                "out",
                "--format",
                "merge",
                "--post",
                "https://a.example.org",
                "--target",
                "teams",
            ),
            "--to and --post are two ways of telling the same",
        ),
    ],
)
def test_what_does_not_go_together_is_said_in_a_sentence(root: Path, words: tuple[str, ...], said: str) -> None:
    assert said in " ".join(announce(root, *words, code=2).split())


@pytest.mark.parametrize("place", ["site/out", "site_src", "decisions/out", ".git/out", "published/out"])
def test_letters_are_written_to_no_place_that_is_published(root: Path, place: str) -> None:
    (root / "published/api/v1").mkdir(parents=True)
    (root / "published/api/v1/index.json").write_text("{}")
    said = announce(root, "--since", "v1", "--to", str(root / place), "--format", "drafts", code=2)
    assert "which is published or read" in " ".join(said.split())


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setattr(posting, "_PAUSES", ())
    with hosted(tmp_path) as found:
        monkeypatch.setenv("WEBHOOK", f"{found.url}secret")
        yield found


def test_what_a_webhook_takes_is_noted_one_by_one(root: Path, host: Host) -> None:
    words = ("--since", "v1", "--until", "v8", "--post", "env:WEBHOOK", "--target", "generic")
    assert "These would be sent to 127.0.0.1:" in announce(root, *words, "--dry-run")
    assert not host.posted
    taken = iter((204, 429))
    host.answers["/secret"] = lambda handler: saying(next(taken))(handler)
    said = announce(root, *words, code=2)
    assert "1 of 2 were taken, and are noted in announced.ndjson; try again for the rest" in said
    assert "secret" not in said
    assert {line.split()[1] for line in lines(root)} == {"bob"}
    host.answers["/secret"] = saying(500)
    said = announce(root, *words, code=2)
    assert "look there before you send it again. 0 of 1 were taken, and are noted in announced.ndjson\n" in said
    host.answers.clear()
    host.posted.clear()
    said = announce(root, *words)
    assert "Sent to 127.0.0.1:" in said
    assert "secret" not in said
    assert len(host.posted) == 1
    assert {line.split()[1] for line in lines(root)} == {"bob", "cleo"}
    announce(root, *words)
    assert len(host.posted) == 1


def test_letters_go_to_the_addresses_of_a_table_that_is_never_committed(root: Path) -> None:
    table, out = root.parent / "addresses.csv", root.parent / "out"
    table.write_text("key,email\nbob,bob@example.org\n")
    words = ("--since", "v1", "--until", "v8", "--to", str(out), "--format", "drafts", "--addresses")
    table.write_text("key;mail\n")
    assert "error[YS648]" in announce(root, *words, str(table), code=1)
    table.write_text("key,email\nbob,bob@example.org\n")
    said = announce(root, *words, str(table))
    assert said.endswith("Without an address: 1 letter, to cleo. Find these, or tell them yourself.\n")
    assert b"To: bob@example.org" in files(out)["drafts/bob--print-blue.eml"]
    assert b"To:" not in files(out)["drafts/cleo--print-blue.eml"]


def test_nobody_is_sent_to_a_site_that_nobody_knows(root: Path) -> None:
    config = root / "mkdocs.yml"
    config.write_text(re.sub("(?m)^site_url.*\n", "", config.read_text()))
    words = ("--since", "v1", "--until", git(root, "rev-parse", "v8").strip())
    assert "bob: a first answer" in announce(root, *words)
    said = announce(root, *words, "--to", str(root.parent / "out"), "--format", "drafts", code=2)
    assert "add `site_url:`" in said
    assert lines(root) == []


@pytest.mark.parametrize(("ignored", "warned"), [("", True), ("*.csv\n", False)])
def test_a_table_that_could_be_committed_is_named(root: Path, ignored: str, warned: bool) -> None:
    (root / ".gitignore").write_text(ignored)
    table = root / "addresses.csv"
    table.write_text("key,email\nbob,bob@example.org\ncleo,cleo@example.org\n")
    out = root.parent / "out"
    said = announce(root, "--since", "v1", "--to", str(out), "--format", "drafts", "--addresses", str(table))
    assert ("addresses.csv must never be committed: write its name into .gitignore" in said) is warned


def test_own_words_with_a_fault_stop_everything(root: Path) -> None:
    own = root / "announce/closing.txt.j2"
    own.parent.mkdir()
    own.write_text("{% if site %}\n")
    words = ("--since", "v1", "--to", str(root.parent / "out"), "--format", "drafts")
    assert "announce/closing.txt.j2:1:1: error[YS646]" in announce(root, *words, code=1)
    assert "announce/closing.txt.j2:1:1: error[YS646]" in announce(root, "--since", "v8", "--dry-run", code=1)
    own.write_text("{{ 1 // (late - 8) }}\n")
    assert "announce/closing.txt.j2:1:1: error[YS646]" in announce(root, *words, code=1)
    assert lines(root) == []
    assert "Nobody is to be told" in announce(root, "--since", "v8", "--dry-run")
