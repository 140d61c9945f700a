"""Decision pages, cards and occasions: what stands on them, in which order, and what does not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from conftest import SITE, Repository, commit, site_of
from test_plugin import build
from yousaid import urls
from yousaid.model import Outcome
from yousaid.outputs import pages, talk
from yousaid.outputs.output import Content
from yousaid.outputs.pages.book import NAMES
from yousaid.views import About, Site

RECORD = "title: Export all\nidea: Please let me.\nasked: 2026-01-12\narea: reports\n"
FULL = {
    "decisions/2026/bigger.yml": """\
title: Everything at once
idea: I want *everything*.
why: Time is short.
asked: 2026-01-10
outcome: partly-shipped
answer: A part of it is there.
answered: 2026-02-01
shipped: 2026-02-09
release: "4.2"
reason: {code: cost, text: The rest would take a year.}
review_by: 2027-01-01
reopen_if: Ten schools ask, or [the fax](decision:refused) goes.
evidence: [https://example.org/notes]
credits:
  - customer: ada
    for: [idea, testing]
also_said: [{said: Please leave it., credits: [ada]}]
options: [{option: A nightly e-mail, because: It is slow.}, {option: Nothing}]
criteria: [effort]
results: [{measure: Minutes, before: "35", after: "1", as_of: 2026-04-01}]
voices: {count: 41, as_of: 2026-04}
area: reports
themes: [speed]
segments: [schools]
channel: support
occasion: survey
decided_by: Head of reporting
supersedes: [plain]
""",
    "decisions/2026/plain.yml": RECORD + "outcome: withdrawn\nanswer: No longer needed.\nsuperseded_by: bigger\n",
}


def page_of(repository: Repository, text: str, about: About | None = None) -> str:
    """Return the page of one record without git."""
    site = site_of(repository({"decisions/2026/one.yml": text}), about or About("Example"))
    return content(site, "decisions/one/").body


def content(site: Site, address: str) -> Content:
    """Return one page; no other is rendered."""
    return next(page.render() for page in pages.pages(site) if page.address == address)


def headings(page: str) -> list[str]:
    return re.findall(r"<h2[^>]*>(.*?)</h2>", page)


def words(html: str) -> str:
    apart = re.sub(r"</?(dt|dd|div|p|li|td|th|h\d)\b[^>]*>", " ", html)
    return " ".join(re.sub(r"<[^>]*>", "", apart).split())


def events(page: str) -> list[str]:
    """Return the lines of the timeline."""
    found = re.search(r'<ol class="ys-timeline">(.*?)</ol>', page, re.DOTALL)
    assert found
    return [words(item) for item in re.findall("<li>(.*?)</li>", found[1], re.DOTALL)]


@pytest.fixture
def full(repository: Repository) -> str:
    root = repository(FULL)
    commit(root)
    return content(site_of(root), "decisions/bigger/").body


def test_a_full_record_is_told_in_order(full: str) -> None:
    assert headings(full) == [
        "You said",
        "We did a part",
        "Others said",
        "What else was considered",
        "What decided",
        "What it changed",
        "How it went",
        "What would reopen it",
        "Thanks",
        "See for yourself",
        "Related",
    ]
    assert full.index("Partly done") < full.index('<time datetime="2026-01-10">') < full.index("<h1")
    assert full.count("<h1") == 1
    assert full.index("A part of it is there") < full.index("Why not all of it") < full.index("Others said")


def test_many_names_are_folded_and_all_are_there(repository: Repository) -> None:
    files = {
        f"customers/c{n}.yml": f"form: person\nname: Name {n}\nconsent: {{given: 2026-01-01, how: asked}}\n"
        for n in range(NAMES + 2)
    }
    names = [f"c{n}" for n in range(NAMES + 2)]
    thanked = f"credits: [{', '.join(names)}]\nalso_said: [{{said: Me too., credits: [{', '.join(names)}]}}]\n"
    merged = {f"decisions/2026/m{n}.yml": f"{RECORD}outcome: merged\nmerged_into: one\n" for n in range(NAMES + 1)}
    few = f"{RECORD}outcome: received\ncredits: [{', '.join(names[:NAMES])}]\n"
    many = {"decisions/2026/one.yml": f"{RECORD}outcome: received\n{thanked}", "decisions/2026/few.yml": few}
    site = site_of(repository({f"decisions/{path}": text for path, text in files.items()} | merged | many))
    assert "<details" not in content(site, "decisions/few/").body
    page = content(site, "decisions/one/").body
    folded = re.findall(r"<details>\n<summary>(.*?)</summary>(.*?)</details>", page, re.DOTALL)
    assert [(summary, inside.count("<a ")) for summary, inside in folded] == [
        ("2 more names", 2),
        ("2 more names", 2),
        ("1 more record", 1),
    ]
    assert all(page.count(f"<bdi>Name {n}</bdi>") == 2 for n in range(NAMES + 2))
    listed = "".join(found.render().body for found in pages.pages(site) if found.kind is urls.DECISIONS)
    (card,) = re.findall(r'<h3[^>]*><a href="[./]+decisions/one/">.*?</article>', listed, re.DOTALL)
    assert card.count("customers/") == 6
    assert f"and {NAMES - 4} more</dd>" in card


def test_a_bare_record_has_no_empty_places(repository: Repository) -> None:
    page = page_of(repository, RECORD + "outcome: received\n")
    assert headings(page) == ["You said", "Our answer so far", "How it went", "Related"]
    assert "It has reached us, and is not under review yet." in page
    assert not re.search(r"<(ul|ol|dl|p|dd|div|section)[^>]*>\s*</\1>", page)


def test_everything_of_a_full_record_is_said(full: str) -> None:
    text = words(full)
    for said in (
        "41 people said so, as of April 2026.",
        "Too costly for now",
        "The rest would take a year.",
        "A nightly e-mail It is slow. Nothing No reason was noted.",
        "Decided by: Head of reporting",
        "Minutes 35 1 1 April 2026",
        "Ten schools ask, or the fax goes. We look at it again: 1 January 2027.",
        "Ada Example, for idea, testing",
    ):
        assert said in text, said
    for link in (
        "how-we-decide/#criterion-effort",
        "releases/4-2/",
        "reasons/cost/",
        "areas/reports/",
        "themes/speed/",
        "segments/schools/",
        "channels/support/",
        "criteria/effort/",
        "occasions/survey/",
        "decisions/plain/",
        "decisions/refused/",
    ):
        assert f'href="../../{link}"' in full, link
    assert 'href="https://example.org/notes"' in full


def test_every_word_that_is_explained_leads_to_its_records(repository: Repository) -> None:
    files: dict[str, str | bytes | None] = {
        "decisions/vocabulary.yml": "areas: {reports: Reports}\nthemes: {speed: Speed}\nsegments: {schools: Schools}\n"
        "channels: {support: Support}\nreasons: {cost: {name: Cost, text: Too much.}}\n"
        "criteria: {effort: {name: Effort, help: Weeks.}}\n",
        "decisions/2026/plain.yml": RECORD + "outcome: received\n",
        "decisions/2026/refused.yml": None,
    }
    page = content(site_of(repository(files)), "how-we-decide/").body
    for path in (
        "outcomes/declined/",
        "areas/reports/",
        "criteria/effort/",
        "reasons/cost/",
        "reasons/confidential/",
        "themes/speed/",
        "segments/schools/",
        "channels/support/",
    ):
        assert f'href="../{path}"' in page, path


def test_every_text_of_a_customer_has_a_direction_of_its_own(full: str) -> None:
    for said in ("<p>I want", "<p>Time is", "<p>A part", "<p>The rest", "<p>Ten schools", "<p>Please leave"):
        assert f'dir="auto">{said}' in full, said
    for said in ("Everything at once", "A nightly e-mail", "Minutes", "35"):
        assert f'dir="auto">{said}<' in full, said


@pytest.mark.parametrize("outcome", Outcome)
def test_the_answer_has_the_words_of_its_outcome(outcome: Outcome, repository: Repository) -> None:
    more = {
        "answer": "We thought of it.",
        "reason": "It is slow.",
        "shipped": "2026-02-01",
        "evidence": "[https://example.org/]",
        "credits": "[ada]",
        "review_by": "2027",
        "merged_into": "plain",
    }
    needs = "".join(f"{name}: {more[name]}\n" for name in sorted(outcome.needs))
    page = page_of(repository, f"{RECORD}outcome: {outcome}\n{needs}")
    assert headings(page)[1] == outcome.said
    assert outcome.icon in page.partition("<h1")[0]
    assert outcome.label in words(page.partition("<h1")[0])
    assert ("<h3>Why" in page) is outcome.is_no
    if not {"answer", "reason"} & outcome.needs:
        assert outcome.help in words(page)


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome.is_no])
def test_no_no_is_without_its_why(outcome: Outcome, repository: Repository) -> None:
    more = "answer: A.\nevidence: [https://example.org/]\ncredits: [ada]\nreview_by: unknown\n"
    text = f"{RECORD}outcome: {outcome}\n{more}reason: "
    site = site_of(repository({"decisions/2026/one.yml": text + "It is slow.\n"}))
    assert re.search("Why( not all of it)? It is slow.", words(content(site, "decisions/one/").body))
    assert "Why It is slow." in words(content(site, "decisions/").body)


def test_a_confidential_reason_is_said_plainly(repository: Repository) -> None:
    page = page_of(repository, RECORD + "outcome: declined\nreason: confidential\nconfidential_until: 2027-01-01\n")
    assert "<h3>Why</h3>\n<p>The reason is confidential.</p>" in page
    assert "We look again on 1 January 2027 whether it must stay so." in words(page)
    assert "confidential" not in words(page).partition("The reason is confidential.")[2]


def test_a_confidential_reason_need_have_no_end(repository: Repository) -> None:
    page = page_of(repository, RECORD + "outcome: declined\nreason: confidential\n")
    assert "The reason is confidential." in page
    assert "must stay so" not in page


def test_a_no_says_what_would_reopen_it(repository: Repository) -> None:
    text = RECORD + "outcome: not-now\nreason: It is slow.\nreview_by: unknown\n"
    page = page_of(repository, text + "reopen_if: Ten *schools* ask.\n")
    assert "What would reopen it</h2>\n<div" in page
    assert "Ten <em>schools</em> ask." in page
    assert "no date has been set" in page


def test_a_plan_says_when_we_look_again(repository: Repository) -> None:
    page = page_of(repository, RECORD + "outcome: planned\nanswer: We will.\nreview_by: 2027-03\nrelease: '5'\n")
    assert "We look again" in headings(page)
    assert "We look at it again: March 2027." in words(page)
    assert "Planned for 5" in words(page)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("outcome: planned\nanswer: We will.\nreview_by: 2026-05-31\n", ["31 May 2026"]),
        ("outcome: planned\nanswer: We will.\nreview_by: 2026-06\n", []),
        ("outcome: declined\nreason: confidential\nconfidential_until: 2026-06-29\n", ["29 June 2026"]),
        (
            "outcome: not-now\nreview_by: 2026-06-01\nreason: confidential\nconfidential_until: 2026-03-01\n",
            ["1 March 2026"],
        ),
    ],
)
def test_a_promise_that_was_not_kept_in_time_says_so_on_its_page(
    repository: Repository, text: str, due: list[str]
) -> None:
    page = words(page_of(repository, RECORD + text))
    assert re.findall(r"Overdue due by (\d+ \w+ \d+)", page) == due


def test_what_would_reopen_it_leads_to_public_records_only(repository: Repository) -> None:
    files: dict[str, str | bytes | None] = {
        "decisions/2026/one.yml": RECORD + "outcome: declined\nreason: R.\nreopen_if: See [this](decision:plain).\n",
        "decisions/2026/plain.yml": RECORD + "outcome: received\ndraft: true\n",
    }
    site = site_of(repository(files))
    assert site.by_key["one"].reopen_if == "See this."


@pytest.mark.parametrize(
    ("origin", "said"),
    [("already-under-way", "had begun before"), ("coincidence", "other reasons"), ("customer", "")],
)
def test_how_it_came_about_is_said_honestly(origin: str, said: str, repository: Repository) -> None:
    page = page_of(repository, f"{RECORD}outcome: reviewing\norigin: {origin}\n")
    assert ("Honestly" in page) is bool(said)
    assert said in page


@pytest.mark.parametrize("outcome", ["declined\nreason: R.", "withdrawn\nanswer: A."])
def test_nothing_is_said_of_how_it_came_about_where_nothing_did(outcome: str, repository: Repository) -> None:
    assert "Honestly" not in page_of(repository, f"{RECORD}outcome: {outcome}\norigin: coincidence\n")


# How it went.


def test_the_timeline_tells_everything_in_order(full: str) -> None:
    assert events(full) == [
        "January 2026 We asked: Survey of Example Customers",
        "10 January 2026 You said it",
        "1 February 2026 We answered",
        "9 February 2026 Shipped, 30 days after you said it",
        "1 March 2026 First published here",
        "date not known An earlier answer: Export all (Withdrawn)",
    ]


def test_what_happened_later_stands_there_too(repository: Repository) -> None:
    files = {
        **FULL,
        "decisions/2026/refused.yml": RECORD + "outcome: declined\nreason: R.\nanswered: 2026-02-03\n"
        "superseded_by: again\n",
        "decisions/2026/again.yml": RECORD + "outcome: planned\nanswer: We will.\nanswered: 2026-02-05\n"
        "review_by: unknown\nreopened: refused\n",
        "decisions/2026/same.yml": RECORD + "outcome: merged\nmerged_into: again\n",
        "decisions/2026/same-too.yml": RECORD + "outcome: merged\nmerged_into: again\nanswered: 2026-02-07\n",
    }
    site = site_of(repository(files))
    made = {key: content(site, f"decisions/{key}/").body for key in site.by_key}
    assert events(made["refused"]) == [
        "12 January 2026 You said it",
        "12 January 2026 Taken up again: Export all (Planned)",
        "3 February 2026 We answered",
        "date not known First published here",
    ]
    assert events(made["again"]) == [
        "12 January 2026 You said it",
        "12 January 2026 The same wish came in: Export all (Merged)",
        "12 January 2026 The same wish came in: Export all (Merged)",
        "3 February 2026 Our first answer: Export all (No)",
        "5 February 2026 Planned",
        "date not known First published here",
    ]
    assert events(made["same"])[1:] == [
        "date not known First published here",
        "date not known Merged into another record: Export all (Planned)",
    ]
    assert events(made["same-too"])[1] == "7 February 2026 Merged into another record: Export all (Planned)"
    assert events(made["plain"])[1] == "1 February 2026 A newer answer: Everything at once (Partly done)"


@pytest.mark.parametrize(
    ("asked", "shipped", "said"),
    [
        ("2026-01-12", "2026-01-13", "13 January 2026 Shipped, 1 day after you said it"),
        ("2026-01-12", "2026-01-12", "12 January 2026 Shipped"),
        ("2026-01-12", "2026-02", "February 2026 Shipped"),
        ("2026-01", "2026-02-09", "9 February 2026 Shipped"),
        ("2026", "2026-02-09", "9 February 2026 Shipped"),
        ("unknown", "2026-02-09", "9 February 2026 Shipped"),
        ("2026-01-12", "unknown", "date not known Shipped"),
    ],
)
def test_days_are_counted_between_whole_days_only(asked: str, shipped: str, said: str, repository: Repository) -> None:
    done = "outcome: shipped\nanswer: A.\nevidence: [https://example.org/]\ncredits: [ada]\n"
    text = RECORD.replace("2026-01-12", asked) + f"{done}shipped: {shipped}\n"
    seen = events(page_of(repository, text))
    assert said in seen
    if "unknown" not in (asked, shipped):
        assert seen[0].endswith("You said it")
        assert seen[1] == said


def test_a_part_of_a_date_never_stands_after_what_followed(repository: Repository) -> None:
    text = RECORD.replace("2026-01-12", "2025") + "outcome: received\n"
    assert events(page_of(repository, text)) == ["2025 You said it", "date not known First published here"]


def test_what_was_there_before_stands_before(repository: Repository) -> None:
    old = "outcome: already-there\nanswer: A.\nevidence: [https://example.org/]\nshipped: 2020-03-01\n"
    assert events(page_of(repository, RECORD + old))[:2] == ["1 March 2020 Shipped", "12 January 2026 You said it"]


def test_a_later_change_is_the_last_event(repository: Repository) -> None:
    root = repository({"decisions/2026/one.yml": RECORD + "outcome: received\n"})
    commit(root)
    (root / "decisions" / "2026" / "one.yml").write_text(RECORD + "outcome: received\nwhy: It is quicker.\n")
    commit(root, "2026-04-02T12:00:00Z")
    assert events(content(site_of(root), "decisions/one/").body) == [
        "12 January 2026 You said it",
        "1 March 2026 First published here",
        "2 April 2026 Last changed here",
    ]


# What it says of itself in a line.


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("outcome: received\n", "Received: It has reached us, and is not under review yet."),
        ("outcome: declined\nreason: It is *slow*.\n", "No: It is slow."),
        ("outcome: declined\nreason: {code: cost}\n", "No: The work is more than the gain."),
        ("outcome: declined\nreason: confidential\n", "No: The reason is confidential."),
        ("outcome: declined\nreason: R.\nanswer: We *tried*.\n", "No: We tried."),
    ],
)
def test_a_decision_is_described_by_what_became_of_it(text: str, line: str, repository: Repository) -> None:
    site = site_of(repository({"decisions/2026/one.yml": RECORD + text}))
    assert content(site, "decisions/one/").description == line


# Cards.


def test_a_card_has_what_was_said_beside_what_was_done(repository: Repository) -> None:
    listing = content(site_of(repository(FULL)), "decisions/").body
    cards = {re.findall("decisions/([a-z-]+)/", card)[0]: card for card in listing.split("<article")[1:]}
    card = words(cards["bigger"])
    assert "You said I want everything. We did a part A part of it is there. Why The rest would take a year." in card
    assert "Thanks to Ada Example" in card
    assert "Partly done" in card
    assert "Why Nobody else has asked for it in ten years." in words(cards["refused"])
    assert "We said no" not in words(cards["refused"])
    assert all("<h3" in card and 'id="' not in card for card in cards.values())
    assert len(cards["bigger"]) < 1_500


def test_a_card_without_an_answer_says_what_the_outcome_means(repository: Repository) -> None:
    files = {
        "decisions/2026/same.yml": RECORD + "outcome: merged\nmerged_into: plain\n",
        "decisions/2026/quiet.yml": RECORD + "outcome: declined\nreason: confidential\n",
        "decisions/2026/coded.yml": RECORD + "outcome: declined\nreason: {code: cost}\n",
    }
    text = words(content(site_of(repository(files)), "decisions/").body)
    assert "Our answer so far It has reached us, and is not under review yet." in text
    assert "Our answer Print in colour (Received)" in text
    assert "Why The reason is confidential." in text
    assert "Why The work is more than the gain." in text


# Occasions.


def test_an_occasion_tells_what_came_of_it(golden: Path) -> None:
    page = content(site_of(golden), "occasions/survey/").body
    assert headings(page) == ["We asked", "You said", "We did", "See for yourself"]
    text = words(page)
    assert "When we asked · January 2026 to 31 January 2026 · Support" in text
    assert "210 people took part, as of 1 February 2026." in text
    assert "2 decisions came of it: ✓ Done 1 ◐ Partly done 1" in text
    assert 'href="https://example.org/survey"' in page


def test_occasions_are_listed_with_their_balance(golden: Path) -> None:
    text = words(content(site_of(golden), "occasions/").body)
    assert "Survey of Example Customers January 2026 · 210 people took part · 2 decisions" in text
    assert "What should a report look like? ✓ Done 1 ◐ Partly done 1" in text


def test_an_occasion_without_anything_says_so(repository: Repository) -> None:
    site = site_of(repository({}))
    page = content(site, "occasions/survey/").body
    assert "We have not yet summed up what we heard." in page
    assert "Nothing has been decided on it yet." in page
    assert headings(page) == ["We asked", "You said", "We did"]
    assert "Survey of Example Customers January 2026 · 0 decisions" in words(content(site, "occasions/").body)


def test_where_we_never_asked_the_page_leads_on(repository: Repository) -> None:
    page = content(site_of(repository({"decisions/occasions/survey.yml": None})), "occasions/").body
    assert "There has been no survey or event yet." in page
    assert 'href="../decisions/"' in page


# Tell us more.

HOSTILE = 'Say "<b>" & </a> {id} 100% é?#\''


def test_one_can_tell_us_more(repository: Repository) -> None:
    about = About("Example", talk_back="https://example.org/new?title={title}&id={id}")
    page = page_of(repository, RECORD.replace("Export all", json.dumps(HOSTILE)) + "outcome: received\n", about)
    found = re.findall(r'<p class="ys-talk"><a href="([^"]*)" rel="nofollow">Tell us more</a>', page)
    assert found == [
        "https://example.org/new?title=Say%20%22%3Cb%3E%22%20%26%20%3C%2Fa%3E%20%7Bid%7D%20100%25%20%C3%A9%3F%23%27&amp;id=one"
    ]


def test_without_a_place_nobody_is_asked_for_more(repository: Repository) -> None:
    assert "Tell us more" not in page_of(repository, RECORD + "outcome: received\n")


def test_mails_can_be_asked_for() -> None:
    pattern = "mailto:us@example.org?subject={id}&body={title}"
    assert talk.fault(pattern) is None
    assert talk.address(pattern, "one", "a b\nBcc: c@example.org") == (
        "mailto:us@example.org?subject=one&body=a%20b%0ABcc%3A%20c%40example.org"
    )


@pytest.mark.parametrize(
    "pattern",
    [
        "javascript:alert({id})",
        "data:text/html,{id}",
        "//example.org/{id}",
        "/new/{id}",
        "https:///{id}",
        "https://us@example.org/{id}",
        "https://example.org/ {id}",
        'https://example.org/"{id}',
        "https://example.org/{id",
        "https://example.org/{id}/{",
        "https://example.org/",
        "https://example.org/{title}",
        "https://example.org/{id}{name}",
        "https://example.org/{id}{}",
        "mailto:{id}",
        "mailto:us@example.org {id}",
        "MAILTO:{id}",
        "us@example.org?{id}",
    ],
)
def test_other_places_are_refused_with_a_hint(pattern: str, repository: Repository) -> None:
    wrong = talk.fault(pattern)
    assert wrong is not None
    assert wrong[0].startswith("`talk_back`")
    assert "type `https://" in wrong[1]


def test_a_place_that_is_no_address_stops_the_build(repository: Repository) -> None:
    config = SITE["mkdocs.yml"].replace("[yousaid]", "[yousaid: {talk_back: 'javascript:x({id})'}]")
    said = build(repository({**SITE, "mkdocs.yml": config}))
    assert "mkdocs.yml: error[YS801]: `talk_back` must be a full address" in said
    assert "hint: type `https://" in said


def test_the_place_of_the_configuration_is_used(repository: Repository) -> None:
    config = SITE["mkdocs.yml"].replace("[yousaid]", "[yousaid: {talk_back: 'https://example.org/?id={id}'}]")
    root = repository({**SITE, "mkdocs.yml": config})
    assert build(root) == ""
    page = (root / "site" / "decisions" / "plain" / "index.html").read_text()
    assert 'href="https://example.org/?id=plain" rel="nofollow">Tell us more' in page
