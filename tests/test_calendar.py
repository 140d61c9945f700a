"""The calendar: by the grammar of RFC 5545, and no day in it that we did not name or say to be the last."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import icalendar
import pytest

from conftest import ABOUT, Repository, commit, site_of
from yousaid import urls
from yousaid.outputs import calendar, pages
from yousaid.views import About, Site

HEAD = "idea: I\nasked: 2026-01-01\noutcome: not-now\nreason: Later.\narea: reports\n"
# RFC 5545, 3.1 and 3.3.11, for the properties that are written here. Parameters and values are checked one by one.
LINE = re.compile(r"(?P<name>[A-Z-]+)(?:;(?P<parameter>[A-Z-]+=[A-Z-]+))?:(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)")
TEXT = r"(?:[^\x00-\x1f\x7f\\;,]|\\[\\;,nN]|\t)*"
STAMP = r"[0-9]{8}T[0-9]{6}Z"
CALENDAR = {"VERSION": r"2\.0", "PRODID": TEXT, "X-WR-CALNAME": TEXT}
EVENT = {
    "UID": r"tag:[a-z.]+\\,2026:[a-z0-9/-]+(#reason)?",
    "DTSTAMP": STAMP,
    "DTSTART": "[0-9]{8}",
    "SUMMARY": TEXT,
    "URL": r"https://[!-~]+",
    "TRANSP": "OPAQUE|TRANSPARENT",
}


def parsed(data: bytes) -> list[dict[str, str]]:
    """Read a calendar strictly: line ends, folding, nesting, each property once and with a value of its type."""
    assert data.endswith(b"\r\n")
    lines = data[:-2].split(b"\r\n")
    for line in lines:
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode()  # no character is cut in two
    unfolded = re.sub("\r\n[ \t]", "", "\r\n".join(line.decode() for line in lines)).split("\r\n")
    assert (unfolded[0], unfolded[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    first = unfolded.index("BEGIN:VEVENT")
    assert set(properties(unfolded[1:first], CALENDAR)) >= {"VERSION", "PRODID"}
    events, rest = [], unfolded[first:-1]
    while rest:
        assert rest[0] == "BEGIN:VEVENT"
        end = rest.index("END:VEVENT")
        found = properties(rest[1:end], EVENT)
        assert set(found) >= {"UID", "DTSTAMP", "DTSTART"}
        events.append(found)
        rest = rest[end + 1 :]
    assert len({event["UID"] for event in events}) == len(events)
    return events


def properties(lines: list[str], known: dict[str, str]) -> dict[str, str]:
    found = {}
    for line in lines:
        match = LINE.fullmatch(line)
        assert match, line
        name, value = match["name"], match["value"]
        assert name not in found
        assert re.fullmatch(known[name], value), line
        assert match["parameter"] == ("VALUE=DATE" if name == "DTSTART" else None)
        if name in {"UID", "SUMMARY", "X-WR-CALNAME"}:
            value = re.sub(r"\\(.)", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], value)
        found[name] = value
    return found


def as_others_read(data: bytes) -> list[dict[str, str]]:
    """Read a calendar as a library reads those of others; nothing is missing, and nothing had to be put right."""
    (found,) = icalendar.Calendar.from_ical(data, multiple=True)
    for component in (found, *found.walk("VEVENT")):
        assert not component.errors
        assert set(component) >= set(component.required)
    theirs, ours = (each.replace(b"\r\n ", b"") for each in (found.to_ical(sorted=False), data))
    assert theirs == ours, "lines may be folded elsewhere"
    return [{name: str(event[name]) for name in ("UID", "SUMMARY", "URL")} for event in found.walk("VEVENT")]


def made(site: Site) -> bytes:
    (file,) = calendar.files(site)
    assert file.path == urls.CALENDAR
    data = file.make()
    wanted = ("UID", "SUMMARY", "URL")
    assert as_others_read(data) == [{name: event[name] for name in wanted} for event in parsed(data)]
    return data


def wish(title: str, review_by: str) -> str:
    return f"title: {title}\n{HEAD}review_by: {review_by}\n"


def test_a_known_date_is_an_event_on_its_last_day(repository: Repository) -> None:
    days = {"b": "2027-01-02", "a": "2027-01-02", "early": "2026-12-30", "month": "2028-02", "year": "2026"}
    files = {f"decisions/2026/{key}.yml": wish(key.upper(), day) for key, day in {**days, "open": "unknown"}.items()}
    root = repository(files)
    commit(root)
    site = site_of(root)
    events = parsed(made(site))
    assert [(event["DTSTART"], event["SUMMARY"]) for event in events] == [
        ("20261230", "We look again: EARLY"),
        ("20261231", "We look again by the end of 2026: YEAR"),
        ("20270102", "We look again: A"),
        ("20270102", "We look again: B"),
        ("20280229", "We look again by the end of February 2028: MONTH"),
    ]
    assert events[0] == {
        "UID": "tag:feedback.example.org,2026:/decisions/early/",
        "DTSTAMP": "20260301T120000Z",
        "DTSTART": "20261230",
        "SUMMARY": "We look again: EARLY",
        "URL": "https://feedback.example.org/decisions/early/",
        "TRANSP": "TRANSPARENT",
    }
    assert made(site) == made(site_of(root, today=dt.date(2026, 7, 31))), "the day of the build changes nothing"
    (page,) = (page.render().body for page in pages.pages(site) if page.kind is urls.FOLLOW)
    assert 'href="../calendar.ics"' in page
    assert "Of 5 we said by when we look again" in page


@pytest.mark.parametrize(
    "title",
    [
        "a, b; c: d \\ e \\n f",
        "Größe " + "ü" * 100,
        "\U0001f600" * 60,
        "日本語の題名" * 20,
        "x" * 59,
        "x" * 60,
        "x" * 61,
        "END:VEVENT",
        "مرحبا بالعالم",
    ],
)
def test_a_title_comes_back_as_it_was(repository: Repository, title: str) -> None:
    quoted = '"' + title.replace("\\", "\\\\") + '"'
    (event,) = parsed(made(site_of(repository({"decisions/2026/x.yml": wish(quoted, "2027-01-01")}))))
    assert event["SUMMARY"] == f"We look again: {title}"


def test_what_could_end_a_line_or_a_calendar_does_not(repository: Repository) -> None:
    root = repository({"decisions/2026/x.yml": wish('"A BEGIN:VEVENT ;VALUE=DATE:"', "2027-01-01")})
    (event,) = parsed(made(site_of(root, About("Ours\x07\r\nEND:VCALENDAR\x7f", ABOUT.url))))
    assert event["SUMMARY"] == "We look again: A BEGIN:VEVENT ;VALUE=DATE:"


def test_the_parser_of_these_tests_sees_faults(repository: Repository) -> None:
    good = made(site_of(repository({"decisions/2026/x.yml": wish("A, b", "2027-01-01")})))
    faults = ((b"\r\n", b"\n"), (b"A\\, b", b"A, b"), (b";VALUE=DATE", b""), (b"END:VEVENT\r\n", b""), (b"UID", b"X"))
    for old, new in faults:
        assert old in good
        with pytest.raises((AssertionError, ValueError, KeyError)):
            parsed(good.replace(old, new))


def test_there_is_no_calendar_without_a_day_a_date_or_an_address(repository: Repository) -> None:
    undated = wish("T", "2027-01-01").replace("2026-01-01", "unknown")
    root = repository({"decisions/2026/x.yml": undated})
    assert list(calendar.files(site_of(root))) == [], "an event must say when it was changed"
    (root / "decisions" / "2026" / "x.yml").write_text(wish("T", "2027-01-01"))
    assert len(list(calendar.files(site_of(root)))) == 1
    assert list(calendar.files(site_of(root, About("Example")))) == []


def test_the_day_of_a_confidential_reason_is_an_event_of_its_own(repository: Repository) -> None:
    secret = wish("Both", "2027-02").replace("reason: Later.", "reason: confidential\nconfidential_until: 2027-01-01")
    root = repository({"decisions/2026/both.yml": secret})
    commit(root)
    site = site_of(root)
    assert [(event["DTSTART"], event["UID"].rpartition(":")[2]) for event in parsed(made(site))] == [
        ("20270101", "/decisions/both/#reason"),
        ("20270228", "/decisions/both/"),
    ]
    (page,) = (page.render().body for page in pages.pages(site) if page.kind is urls.FOLLOW)
    assert "Of 1 we said by when we look again" in page


def test_what_is_done_is_not_looked_at_again(repository: Repository) -> None:
    done = wish("Done", "2027-01-01").replace(
        "not-now", "shipped\nanswer: So it is.\nshipped: 2026-02-01\ncredits: [ada]"
    )
    root = repository({"decisions/2026/done.yml": done.replace("reason: Later.", "evidence: [https://example.org/]")})
    commit(root)
    site = site_of(root)
    assert list(calendar.files(site)) == []
    (page,) = (page.render().body for page in pages.pages(site) if page.address == "decisions/done/")
    assert "again" not in page


def test_the_records_of_the_past_are_looked_at_too(golden: Path) -> None:
    (golden / "decisions" / "2026" / "old.yml").write_text(wish("Old", "2026-02-01"))
    commit(golden, "2026-04-01T00:00:00Z")
    assert [event["DTSTAMP"] for event in parsed(made(site_of(golden))) if "old" in event["UID"]] == [
        "20260401T000000Z"
    ]
