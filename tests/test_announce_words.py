"""What customers are told in words: honest ones, in the site's language or the organisation's own."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import telling
from conftest import TODAY, Repository
from telling import a_message, a_telling, all_said
from yousaid.announce import Event, Kind, Message, facts
from yousaid.announce.addresses import Addressee
from yousaid.announce.said import said
from yousaid.announce.speech import FILE, NAMES, TEMPLATE, VARIABLE, speech, tidy
from yousaid.diagnostics import Code
from yousaid.model import UNKNOWN, Form, Outcome, Role, When
from yousaid.outputs.language import LANGUAGES, language
from yousaid.views import Person, Site
from yousaid.views.figures import Late, Promise


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return telling.site(tmp_path_factory.mktemp("words") / "repository")


def letter(site: Site, record: str, *kinds: Kind, code: str = "en", **fields: object) -> str:
    (found,) = all_said(site, a_message(site, record, *kinds, **fields), code=code).letters
    return found.text


def test_a_letter_says_what_they_told_us_what_came_of_it_and_thanks(site: Site) -> None:
    message = a_message(
        site,
        "export-all",
        Kind.OUTCOME,
        Kind.FIRST_ANSWER,
        roles=(Role.IDEA, Role.TESTING),
        asked=When(2025, 4, 26),
        promised=14,
        waited=424,
    )
    (found,) = all_said(site, message).letters
    assert found.subject == 'Done: Export <b>every</b> report & more "in one go"'
    assert found.text == (
        "Hello Ada Example,\n\n"
        "You told us 14 months ago:\n\n"
        "> I say: </title><script>alert(1)</script> & please.\n\n"
        "Here is our answer.\n\n"
        "We promise a first answer within 14 days.\n"
        "You waited 14 months for our first answer.\n"
        "That is too long, and we are sorry.\n\n"
        "This is what became of it: Done.\n\n"
        "> Done, see the fax, and not this; ask a customer.\n\n"
        "Thank you for the idea.\n"
        "Thank you for testing it.\n\n"
        "Its page names you. If you would rather not be named, tell us, and we take your name down everywhere."
        "\n\n"
        "All of it can be read here, and stays at this address:\n"
        "https://feedback.example.org/decisions/export-all/\n\n"
        "Example"
    )


def test_a_confidential_reason_is_called_that_and_no_more(site: Site) -> None:
    (found,) = all_said(site, a_message(site, "quiet")).letters
    assert found.subject == "Our answer: Sell it to our rival"
    assert "Our answer is no.\n\nWe cannot say why.\n\nThank you for the idea.\n\nIts page" in found.text


def test_a_no_says_why_and_what_would_reopen_it(site: Site) -> None:
    text = letter(site, "later")
    assert (
        "Our answer is: not now.\n\nThis is why:\n\n> Too costly for now\n> The work is more than the gain.\n" in text
    )
    assert "This would make us look at it again:\n\n> If a second school asks for it.\n" in text
    assert "We look at it again" not in text  # nobody knows when
    assert "Honestly" not in text  # where nothing was done, nothing came about
    assert "We look at it again by 1 January 2027." in letter(site, "wish")


@pytest.mark.parametrize(
    ("kind", "promise", "words", "subject"),
    [
        (Kind.BROKEN_PROMISE, None, "We had said: Done. We have to take that back", "We are sorry: Print in green"),
        (
            Kind.BROKEN_PROMISE,
            Promise.FIRST_ANSWER,
            "We owed a first answer by 1 March 2026, and have not given one yet. We are sorry.",
            "We are sorry: Print in green",
        ),
        (
            Kind.BROKEN_PROMISE,
            Promise.REVIEW,
            "We said that we would look at it again by 1 March 2026. We have not done so yet",
            "We are sorry: Print in green",
        ),
        (
            Kind.BROKEN_PROMISE,
            Promise.CONFIDENTIAL,
            "We said that by 1 March 2026 we would ask again whether we can tell you why.",
            "We are sorry: Print in green",
        ),
        (Kind.REOPENED, None, "\n\nTaken up again: Print in green\n\n", "Taken up again: Print in green"),
        (Kind.FIRST_ANSWER, None, "Here is our answer.", "Planned: Print in green"),
        (Kind.CREDIT, None, "Now its page thanks you, too.", "Thank you: Print in green"),
        (Kind.OUTCOME, None, "This is how it stands: Planned.", "Planned: Print in green"),
    ],
)
def test_each_kind_of_news_has_its_words(
    site: Site, kind: Kind, promise: Promise | None, words: str, subject: str
) -> None:
    late = Late(site.by_key["wish"], dt.date(2026, 3, 1), promise) if promise else None
    (found,) = all_said(site, a_message(site, "wish", kind, broken=late, before=Outcome.SHIPPED)).letters
    assert words in found.text
    assert found.subject == subject
    changed = promise is None and kind in {Kind.BROKEN_PROMISE, Kind.REOPENED, Kind.OUTCOME}
    assert ("This is why we changed our mind:\n\n> Ten more asked.\n" in found.text) is changed
    assert ("We look at it again by" in found.text) is (promise is None)


def test_a_yes_that_a_merger_took_back_is_said_to_those_behind_it_only(site: Site) -> None:
    old = (site.by_key["same-green"],)
    event = Event("same-green", "ada", Kind.BROKEN_PROMISE, "merged:wish")
    message = a_message(site, "wish", events=(event,), speaks_for=old, before=Outcome.PLANNED)
    found = all_said(site, message)
    sorry = "We had said: Planned. We have to take that back, and we are sorry."
    assert sorry in found.letters[0].text
    assert "It went on in one place, together with what others told us" in found.letters[0].text
    assert "we changed our mind" not in found.letters[0].text  # that is what the other record says of itself
    assert [(comment.source[-1], sorry in comment.text) for comment in found.comments] == [("8", True)]
    assert "More of you told us the same" in found.digest
    assert "sorry" not in found.digest


def test_only_where_we_had_said_no_we_say_so(site: Site) -> None:
    said = "We had said no. Now we have taken it up again."
    assert said in letter(site, "wish", Kind.REOPENED, refused=True)
    assert said not in letter(site, "wish", Kind.REOPENED)


def test_whose_idea_waited_until_it_was_merged_gets_an_apology_and_nobody_else(site: Site) -> None:
    old = (site.by_key["same-green"],)
    late = a_message(site, "wish", Kind.MERGED, speaks_for=old, promised=14, waited=90)
    found = all_said(site, late)
    sorry = "You waited 3 months for our first answer.\nThat is too long, and we are sorry.\n"
    assert sorry in found.letters[0].text
    assert [sorry in comment.text for comment in found.comments] == [True]
    assert "sorry" not in found.digest


def test_a_change_of_mind_says_why_beside_an_answer_that_is_owed(site: Site) -> None:
    late = Late(site.by_key["wish"], dt.date(2026, 3, 1), Promise.FIRST_ANSWER)
    text = letter(site, "wish", Kind.BROKEN_PROMISE, Kind.OUTCOME, broken=late)
    assert "We owed a first answer by 1 March 2026" in text
    assert "This is why we changed our mind:\n\n> Ten more asked.\n" in text


def test_those_behind_a_duplicate_hear_where_it_goes_on(site: Site) -> None:
    old = (site.by_key["same-green"],)
    (merged,) = all_said(site, a_message(site, "wish", Kind.MERGED, speaks_for=old)).letters
    assert merged.subject == "You are not the only one: Print in green"
    assert "> Green!\n" in merged.text
    assert "it goes on in one place for all of you: “Print in green”." in merged.text
    assert (
        "More of you told us the same, and it goes on here."
        in all_said(site, a_message(site, "wish", Kind.MERGED, speaks_for=old)).digest
    )
    later = letter(site, "wish", Kind.OUTCOME, speaks_for=old)
    assert "It went on in one place, together with what others told us: “Print in green”." in later


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (When(2026, 6, 29), "You told us 1 day ago:"),
        (When(2026, 5, 2), "You told us 59 days ago:"),
        (When(2026, 5, 1), "You told us 2 months ago:"),
        (When(2023, 10, 5), "You told us 33 months ago:"),
        (When(2023, 6, 1), "You told us 3 years ago:"),
        (When(2026, 6, 30), "You told us (30 June 2026):"),
        (When(2026, 7, 2), "You told us (2 July 2026):"),
        (When(2025, 3), "You told us (March 2025):"),
        (When(2019), "You told us (2019):"),
        (UNKNOWN, "You told us:"),
    ],
)
def test_how_long_ago_it_was_is_said_only_where_the_day_is_known(site: Site, asked: When, words: str) -> None:
    assert f"\n\n{words}\n\n> " in letter(site, "export-all", asked=asked)


@pytest.mark.parametrize(
    ("promised", "waited", "words"),
    [
        (14, 14, None),
        (
            14,
            15,
            "We promise a first answer within 14 days.\nYou waited 15 days for our first answer.\nThat is too long",
        ),
        (
            1,
            2000,
            "We promise a first answer within 1 day.\nYou waited 5 years for our first answer.\nThat is too long",
        ),
        (14, None, None),
        (None, 365, None),
        (None, 366, "\n\nYou waited 12 months for our first answer.\nThat is too long, and we are sorry.\n"),
    ],
)
def test_an_apology_fits_how_late_the_answer_came(
    site: Site, promised: int | None, waited: int | None, words: str | None
) -> None:
    first = letter(site, "export-all", Kind.FIRST_ANSWER, promised=promised, waited=waited)
    assert words in first if words else "sorry" not in first
    assert "sorry" not in letter(site, "export-all", Kind.OUTCOME, promised=promised, waited=waited)


def test_only_who_asked_has_waited(site: Site) -> None:
    late: dict[str, Any] = {"promised": 14, "waited": 100}
    assert "sorry" in letter(site, "export-all", Kind.FIRST_ANSWER, roles=(Role.PROBLEM,), **late)
    assert "sorry" not in letter(site, "export-all", Kind.FIRST_ANSWER, roles=(Role.TESTING,), **late)
    assert "sorry" not in letter(site, "export-all", Kind.FIRST_ANSWER, roles=(), other_view=True, **late)


def test_everybody_is_thanked_for_what_they_did(site: Site) -> None:
    text = letter(site, "export-all", roles=tuple(Role), other_view=True)
    assert text.count("Thank you for ") == len(Role) + 1
    assert "Thank you for your own view. It stands beside our answer." in text


def test_who_did_not_ask_is_not_told_that_they_did(site: Site) -> None:
    assert "You had a part in this:\n\n> Print in green\n" in letter(site, "wish", roles=(Role.DATA,))
    view = letter(site, "wish", roles=(), other_view=True)
    assert "You told us your own view of this:\n\n> Print in green\n" in view


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        ("bigger", "Honestly: the work had begun before this was asked. We are grateful all the same."),
        ("late-luck", "Honestly: it came about for other reasons. We are grateful all the same."),
    ],
)
def test_how_it_came_about_is_said_beside_the_thanks(site: Site, origin: str, words: str) -> None:
    record = site.by_key["bigger"]
    if origin == "late-luck":
        record = dataclasses.replace(record, origin=type(record.origin)("coincidence"))
    text = letter(site, "bigger", decision=record)
    assert f"Thank you for the idea.\n\n{words}\n" in text


def test_a_letter_says_how_the_page_names_them(site: Site) -> None:
    described = letter(site, "wish", person=Person("A customer in retail", form=Form.DESCRIBED))
    assert described.startswith("Hello,\n\n")
    assert "It thanks “A customer in retail”." in described
    for nobody in (None, Person()):
        unnamed = letter(site, "wish", person=nobody)
        assert "Its page does not name you. If you would like it to, tell us." in unnamed
        assert unnamed.startswith("Hello,\n\n")


def test_a_name_that_only_the_organisation_knows_stands_in_the_letter_only(site: Site) -> None:
    known = {"ada": Addressee("ada@example.org", "Mrs Lovelace")}
    found = all_said(site, a_message(site, "wish", person=None), known=known)
    assert found.letters[0].text.startswith("Hello Mrs Lovelace,\n\n")
    assert "Lovelace" not in found.digest + "".join(each.text for each in found.comments)


def test_words_of_the_other_direction_stay_apart(site: Site) -> None:
    person = Person("مريم", "ada")
    english = letter(site, "bigger", Kind.MERGED, person=person)
    assert english.startswith("Hello \u2068مريم\u2069,\n")
    assert "“\u2068تصدير كل التقارير\u2069”" in english
    arabic = letter(site, "bigger", Kind.MERGED, person=person, code="ar")
    assert "\u2068" not in arabic.replace("\u2068Example\u2069", "")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_letter_is_written_in_every_language(site: Site, code: str) -> None:
    for kind in Kind:
        found = all_said(site, a_message(site, "wish", kind, waited=20, promised=3), code=code)
        assert "%(" not in found.letters[0].text + found.letters[0].subject + found.digest


def test_every_variable_has_a_meaning_and_no_other(site: Site) -> None:
    message, spoken = a_message(site), language("en")
    known = facts.letter(message, "Example", TODAY, spoken)
    assert known.keys() == facts.notice(message, "Example", TODAY, spoken).keys()
    assert {*known, *facts.digest((), "Example", spoken)} == {*facts.VARIABLES}
    assert list(facts.VARIABLES) == sorted(facts.VARIABLES)


def test_what_nobody_sees_is_taken_out() -> None:
    assert tidy("\n a\x00b\u202ec \r\n\n\n\n\u2067d\te\n") == " a b c\n\n d e"


# What everybody may read.


def test_public_texts_hold_what_is_public(site: Site) -> None:
    found = all_said(
        site,
        a_message(site, "export-all", Kind.OUTCOME),
        a_message(site, "export-all", Kind.CREDIT, customer="gone", person=None, roles=(Role.DATA,)),
        a_message(site, "bigger", Kind.CREDIT),
        a_message(site, "wish", Kind.OUTCOME),
    )
    assert [len(notice.messages) for notice in found.notices] == [2, 1, 1]
    whole, bigger, wish = (notice.text for notice in found.notices)
    assert whole.startswith('## Export <b>every</b> report & more "in one go"\n\nYou said\n\n> I say: ')
    assert "Thanks to Ada Example, A customer in retail, and to customers without a name." in whole
    assert "Thanks to customers without a name." not in bigger + wish
    assert "Its page" not in found.digest
    assert "Hello" not in found.digest
    assert "gone" not in found.digest
    assert "There is news of 3 things that you told us." in found.digest
    assert found.digest.endswith("https://feedback.example.org/decisions/wish/\n\nExample")


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ((), ""),
        ((Person(),), "Thanks to customers without a name."),
        ((Person("Ada", "ada"), Person("Bo", "bo")), "Thanks to Ada, Bo."),
    ],
)
def test_public_texts_thank_those_who_may_be_named(site: Site, people: tuple[Person, ...], words: str) -> None:
    (thanks,) = {type(each) for each in site.by_key["export-all"].thanks}
    decision = dataclasses.replace(site.by_key["wish"], thanks=tuple(thanks(each, (Role.IDEA,)) for each in people))
    (notice,) = all_said(site, a_message(site, "wish", decision=decision)).notices
    assert words in notice.text
    assert ("Thanks to" in notice.text) is bool(words)


def test_the_most_telling_message_speaks_for_a_record(site: Site) -> None:
    credit, broken = a_message(site, "wish", Kind.CREDIT), a_message(site, "wish", Kind.BROKEN_PROMISE)
    (notice,) = all_said(site, credit, broken).notices
    assert notice.messages == (broken, credit)
    assert "We had said" in notice.text


def test_it_is_said_where_it_came_from(site: Site) -> None:
    old = (site.by_key["same-green"],)

    def places(*messages: Message) -> list[tuple[str, bool]]:
        comments = all_said(site, *messages).comments
        return [(comment.source[-1], "in one place" in comment.text) for comment in comments]

    assert places(a_message(site, "wish")) == [("7", False)]
    assert places(a_message(site, "wish", Kind.OUTCOME, speaks_for=old)) == [("8", True), ("7", False)]
    assert places(a_message(site, "wish", Kind.MERGED, speaks_for=old)) == [("8", True)]
    assert places(a_message(site, "wish", Kind.CREDIT, speaks_for=old)) == []
    assert places(a_message(site, "wish"), a_message(site, "wish", customer="bo")) == [("7", False)]
    assert places(a_message(site, "quiet")) == []


# An organisation's own words.


def own(repository: Repository, **files: str | bytes) -> Path:
    """Return a folder with own templates; `_` in a name stands for the dots."""
    return repository({f"announce/{name.replace('_', '.')}": text for name, text in files.items()})


def test_own_words_take_the_place_of_ours(site: Site, repository: Repository) -> None:
    root = own(
        repository,
        greeting_txt_j2="Dear {{ name or 'friend' }}!\r\n",
        README_md="Our words",
        subject_txt_j2="{% set word = outcome | upper %}{{ word }}\n\n{{ title }}",
    )
    (root / "announce" / ".hidden").touch()
    (found,) = all_said(site, a_message(site, "wish"), root=root).letters
    assert found.text.startswith("Dear Ada Example!\n\nYou told us")
    assert found.subject == "PLANNED Print in green"


def test_a_line_that_is_no_words_of_ours_is_said_as_it_is(site: Site, repository: Repository) -> None:
    root = own(repository, letter_txt_j2='{% include "greeting.txt.j2" %}{{ answer | quote }}')
    (found,) = all_said(site, a_message(site, "wish"), root=root).letters
    assert found.text == "Hello Ada Example,\n> We are going to."


@pytest.mark.parametrize(
    ("name", "text", "code", "line", "column", "words"),
    [
        ("leter.txt.j2", "x", FILE, 0, 0, "did you mean `letter.txt.j2`?"),
        ("zzz", "x", FILE, 0, 0, "type one of `answer.txt.j2`"),
        ("letter.txt.j2", "a\n{% if title %}b", TEMPLATE, 2, 1, "mend the line"),
        ("letter.txt.j2", "{{ title | shout }}", TEMPLATE, 1, 1, "mend the line"),
        ("letter.txt.j2", "{{ told | random }}", TEMPLATE, 1, 1, "mend the line"),
        ("letter.txt.j2", "{{ lipsum() }}", VARIABLE, 1, 4, "type one of those"),
        ("letter.txt.j2", "a\n\n{{ outcome }}, {{ titel }}", VARIABLE, 3, 19, "did you mean `title`?"),
        ("letter.txt.j2", "{{ zzz() }}", VARIABLE, 1, 4, "yousaid explain YS647"),
        ("letter.txt.j2", 'a\n{% include "greting.txt.j2" %}', TEMPLATE, 2, 1, "did you mean `greeting.txt.j2`?"),
        ("letter.txt.j2", '{% extends "zzz" %}', TEMPLATE, 1, 1, "type one of"),
        ("letter.txt.j2", b"a\n\xff", TEMPLATE, 2, 0, "save it again as UTF-8"),
        ("letter.txt.j2", "{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}", TEMPLATE, 0, 0, "mend the line"),
    ],
)
def test_a_fault_in_own_words_is_shown_where_it_stands(
    repository: Repository, name: str, text: str | bytes, code: Code, line: int, column: int, words: str
) -> None:
    _, (fault,) = speech(repository({f"announce/{name}": text}), language("en"))
    assert (fault.code, fault.span.path, fault.span.line, fault.span.column) == (code, f"announce/{name}", line, column)
    assert words in fault.hint


def test_all_faults_are_shown_at_once(repository: Repository) -> None:
    root = repository({"announce/letter.txt.j2": "{{ a }}\n{{ b }}", "announce/z": "", "announce/thanks.txt.j2/x": ""})
    _, faults = speech(root, language("en"))
    assert [fault.span.path.removeprefix("announce/") for fault in faults] == [
        "thanks.txt.j2",
        "z",
        *2 * ["letter.txt.j2"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ 1 / (title | length - 14) }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ title.zzz }}",
        '{% include ["zzz"] %}',
        '{% include "letter.txt.j2" %}',
        "{% for each in range(1000000) %}{% endfor %}",
        "{{ roles.append(1) }}",
        "{{ notices }}",
    ],
)
def test_what_breaks_while_it_is_filled_in_is_said_once_with_its_line(
    site: Site, repository: Repository, text: str
) -> None:
    root = own(repository, letter_txt_j2=f"Hello\n\n{text}\n")
    words, faults = speech(root, language("en"))
    assert faults == []
    found, broken = said(a_telling(site, a_message(site, "wish"), a_message(site, "wish")), words)
    assert found is None
    (fault,) = broken
    assert (fault.code, fault.span.path, fault.span.line) == (TEMPLATE, "announce/letter.txt.j2", 3)
    assert fault.message.startswith("a template must work for every message; here it broke: ")


def test_a_mistake_of_ours_is_no_fault_of_theirs(site: Site, repository: Repository) -> None:
    words, _ = speech(own(repository, closing_txt_j2="Bye"), language("en"))
    with pytest.raises(Exception, match="is undefined"):
        words.text("letter.txt.j2", {})
    assert NAMES
