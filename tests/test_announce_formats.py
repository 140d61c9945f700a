"""Messages in every format: nothing that a customer or a record says can do anything there."""

from __future__ import annotations

import csv
import dataclasses
import email
import email.policy
import io
import json
import os
import re
import subprocess
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import telling
from conftest import Repository, commit, git
from telling import a_message, a_telling, all_said
from yousaid.announce import Kind, Message, passages
from yousaid.announce.addresses import ADDRESSES, PRIVATE, Addressee, addresses
from yousaid.announce.drafts import render as render_drafts
from yousaid.announce.formats import FORMATS, files
from yousaid.announce.merge import COLUMNS
from yousaid.announce.said import Comment
from yousaid.announce.speech import tidy
from yousaid.announce.webhooks import MOST, Target, payloads
from yousaid.model import Role
from yousaid.views import Person, Site

KNOWN = {"ada": Addressee("ada@example.org", "Ada “the first” Example, Ltd")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return telling.site(tmp_path_factory.mktemp("formats") / "repository")


def made(site: Site, *messages: Message, code: str = "en", known: bool = False) -> dict[str, bytes]:
    """Return the files of all formats."""
    said = all_said(site, *messages, code=code, known=KNOWN if known else None)
    return files(a_telling(site, *messages, code=code), said, FORMATS)


LINES = st.text(max_size=120) | st.text(st.sampled_from('=?utf-8?q?=0A,;:"\\()<>@. \r\né漢م'), max_size=250)
HEADERS = (
    "To",
    "Subject",
    "X-Unsent",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
    "Content-Language",
)


def parsed(draft: bytes) -> EmailMessage:
    message = email.message_from_bytes(draft, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def content(draft: EmailMessage) -> str:
    text: str = draft.get_content()
    return text.replace("\r\n", "\n")


# Drafts.


def test_a_draft_has_an_address_only_where_the_organisation_gives_one(site: Site) -> None:
    messages = a_message(site, "bigger"), a_message(site, "wish", customer="bo", person=None)
    drafts = made(site, *messages, known=True)
    ada, bo = parsed(drafts["drafts/ada--bigger.eml"]), parsed(drafts["drafts/bo--wish.eml"])
    assert [(each.display_name, each.addr_spec) for each in ada["To"].addresses] == [
        (KNOWN["ada"].name, "ada@example.org")
    ]
    assert ada["Subject"] == "Partly done: \u2068تصدير كل التقارير\u2069"
    assert ada["Content-Language"] == "en"
    assert content(ada).startswith(f"Hello {KNOWN['ada'].name},\n\nYou told us")
    assert "To" not in bo
    assert bo["X-Unsent"] == "1"


def test_drafts_are_the_same_bytes_each_time_in_lines_that_mail_allows(site: Site) -> None:
    decision = dataclasses.replace(site.by_key["wish"], answer="long " * 2_000 + "x" * 2_000, title="ü" * 300)
    message = a_message(site, "wish", decision=decision)
    first, second = made(site, message), made(site, message)
    assert first == second
    draft = first["drafts/ada--wish.eml"]
    assert all(len(line) <= 78 for line in draft.split(b"\r\n"))
    assert b"\n" not in draft.replace(b"\r\n", b"")
    assert "x" * 2_000 in parsed(draft).get_content()


@pytest.mark.parametrize(
    "words",
    [
        "Geplant: drucken, in drucken, fehlen Berichte Wörter über drucken, über ohne Wörter „Übersicht“ – Menü",
        "مخطط له: تصدير كل التقارير دفعة واحدة دون أن ننتظر طويلا (PDF)، شكرا لكم دون أن ننتظر",
        "We said =?utf-8?q?no?= to this",
        "Every report of every month, in one go, with all pictures, and in the order of the list",
    ],
)
def test_a_subject_is_read_as_it_was_written(site: Site, words: str) -> None:
    said = all_said(site, a_message(site, "wish"))
    letter = dataclasses.replace(said.letters[0], subject=words)
    (file,) = render_drafts(a_telling(site), dataclasses.replace(said, letters=(letter,)))
    assert parsed(file.make())["Subject"] == words


@pytest.mark.parametrize(
    "name", ['Ada "the first" Example, Esq.', "Ada \\ Example (London)", "Zoë Müller", "=?x?= Ada"]
)
def test_a_name_is_read_as_it_was_written(site: Site, name: str) -> None:
    said = all_said(site, a_message(site, "wish"), known={"ada": Addressee("ada@example.org", name)})
    (file,) = render_drafts(a_telling(site), said)
    (to,) = parsed(file.make())["To"].addresses
    assert (to.display_name, to.addr_spec) == (name, "ada@example.org")


def test_no_text_becomes_a_header(site: Site) -> None:
    said = all_said(site, a_message(site, "wish"))

    @settings(derandomize=True, deadline=None, max_examples=40, database=None)
    @given(words=LINES, name=LINES)
    @example(words="=?", name="=?")
    def holds(words: str, name: str) -> None:
        to = Addressee("ada@example.org", " ".join(tidy(name).split()))
        letter = dataclasses.replace(
            said.letters[0],
            subject=" ".join(tidy(words).split()),
            text=tidy(f"Hello\n{words}\nBcc: x@example.org\n\nBcc: y@example.org"),
            to=to,
        )
        (file,) = render_drafts(a_telling(site), dataclasses.replace(said, letters=(letter,)))
        draft = parsed(file.make())
        assert [*draft] == [*HEADERS]
        assert [each.addr_spec for each in draft["To"].addresses] == ["ada@example.org"]
        assert content(draft) == f"{letter.text}\n"
        assert "\n" not in draft["Subject"] + draft["To"].addresses[0].display_name
        for seen, meant in ((draft["Subject"], letter.subject), (draft["To"].addresses[0].display_name, to.name)):
            assert len(meant) > 200 or "".join(seen.split()) == "".join(meant.split())

    holds()


# Tables, digests and comments.


def test_the_table_has_a_row_for_each_letter_and_no_formula(site: Site) -> None:
    decision = dataclasses.replace(site.by_key["wish"], title='=HYPERLINK("x")')
    table = made(site, a_message(site, "wish", decision=decision), a_message(site, "bigger"), known=True)
    text = table["mail-merge.csv"].decode("utf-8-sig")
    rows = [dict(row) for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert tuple(rows[0]) == COLUMNS
    assert [(row["key"], row["email"], row["record"], row["kind"]) for row in rows] == [
        ("ada", "ada@example.org", "wish", "outcome"),
        ("ada", "ada@example.org", "bigger", "outcome"),
    ]
    assert rows[0]["title"] == '\'=HYPERLINK("x")'
    assert rows[0]["text"].endswith("\n\nExample")


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_digest_is_a_page_in_which_records_can_do_nothing(site: Site) -> None:
    page = Page(made(site, a_message(site), a_message(site, "quiet"), code="ar")["digest.html"].decode())
    assert page.tags[0] == ("html", {"lang": "ar", "dir": "rtl"})
    assert {tag for tag, _ in page.tags} == {
        *("html", "head", "meta", "title", "body", "main", "h1", "h2", "p", "blockquote", "a"),
    }
    assert {attributes["href"] for tag, attributes in page.tags if tag == "a"} == {
        "https://feedback.example.org/decisions/export-all/",
        "https://feedback.example.org/decisions/quiet/",
    }
    assert "I say: </title><script>alert(1)</script> & please." in page.words


def test_the_digest_as_markdown_is_the_same_words(site: Site) -> None:
    digest = made(site, a_message(site), a_message(site, "later"))["digest.md"].decode()
    page = Page(MarkdownIt("commonmark").render(digest))
    assert {tag for tag, _ in page.tags} == {"h2", "h3", "p", "blockquote", "a"}
    assert 'Export <b>every</b> report & more "in one go"' in page.words
    assert "<https://feedback.example.org/decisions/export-all/>" in digest


def test_an_address_that_is_not_known_in_full_is_words(site: Site) -> None:
    message = a_message(site, "wish", address="decisions/wish/")
    made_ = made(site, message)
    assert "decisions/wish/" in made_["digest.md"].decode()
    assert "<a" not in made_["digest.html"].decode()
    assert "url" not in made_["webhooks/slack.ndjson"].decode()
    assert "actions" not in made_["webhooks/teams.ndjson"].decode()


@settings(derandomize=True, deadline=None, max_examples=150, database=None)
@given(st.text(st.sampled_from("ab#>-*_`[](!<&@\\~|1. \n/:\u2068é"), max_size=60))
def test_any_text_is_read_as_it_stands(text: str) -> None:
    html, markdown = Page(passages.html(text)), Page(MarkdownIt("commonmark").render(passages.markdown(text)))
    assert {tag for tag, _ in html.tags} <= {"p", "br", "blockquote", "h1", "h2"}
    assert {tag for tag, _ in markdown.tags} <= {"p", "br", "blockquote", "h2", "h3"}


def test_comments_come_with_the_commands_that_post_them(site: Site, tmp_path: Path) -> None:
    """A `gh` of ours writes down what it is asked; the shell is that of the reader."""
    old = (site.by_key["same-green"],)
    found = made(site, a_message(site, "wish", Kind.OUTCOME, speaks_for=old))
    entries = json.loads(found["comments.json"])
    assert [(each["record"], each["place"], each["url"], each["kind"]) for each in entries] == [
        ("wish", "discussion", "https://github.com/a/b/discussions/8", "outcome"),
        ("wish", "issue", "https://github.com/a/b/issues/7", "outcome"),
    ]
    assert [each["body"].encode() for each in entries] == [found["comments/1-wish.md"], found["comments/2-wish.md"]]
    assert "It went on in one place" in entries[0]["body"]
    asked = tmp_path / "asked"
    gh = tmp_path / "gh"
    gh.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >>{asked}\necho "===" >>{asked}\necho D_1\n')
    gh.chmod(0o755)
    for each in entries:
        subprocess.run(["sh", "-ec", each["command"]], check=True, env={"PATH": f"{tmp_path}:{os.environ['PATH']}"})
    find, add, comment = asked.read_text().removesuffix("===\n").split("===\n")
    assert find.split("\n")[:4] == ["api", "graphql", "--hostname", "github.com"]
    assert {"owner=a", "name=b", "number=8", ".data.repository.discussion.id"} <= {*find.split("\n")}
    assert {"id=D_1", "body=@comments/1-wish.md"} <= {*add.split("\n")}
    assert "addDiscussionComment" in add
    assert comment.split() == ["issue", "comment", entries[1]["url"], "--body-file", "comments/2-wish.md"]


def test_a_comment_is_never_longer_than_a_forge_takes(site: Site) -> None:
    decision = dataclasses.replace(site.by_key["wish"], answer="<&> " * 4_000, changed_because="word " * 3_900)
    (entry,) = json.loads(made(site, a_message(site, "wish", decision=decision))["comments.json"])
    assert 10_000 < len(entry["body"]) <= 65_536
    assert entry["body"].endswith("<https://feedback.example.org/decisions/wish/>\n")


@pytest.mark.parametrize(
    "source",
    [
        "https://example.org/p/5",
        "https://github.com/a/b/pull/7",
        "https://github.com/a/b/issues/7;id",
        "https://github.com/a/b/issues/seven",
    ],
)
def test_a_source_that_takes_no_comments_is_left_out(site: Site, source: str) -> None:
    said = all_said(site, a_message(site, "wish"))
    moved = tuple(Comment(each.message, source, each.text) for each in said.comments)
    assert len(moved) == 1
    found = files(a_telling(site, a_message(site)), dataclasses.replace(said, comments=moved), ["forge"])
    assert found == {"comments.json": b"[]\n"}


# Payloads.


def bodies(site: Site, target: Target, *messages: Message, code: str = "en") -> list[Any]:
    said = all_said(site, *messages, code=code)
    return [json.loads(each.body) for each in payloads(target, a_telling(site, *messages, code=code), said)]


def texts(document: object) -> list[str]:
    """Return every text that stands under `text` in a document."""
    if isinstance(document, list):
        return [text for each in document for text in texts(each)]
    if not isinstance(document, dict):
        return []
    own = [document["text"]] if isinstance(document.get("text"), str) else []
    return own + [text for each in document.values() for text in texts(each)]


def test_slack_gets_text_in_which_nothing_is_markup(site: Site) -> None:
    decision = dataclasses.replace(site.by_key["wish"], title="<!channel> & *all*", answer="<!here> @here <@U1>")
    (body,) = bodies(site, Target.SLACK, a_message(site, "wish", decision=decision))
    assert body["text"] == "&lt;!channel&gt; &amp; *all*"
    header, rich = body["blocks"]
    assert header == {"type": "header", "text": {"type": "plain_text", "text": "<!channel> & *all*", "emoji": False}}
    assert {each["type"] for each in rich["elements"]} == {"rich_text_section", "rich_text_quote"}
    assert {part["type"] for each in rich["elements"] for part in each["elements"]} == {"text", "link"}
    assert rich["elements"][-1]["elements"] == [{"type": "link", "url": "https://feedback.example.org/decisions/wish/"}]
    assert "<!here> @here <@U1>" in texts(rich)


def test_teams_gets_a_card_of_plain_runs(site: Site) -> None:
    decision = dataclasses.replace(site.by_key["wish"], answer="[x](https://example.com) **b**\n\nSecond")
    (body,) = bodies(site, Target.TEAMS, a_message(site, "wish", decision=decision), code="ar")
    (attachment,) = body["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = attachment["content"]
    assert (card["type"], card["rtl"]) == ("AdaptiveCard", True)
    assert {each["type"] for each in card["body"]} == {"RichTextBlock", "Container"}
    assert {"x (https://example.com) b", "Second"} <= {*texts(card)}
    assert [each["url"] for each in card["actions"]] == ["https://feedback.example.org/decisions/wish/"]


@pytest.mark.parametrize("target", [Target.SLACK, Target.TEAMS])
@pytest.mark.parametrize("answer", ["漢" * 9_900, "漢字 " * 3_000, "x\n\n" * 4_000, "short"], ids=len)
def test_a_payload_for_people_is_never_too_long_and_always_leads_on(site: Site, target: Target, answer: str) -> None:
    decision = dataclasses.replace(site.by_key["wish"], answer=answer, idea=answer, title="ü" * 200)
    message = a_message(site, "wish", decision=decision)
    (payload,) = payloads(target, a_telling(site, message), all_said(site, message))
    assert len(payload.body.decode().encode("utf-16-le")) <= MOST
    assert b"https://feedback.example.org/decisions/wish/" in payload.body


def test_own_words_without_end_are_cut_too(site: Site, repository: Repository) -> None:
    root = repository({"announce/notice.txt.j2": "{% for each in range(300) %}{{ '漢\n' * 90 }}\n{% endfor %}"})
    message = a_message(site, "wish")
    said = all_said(site, message, root=root)
    for target in (Target.SLACK, Target.TEAMS):
        (payload,) = payloads(target, a_telling(site, message), said)
        assert len(payload.body.decode().encode("utf-16-le")) <= MOST


def test_a_program_gets_each_letter_with_its_key_and_marks(site: Site) -> None:
    messages = a_message(site, "wish", roles=(Role.IDEA, Role.DATA)), a_message(site, "wish", customer="bo")
    ada, bo = bodies(site, Target.GENERIC, *messages)
    assert ada["version"] == 1
    assert (ada["customer"], bo["customer"]) == ("ada", "bo")
    assert ada["record"] == {
        "id": "wish",
        "title": "Print in green",
        "outcome": "planned",
        "url": "https://feedback.example.org/decisions/wish/",
    }
    assert ada["events"] == [{"record": "wish", "kind": "outcome", "mark": "outcome:1"}]
    assert ada["roles"] == ["idea", "data"]
    assert ada["text"].startswith("Hello Ada Example,")


def test_people_get_one_payload_for_a_record_which_tells_all_of_it(site: Site) -> None:
    messages = a_message(site, "wish"), a_message(site, "wish", customer="secret-key", person=Person())
    (payload,) = payloads(Target.SLACK, a_telling(site, *messages), all_said(site, *messages))
    assert payload.events == tuple(event for message in messages for event in message.events)
    assert b"secret-key" not in payload.body
    lines = made(site, *messages)
    assert lines["webhooks/slack.ndjson"] == payload.body + b"\n"
    assert lines["webhooks/generic.ndjson"].count(b"\n") == 2


def test_only_what_is_for_the_organisation_holds_keys(site: Site) -> None:
    person = Person()
    found = made(site, a_message(site, "wish", customer="secret-key", person=person, roles=(Role.DESIGN,)))
    assert {path for path, content in found.items() if b"secret-key" in content} == {
        "mail-merge.csv",
        "webhooks/generic.ndjson",
    }
    assert {path for path in found if "secret-key" in path} == {"drafts/secret-key--wish.eml"}


# Addresses.


@pytest.mark.parametrize(
    "table",
    [
        "key,email,name\nada,ada@example.org,Ada\n",
        "\ufeffName;E-mail;Key;Email\r\nAda;x;ada;ada@example.org\r\n;;;\r\n",
        'note\tkey\temail\tname\n"a\n\tb"\tada\t ada@example.org \t"A\nda"\nx\tbo\t',
    ],
)
def test_addresses_are_joined_by_key(tmp_path: Path, table: str) -> None:
    file = tmp_path / "addresses.csv"
    file.write_text(table, newline="")
    found, faults = addresses(file)
    assert faults == []
    assert found.keys() == {"ada"}
    assert (found["ada"].email, found["ada"].name.replace(" ", "")) == ("ada@example.org", "Ada")


@pytest.mark.parametrize(
    ("table", "line", "column", "message"),
    [
        (b"", 1, 1, "the first row must name the columns, and lacks `key`, `email`"),
        (b"key,mail\nada,x\n", 1, 1, "the first row must name the columns, and lacks `email`"),
        (b"key,email\nAda Example,a@example.org\n", 2, 1, "must begin with the key of a customer, not `Ada Example`"),
        (
            b"key,email,Email\nada,a@example.org,b@example.org\n",
            1,
            1,
            "must name each column once, and names `email` again",
        ),
        (b"key,email\nada,a@b..example\n", 2, 2, "this must be an e-mail address, or empty"),
        (b"email,key\nada,ada\n", 2, 1, "this must be an e-mail address, or empty"),
        (b"key,email\nada,a@b@example.org\n", 2, 2, "this must be an e-mail address, or empty"),
        (b"key,email\nada,<a@example.org>\n", 2, 2, "this must be an e-mail address, or empty"),
        (b'key,email\nada,"a@example.org\nBcc: b@example.org"\n', 3, 2, "this must be an e-mail address, or empty"),
        ("key,email\nada,ä@example.org\n".encode(), 2, 2, "this must be an e-mail address, or empty"),
        (b"key,email\nada,\nada,a@example.org\n", 3, 1, "each customer has one row, and `ada` has one on line 2"),
        (b"key,email\n\nbo\xff,x", 3, 0, "the table must be in UTF-8"),
        (b'key,email\nada,"a" b\n', 2, 1, "the table must be CSV"),
    ],
)
def test_a_fault_in_the_table_is_shown_in_its_row(
    tmp_path: Path, table: bytes, line: int, column: int, message: str
) -> None:
    file = tmp_path / "addresses.csv"
    file.write_bytes(table)
    _, (fault,) = addresses(file)
    assert (fault.code, fault.span.path, fault.span.line, fault.span.column) == (
        ADDRESSES,
        "addresses.csv",
        line,
        column,
    )
    assert message in fault.message
    assert fault.hint
    assert not re.search("[a-z]@", fault.message)  # what is said here may end in a log


def test_a_customer_without_an_address_has_an_empty_cell(tmp_path: Path) -> None:
    file = tmp_path / "addresses.csv"
    file.write_text("key,email,name\nada\nbo,,Bo\n")
    assert addresses(file) == ({}, [])


def test_a_table_that_git_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "addresses.csv").write_text("key,email\nada,a@example.org\n")
    (tmp_path / "ignored.csv").write_text("key,email\nada,a@example.org\n")
    (tmp_path / ".gitignore").write_text("ignored.csv\n")
    commit(tmp_path)
    (tmp_path / "away.csv").symlink_to(tmp_path / "addresses.csv")
    for name in ("addresses.csv", "away.csv"):
        found, (fault,) = addresses(tmp_path / name)
        assert found == {}
        assert (fault.code, fault.span.path) == (PRIVATE, name)
    assert addresses(tmp_path / "ignored.csv")[1] == []
    git(tmp_path, "rm", "-q", "--cached", "addresses.csv")
    assert addresses(tmp_path / "addresses.csv")[1] == []
