"""What merging would change in public: only what readers would see, nothing that must not be repeated, nothing live.

`tests/preview/` holds a comment and a page as they should be; `pytest --update-golden` writes what is seen.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from conftest import ABOUT, GOLDEN, HERE, SITE, TODAY, Repository, commit, git
from yousaid import cli, pipeline, prose, urls
from yousaid.outputs.language import LANGUAGES, language
from yousaid.outputs.pages import pages
from yousaid.outputs.words import Piece, compare
from yousaid.preview.comment import LEAST, code, comment, marked, text
from yousaid.preview.fields import of_decision, of_occasion
from yousaid.preview.saying import refused
from yousaid.preview.state import State
from yousaid.views import PublicDecision, PublicOccasion, Site

EXPECTED = HERE / "preview"
RECORD = "title: {title}\nidea: Could it be?\nasked: 2026-02-01\n{more}area: reports\n"
RECEIVED = "outcome: received\n"
DECLINED = "outcome: declined\nreason: {reason}\n"
HOSTILE = """\
title: "Close <b>it</b> @everyone #1 | `x` ![](https://e.example/x.png) </details>"
idea: |
  Hello @octocat and @org/team, see #12, GH-3, a/b#4, 0123456789abcdef and https://github.com/a/b/issues/3 :tada:.

  - one </details> <!-- <img src=x onerror=alert(1)>
  - two ```fence

  [ref]: https://example.org
  [ref]

  ~~~
  @code
  ~~~
asked: 2026-03-01
outcome: shipped
answer: "***Done***. See [the fax](decision:refused) and [here](https://example.org/x)."
shipped: 2026-04-01
evidence: [https://example.org/n]
credits: [lovelace, gone, {customer: retail, for: [data]}]
area: reports
"""


@pytest.fixture
def root(repository: Repository) -> Path:
    """The golden site, committed, with some more on it to be changed."""
    root = repository(
        {
            "decisions/2026/draft.yml": RECORD.format(title="Grace asked for it", more=RECEIVED),
            "decisions/2026/leak.yml": RECORD.format(title="Talk", more="outcome: declined\nreason: The merger.\n"),
            "decisions/2026/back.yml": RECORD.format(title="Take it back", more=RECEIVED),
            "decisions/2026/brass.yml": RECORD.format(
                title="Brass", more="outcome: received\ncredits: [grace, mary]\n"
            ),
            "decisions/customers/grace.yml": "name: Grace Canary\nform: person\n"
            "consent: {given: 2026-01-20, how: asked}\n",
            "decisions/customers/mary.yml": "name: Mary\nform: person\nconsent: {given: 2026-01-20, how: asked}\n",
            "decisions/occasions/evening.yml": "title: Evening\nquestion: What now?\ndate: 2026-02\n",
            "decisions/occasions/breakfast.yml": "title: Breakfast\nquestion: What first?\ndate: 2026-03\n",
        }
    )
    shutil.copytree(GOLDEN, root, dirs_exist_ok=True)
    commit(root)
    git(root, "checkout", "-q", "-b", "proposal")
    return root


def put(root: Path, files: Mapping[str, str | None]) -> None:
    """Write files, or delete them."""
    for path, content in files.items():
        if content is None:
            (root / path).unlink()
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content, encoding="utf-8")


def public(root: Path) -> Site:
    """Return what would be public, whatever was so before."""
    built = pipeline.build(pipeline.Settings(root, TODAY, None, ABOUT, history=False))
    assert built.site
    return built.site


def edit(root: Path, path: str, old: str, new: str) -> None:
    there = (root / path).read_text("utf-8")
    assert old in there
    (root / path).write_text(there.replace(old, new), encoding="utf-8")


def preview(root: Path, *words: str, status: int = 0) -> str:
    """Return the Markdown that the command prints."""
    asked = ["preview", "--root", str(root), "--today", TODAY.isoformat(), *words]
    result = CliRunner().invoke(cli.main, asked if "--since" in words else [*asked, "--since", "main"])
    assert result.exit_code == status, result.output
    return result.output


def printed(root: Path, *words: str) -> str:
    """Return the same without the blanks that nobody sees."""
    return preview(root, *words).replace("\u200b", "")


@pytest.fixture
def proposal(root: Path) -> Path:
    """A proposal with every kind of change."""
    put(
        root,
        {
            "decisions/2026/hostile.yml": HOSTILE,
            "decisions/2026/quiet.yml": None,
            "decisions/occasions/evening.yml": None,
            "decisions/occasions/breakfast.yml": "title: Breakfast\nquestion: What next?\ndate: 2026-03\n"
            "until: 2026-04\n",
            "decisions/occasions/lunch.yml": "title: Lunch\nquestion: And then?\ndate: 2026-05\nchannel: support\n"
            "links: [{title: Menu, url: https://example.org/menu}]\nparticipants: {count: 3, as_of: 2026-06}\n",
            "decisions/customers/grace.yml": "form: person\nwithdrawn: 2026-06-01\n",
            "decisions/customers/ada.yml": "name: Ada E.\nform: person\nconsent: {given: 2026-01-20, how: asked}\n",
            "decisions/customers/new.yml": "name: Newcomer\nform: person\n"
            "consent: {given: 2026-05-20, how: asked, expires: 2028-01-01}\n",
        },
    )
    edit(root, "decisions/2026/draft.yml", "area:", "draft: true\narea:")
    edit(root, "decisions/2026/leak.yml", "reason: The merger.", "reason: confidential")
    edit(root, "decisions/2026/leak.yml", "Could it be?", "Would it be?")
    edit(root, "decisions/2026/back.yml", "outcome: received", "outcome: withdrawn\nanswer: They took it back.")
    edit(root, "decisions/2026/brass.yml", "credits: [grace, mary]", "credits: [grace, new]")
    edit(
        root,
        "decisions/2026/plain.yml",
        "outcome: received",
        "outcome: planned\nanswer: In red.\nreview_by: 2027-01-01",
    )
    edit(
        root,
        "decisions/2026/plain.yml",
        "I want to see the red numbers in red.",
        "I want the red figures in bright red!",
    )
    edit(root, "decisions/2026/later.yml", "origin: coincidence", "origin: customer\ncredits: [mary, gone]")
    edit(root, "decisions/2026/same-wish.yml", "Me too.", "Me *too*, and [more](https://example.org/more).")
    edit(root, "decisions/vocabulary.yml", "name: Reports", "name: Reporting")
    edit(root, "site_src/about.md", "Example Ltd", "Example Limited")
    return root


def same_as(name: str, seen: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        (EXPECTED / name).write_text(seen, encoding="utf-8")
    assert seen == (EXPECTED / name).read_text("utf-8")


def test_the_comment_is_as_it_was(proposal: Path, request: pytest.FixtureRequest) -> None:
    same_as("comment.md", preview(proposal), request)


def test_the_page_is_as_it_was(proposal: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    preview(proposal, "--page", str(tmp_path / "page"))
    assert sorted(path.name for path in (tmp_path / "page").iterdir()) == ["index.html", "yousaid.css"]
    same_as("index.html", (tmp_path / "page/index.html").read_text("utf-8"), request)


def test_what_was_committed_reads_as_what_was_not_yet(proposal: Path) -> None:
    before = preview(proposal)
    commit(proposal)
    assert preview(proposal) == before


def test_what_happens_over_there_meanwhile_is_no_change_of_ours(proposal: Path) -> None:
    before = preview(proposal)
    commit(proposal)
    git(proposal, "checkout", "-q", "main")
    put(proposal, {"decisions/2026/theirs.yml": RECORD.format(title="Theirs", more=RECEIVED)})
    commit(proposal)
    git(proposal, "checkout", "-q", "proposal")
    assert preview(proposal) == before


# Only what readers would see.


def test_nothing_changes_where_nothing_is_public(root: Path) -> None:
    edit(root, "decisions/2026/secret-plan.yml", "Psst", "Psssst")
    edit(root, "decisions/2026/embargo.yml", "Psst", "Psssst")
    edit(root, "decisions/customers/mary.yml", "2026-01-20", "2026-01-21")
    edit(root, "decisions/2026/plain.yml", "idea: ", "# a comment\nidea: ")
    put(
        root,
        {
            "decisions/customers/nobody.yml": "form: person\n",
            "README.md": "x\n",
            "decisions/2025/moved.yml": (root / "decisions/2026/draft.yml").read_text(),
            "decisions/2026/draft.yml": None,
        },
    )
    git(root, "mv", "-k", "decisions/2025/moved.yml", "decisions/2025/draft.yml")
    (root / "decisions/2025/moved.yml").rename(root / "decisions/2025/draft.yml")
    assert preview(root) == "## What merging changes in public\n\nNothing changes in public.\n"


def test_what_is_removed_says_so_at_its_address(root: Path) -> None:
    removed = "removed: 2026-06-01\nbecause: It was a mistake.\n"
    put(root, {"decisions/2026/quiet.yml": None, "decisions/removed/quiet.yml": removed})
    assert "is removed, and its address `decisions/quiet/` says so." in printed(root)


def test_what_time_changes_is_no_change(root: Path) -> None:
    assert "Nothing changes" in preview(root, "--today", "2999-02-01")


def test_every_public_field_is_compared(proposal: Path) -> None:
    derived = {"key", "dates", "newest", "merged_from", "path", "commit", "past"}
    site, english = public(proposal), language("en")
    bigger = site.by_key["bigger"]
    assert set(of_decision(bigger, english)) == set(PublicDecision.__slots__) - derived
    derived_too = {"key", "dates", "decisions", "path", "commit", "names"}
    assert set(of_occasion(site.occasions[0], english)) == set(PublicOccasion.__slots__) - derived_too


def test_a_new_name_for_an_area_is_one_change(root: Path) -> None:
    edit(root, "decisions/vocabulary.yml", "name: Reports", "name: Reporting")
    said = printed(root)
    assert said.split("\n\n", 1)[1] == (
        "1 word of the vocabulary changes.\n\n### Words of the vocabulary\n\n"
        "- `areas.reports.name`: ~~Reports~~ **Reporting**\n"
    )


def test_words_of_the_vocabulary_come_and_go(root: Path) -> None:
    edit(root, "decisions/vocabulary.yml", "  report: [statement, print-out]", "  sheet: [page]")
    said = printed(root)
    assert "- `words.sheet`: **page**\n" in said
    assert "- `words.report`: ~~statement, print-out~~\n" in said


def test_consent_that_is_given_shows_a_name_and_says_since_when(root: Path) -> None:
    edit(
        root,
        "decisions/customers/gone.yml",
        "withdrawn: 2026-02-01",
        "name: Back Again\nconsent: {given: 2026-06-01, how: asked}",
    )
    said = printed(root)
    assert "- Back Again (`gone`): asked, and agreed on 1 June 2026.\n  - Export" in said
    assert "- **Thanks to** " in said
    assert "~~A customer~~ **Back Again**, for idea" in said
    assert "Who should be told" not in said


def test_a_name_that_changes_is_said_anew_and_not_as_it_was(root: Path) -> None:
    edit(root, "decisions/2026/brass.yml", "Could it be?", "It was [Mary](customer:mary).")
    commit(root)
    edit(root, "decisions/customers/mary.yml", "name: Mary", "name: Marie")
    edit(root, "decisions/2026/brass.yml", "[Mary]", "[Marie]")
    said = preview(root, "--since", "HEAD")
    assert "### Who is named anew\n\n- Marie (`mary`)\n  - Brass (`decisions/brass/`)\n" in said
    assert "Its old words are not repeated here." in said
    assert "Mary" not in said


def test_who_hears_of_it_are_those_whose_answer_is_new(root: Path) -> None:
    edit(root, "decisions/2026/brass.yml", "Could it be?", "Could it be so?")
    assert "told" not in preview(root)
    edit(root, "decisions/2026/brass.yml", "outcome: received", "outcome: reviewing\nanswer: We look.")
    assert "### Who should be told\n\n- `grace`\n  - Brass (Under review)\n- `mary`\n" in preview(root)


def test_an_answer_to_what_stays_as_it_is_is_news_too(root: Path) -> None:
    edit(root, "decisions/2026/brass.yml", "outcome: received", "outcome: received\nanswer: We look.")
    assert "2 customers should be told" in preview(root)


def test_of_what_is_new_all_is_shown_that_becomes_public(root: Path, tmp_path: Path) -> None:
    new = RECORD.format(title="New", more="kind: complaint\norigin: already-under-way\noutcome: received\n")
    put(root, {"decisions/2026/new.yml": new})
    facts = {
        "Kind": "complaint",
        "Origin": "Honestly: the work had begun before this was asked. We are grateful all the same.",
        "Asked": "1 February 2026",
        "Area": "Reports",
    }
    said = printed(root, "--page", str(tmp_path / "page"))
    assert "\n>\n> " + " · ".join(f"**{name}** {value}" for name, value in facts.items()) + "\n" in said
    page = (tmp_path / "page/index.html").read_text("utf-8")
    assert all(f'<dt>{name}</dt>\n<dd dir="auto"><p>{value}</p></dd>' in page for name, value in facts.items())


def test_a_page_that_vanishes_is_named(root: Path) -> None:
    edit(root, "decisions/2026/brass.yml", "credits: [grace, mary]", "credits: [grace]")
    said = preview(root)
    assert "### Pages that vanish\n\n- `customers/mary/`\n" in said
    assert "### Who stops being credited\n\n- Mary (`mary`)\n  - Brass" in said


def test_every_page_that_comes_and_goes_is_known(proposal: Path) -> None:
    site = public(proposal)
    every = {page.address for page in pages(site) if "/page/" not in page.address}
    records = {urls.DECISION.at(each.key) for each in site.decisions}
    occasions = {urls.OCCASION.at(each.key) for each in site.occasions}
    always = {kind.at() for kind in urls.KINDS if "{" not in kind.pattern}
    known = State(TODAY, site).addresses
    assert known == every - records - occasions - always
    assert {"areas/reports/", "customers/lovelace/", "changelog/2026-03/"} <= known


# What stops being public is not repeated.


def test_a_reason_that_becomes_confidential_is_not_repeated(proposal: Path, tmp_path: Path) -> None:
    said = preview(proposal, "--page", str(tmp_path / "page")) + (tmp_path / "page/index.html").read_text()
    assert "merger" in git(proposal, "show", "main:decisions/2026/leak.yml")
    assert "merger" not in said
    assert "~~Could~~" not in said, "nor is what stood beside it"


def test_a_name_that_is_taken_back_is_not_repeated(proposal: Path, tmp_path: Path) -> None:
    said = preview(proposal, "--page", str(tmp_path / "page")) + (tmp_path / "page/index.html").read_text()
    for word in ("grace", "canary"):
        assert (
            word in git(proposal, "show", "main:decisions/customers/grace.yml", "main:decisions/2026/brass.yml").lower()
        )
        assert word not in said.lower().replace("psst, canary", "")
    assert "1 customer is no longer named, and their page vanishes." in said
    assert "1 more goes, and told who somebody is" in said


def test_a_customer_who_is_deleted_is_not_named_either(root: Path) -> None:
    edit(root, "decisions/2026/brass.yml", "credits: [grace, mary]", "credits: [mary]")
    put(root, {"decisions/customers/grace.yml": None})
    said = preview(root)
    assert "1 customer is no longer named" in said
    assert "grace" not in said.lower()


def test_an_occasion_that_goes_and_names_somebody_is_not_repeated(root: Path) -> None:
    edit(root, "decisions/occasions/evening.yml", "What now?", "What now, 艾达?")
    commit(root)
    put(
        root,
        {
            "decisions/occasions/evening.yml": None,
            "decisions/customers/lovelace.yml": "form: person\nwithdrawn: 2026-06-01\n",
        },
    )
    said = preview(root, "--since", "HEAD")
    assert "1 more goes, and told who somebody is" in said
    assert "Evening" not in said


# Faults first; and what was faulty before.


def test_faults_come_first_and_alone(proposal: Path) -> None:
    put(proposal, {"decisions/2026/b@d.yml": "x", "decisions/2026/wrong.yml": "title: '@all'\noutcome: recieved\n"})
    said = preview(proposal, status=1)
    assert said.startswith(
        "## What merging changes in public\n\nNothing would be published: this does not pass `yousaid check`. "
    )
    assert re.search(r"\n- `decisions/2026/wrong.yml:2`: YS\d+: .*recieved.*\n  - .*received", said)
    assert "Hostile" not in said
    assert live(said) == []


def test_a_configuration_with_faults_is_a_fault(root: Path, tmp_path: Path) -> None:
    edit(root, "mkdocs.yml", "plugins: [yousaid]", "plugins: []")
    assert "must be listed" in preview(root, "--page", str(tmp_path / "page"), status=1)
    assert "must be listed" in (tmp_path / "page/index.html").read_text()
    edit(root, "mkdocs.yml", "plugins: []", "plugins: [yousaid: {today: never}]")
    assert "must be a date" in preview(root, status=1)


def test_all_records_of_a_first_proposal_are_new(root: Path) -> None:
    git(root, "checkout", "-q", "--orphan", "empty")
    git(root, "rm", "-rqf", "--cached", ".")
    git(root, "commit", "-q", "--allow-empty", "-m", "nothing yet")
    said = preview(root, "--since", "HEAD")
    assert "10 records become public" in said or re.search(r"\d+ records become public", said)
    assert "change." not in said.split("\n\n")[1].replace("files change.", "")


def test_all_records_are_new_where_all_were_held_back(repository: Repository) -> None:
    root = repository(SITE)
    for name in ("plain", "refused"):
        edit(root, f"decisions/2026/{name}.yml", "area:", "draft: true\narea:")
    commit(root)
    edit(root, "decisions/2026/plain.yml", "draft: true\n", "")
    assert "2 records become public." in preview(root), "and the occasion"


def test_what_was_faulty_before_is_shown_whole(root: Path) -> None:
    edit(root, "decisions/2026/leak.yml", "outcome: declined", "outcome: recieved")
    commit(root)
    edit(root, "decisions/2026/leak.yml", "outcome: recieved", "outcome: declined")
    put(root, {"decisions/occasions/evening.yml": "title: Evening\nquestion: What else?\ndate: 2026-02\n"})
    said = preview(root, "--since", "HEAD")
    assert "What was public before cannot be told" in said
    assert "2 records become public." in said
    assert "#### Talk" in said
    assert "#### Evening" in said
    assert "Print by fax" not in said


# It fits.


def many(root: Path, number: int) -> None:
    put(
        root,
        {
            f"decisions/2026/many-{each:04}.yml": RECORD.format(title=f"Wish {each}", more=RECEIVED)
            for each in range(number)
        },
    )


@pytest.mark.parametrize("limit", [LEAST, 5_000, 12_000])
def test_a_comment_fits_and_says_what_it_leaves_out(root: Path, tmp_path: Path, limit: int) -> None:
    many(root, 200)
    said = preview(root, "--limit", str(limit))
    assert limit * 0.8 < len(said) <= limit
    shown = said.count("#### Wish")
    assert f"\n{200 - shown} more do not fit in here; `yousaid preview --page` shows all.\n" in said
    paged = preview(root, "--limit", str(limit), "--page", str(tmp_path / "page"))
    assert f"\n{200 - paged.count('#### Wish')} more are in the page.\n" in paged
    assert (tmp_path / "page/index.html").read_text().count("<article") == 200


def test_one_record_that_is_too_long_does_not_keep_the_others_out(root: Path) -> None:
    many(root, 3)
    edit(root, "decisions/2026/many-0000.yml", "Could it be?", "Could it be? " * 500)
    said = preview(root, "--limit", "5000")
    assert said.count("#### Wish") == 2
    assert "1 more does not fit in here" in said


@pytest.mark.parametrize("code_", LANGUAGES)
def test_the_least_is_enough_for_every_heading(proposal: Path, code_: str) -> None:
    edit(proposal, "mkdocs.yml", "theme: {name: material}", f"theme: {{name: material, language: {code_}}}")
    said = preview(proposal, "--limit", str(LEAST))
    assert len(said) <= LEAST
    assert said.count("\n### ") == 9


# Nothing in a record can do anything in the comment.

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
LIVE = re.compile(
    r"(?:^|[^\w`])@[\w-]|\w@[\w-]|#\d|\bgh-\d|[!~$%&]\d|(?:https?|ftp):/|www\.|:[\w+-]+:|\b[0-9a-f]{7,40}\b",
    re.IGNORECASE,
)
DEAD = {
    *("paragraph_open", "paragraph_close", "inline", "text", "softbreak", "hardbreak", "code_inline"),
    *("heading_open", "heading_close", "blockquote_open", "blockquote_close"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *("strong_open", "strong_close", "s_open", "s_close"),
}


def tokens(found: list[Token]) -> list[Token]:
    return [each for token in found for each in (token, *tokens(token.children or []))]


def live(markdown: str) -> list[str]:
    """Return everything in a comment that a forge would obey: HTML, links, pictures, code blocks, mentions."""
    found = tokens(MARKDOWN.parse(markdown))
    bad = [f"{token.type}: {token.content}" for token in found if token.type not in DEAD]
    texts = [token.content for token in found if token.type == "text"]
    texts += ["".join(each.content for each in token.children or [] if each.type == "text") for token in found]
    mentions = [match[0] for each in texts for match in LIVE.finditer(each)]
    return bad + mentions + [match[0] for match in re.finditer(r"@[\w-]", markdown)]


def shape(markdown: str) -> list[str]:
    """Return the blocks of a comment."""
    return [token.type for token in MARKDOWN.parse(markdown)]


def read(markdown: str) -> str:
    """Return what somebody sees of a comment."""
    return (
        "".join(
            token.content if token.type in {"text", "code_inline"} else "\n"
            for token in tokens(MARKDOWN.parse(markdown))
            if token.type in {"text", "code_inline", "softbreak", "hardbreak", "paragraph_open"}
        )
        .replace("\u200b", "")
        .strip()
    )


@pytest.mark.parametrize(
    "harm",
    [
        "@all",
        "<b>",
        "[a](https://x.example)",
        "![](x)",
        "#1",
        "```\nx",
        "    x",
        "| a |\n|---|",
        "a\n===",
        "1. a",
        ":tada:",
    ],
)
def test_the_test_for_harm_sees_harm(harm: str) -> None:
    assert live(harm) or shape(harm) != shape("word")


def test_nothing_in_a_comment_is_live(proposal: Path) -> None:
    said = preview(proposal)
    assert live(said) == []
    assert "Hello @octocat and @org/team, see #12, GH-3, a/b#4" in read(said)
    assert "one </details> <!-- <img src=x onerror=alert(1)>" in read(said)


NASTY = [
    *(
        "@",
        "#",
        "1",
        "GH-",
        "gh-1",
        "https://x.example/",
        "www.x.example",
        "mailto:a@b.example",
        ":tada:",
        "!",
        "~",
        "%",
        "&",
        "$",
    ),
    *(
        "<",
        ">",
        "</details>",
        "<!--",
        "-->",
        "<img src=x>",
        "<script>",
        "&lt;",
        "&#64;",
        "&commat;",
        "[",
        "]",
        "(",
        ")",
        "[a](b)",
    ),
    *(
        "![",
        "[^1]",
        "[x]: y",
        "`",
        "```",
        "~~~",
        "*",
        "**",
        "_",
        "__",
        "~~",
        "|",
        "|-|",
        "\\",
        "-",
        "+",
        "=",
        "===",
        "1.",
        "2)",
    ),
    *(
        " ",
        "  ",
        "    ",
        "\n",
        "\n\n",
        "\t",
        "\r",
        "\x0b",
        "\x00",
        "\u2028",
        "\u202e",
        "\u200b",
        "\u200d",
        "\xa0",
        "\ufeff",
    ),
    *(
        "a",
        "Word",
        "日本",
        "ال",
        "0123abc",
        "deadbeef" * 5,
        "a/b",
        "org/team",
        "[!NOTE]",
        "- [ ]",
        ":-",
        "#",
        "user",
        "-- ",
    ),
]
SAID = st.lists(st.sampled_from(NASTY) | st.text(max_size=3), max_size=14).map("".join)


def seen(words: str) -> str:
    """Return words without blanks and what is not seen."""
    return re.sub(r"[\s\u200b\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\\u20[26].", "", words)


@settings(derandomize=True, deadline=None)
@given(SAID)
@example("@octocat")
@example("\n\n    code")
@example("a\n=")
@example("x\u202e@a")
def test_whatever_is_said_is_read_as_it_was_said(said: str) -> None:
    for around in ("{}", "- {}\n", "> {}\n", "#### {}\n", "- **Label** {}\n"):
        markdown = around.format(" ".join(text(said).split()))
        assert live(markdown) == []
        assert shape(markdown) == shape(around.format("word")) or not seen(said)
        assert seen(read(markdown)) == seen(around.strip("->#* \n").replace("*", "").format(said))


@settings(derandomize=True, deadline=None)
@given(SAID, SAID)
@example("日本「語」です", "日本(語)です")
@example("a *b", "a* b")
def test_a_difference_is_read_as_both_texts(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert "".join(piece.words for piece in pieces if piece.kind != "new").split() == old.split()
    assert "".join(piece.words for piece in pieces if piece.kind != "gone") == new
    markdown = " ".join(marked(pieces).split())
    assert live(markdown) == []
    struck, bold = shown_by_mark(markdown)
    assert seen(struck) == "".join(seen(piece.words) for piece in pieces if piece.kind == "gone")
    assert seen(bold) == "".join(seen(piece.words) for piece in pieces if piece.kind == "new")


def shown_by_mark(markdown: str) -> tuple[str, str]:
    """Return what is struck out, and what is bold."""
    found = {"s": "", "strong": ""}
    inside: list[str] = []
    for token in tokens(MARKDOWN.parse(markdown)):
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in found:
            inside = [*inside, name] if token.type.endswith("_open") else inside[:-1]
        elif token.type == "text" and inside:
            found[inside[-1]] += token.content
    return found["s"], found["strong"]


@settings(derandomize=True, deadline=None)
@given(SAID)
def test_code_is_read_letter_by_letter(said: str) -> None:
    markdown = f"- {code(f'x{said}')} (x)"
    assert live(markdown) == []
    assert seen(read(markdown)) == seen(f"x{said}(x)")


def test_what_turns_the_direction_of_words_is_shown() -> None:
    assert text("a\u202eb\x1b[31m\ud800") == "a\\\\u202eb \\[31m\\\\ud800"


# Words.


def test_words_are_compared_one_by_one() -> None:
    assert compare("Print the red numbers in red.", "Print all red numbers in bright red!") == (
        Piece("same", "Print "),
        Piece("gone", "the "),
        Piece("new", "all "),
        Piece("same", "red numbers in "),
        Piece("new", "bright "),
        Piece("same", "red"),
        Piece("gone", "."),
        Piece("new", "!"),
    )


def test_signs_without_blanks_are_compared_one_by_one() -> None:
    assert compare("日本語です", "日本人です") == (
        Piece("same", "日本"),
        Piece("gone", "語"),
        Piece("new", "人"),
        Piece("same", "です"),
    )
    assert marked(compare("日本語です", "日本人です")).replace("\u200b", "") == "日本~~語~~ **人**です"


def test_texts_with_little_in_common_stand_there_whole() -> None:
    assert compare("one two three.", "four. five six") == (
        Piece("gone", "one two three."),
        Piece("new", "four. five six"),
    )


def test_a_very_long_text_is_compared_by_lines() -> None:
    old = "".join(f"line {number} a b c d e\n" for number in range(400))
    pieces = compare(old, old.replace("line 7 a", "line 7 x"))
    assert Piece("gone", "line 7 a b c d e\n") in pieces
    assert len(pieces) == 4


def test_a_reader_sees_words_and_where_links_outside_lead() -> None:
    said = "A *b* `c`\nd &lt; [e](https://example.org/e) <https://example.org/f> [g](decision:g)"
    said += "\n\n- h\n\n  i\n- j\n\n1. k\n"
    assert prose.lines(said) == (
        "A b c d < e (https://example.org/e) https://example.org/f g",
        "• h",
        "i",
        "• j",
        "• k",
    )


# The page.


class Outline(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_needs_nothing_and_does_nothing(proposal: Path, tmp_path: Path) -> None:
    preview(proposal, "--page", str(tmp_path / "page"))
    outline = Outline()
    outline.feed((tmp_path / "page/index.html").read_text("utf-8"))
    tags = {tag for tag, _ in outline.found}
    assert not tags & {"script", "style", "iframe", "img", "form", "base", "a"}
    assert [attributes["href"] for tag, attributes in outline.found if tag == "link"] == ["yousaid.css"]
    assert not [
        name for _, attributes in outline.found for name in attributes if name.startswith("on") or name == "style"
    ]
    assert {"del", "ins"} <= tags


def test_the_page_speaks_the_language_of_the_site(proposal: Path, tmp_path: Path) -> None:
    edit(proposal, "mkdocs.yml", "theme: {name: material}", "theme: {name: material, language: ar}")
    preview(proposal, "--page", str(tmp_path / "page"))
    assert '<html lang="ar" dir="rtl">' in (tmp_path / "page/index.html").read_text("utf-8")


# The command.


def test_the_same_is_written_as_is_printed(proposal: Path, tmp_path: Path) -> None:
    said = preview(proposal)
    assert preview(proposal, "--output", str(tmp_path / "comment.md")) == f"Written: {tmp_path / 'comment.md'}\n"
    assert (tmp_path / "comment.md").read_text("utf-8") == said
    preview(proposal, "--output", "/dev/null")
    assert Path("/dev/null").is_char_device()


def test_a_preview_is_written_over_and_nothing_else(proposal: Path, tmp_path: Path) -> None:
    for _ in range(2):
        preview(proposal, "--page", str(tmp_path / "page"))
    (tmp_path / "page/yousaid.css").unlink()
    assert "holds other files" in preview(proposal, "--page", str(tmp_path / "page"), status=2)
    assert "holds other files" in preview(proposal, "--page", str(proposal / "site_src"), status=2)


def test_what_cannot_be_written_is_said(proposal: Path, tmp_path: Path) -> None:
    said = preview(proposal, "--output", str(tmp_path / "no" / "such" / "folder.md"), status=2)
    assert "the preview cannot be written: " in said
    assert "Traceback" not in said


@pytest.mark.parametrize("rev", ["nothing", "--all", "-x"])
def test_an_unknown_revision_is_said(proposal: Path, rev: str) -> None:
    assert "must be a revision that git knows here" in preview(proposal, f"--since={rev}", "--since", rev, status=2)


def test_without_git_there_is_nothing_to_compare_with(repository: Repository) -> None:
    assert "must lie in a git repository" in preview(repository(SITE), status=2)


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    assert "there is no folder decisions/" in preview(tmp_path, status=2)


def test_a_fault_is_said_in_the_language_of_the_site() -> None:
    assert comment(refused((), language("en"))).startswith("## What merging changes in public\n\nNothing would be")
