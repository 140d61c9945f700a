"""Nothing public vanishes: a build is compared with what is public, and all that would be lost is said at once."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conftest import SITE, TODAY, Repository, commit, run
from host import Host, hosted, saying
from yousaid import cli, guard, pipeline
from yousaid.diagnostics import Diagnostic
from yousaid.published import Folder, PublishedError

URL = "https://feedback.example.org/said/"
FIRST, LAST = "2026-03-01T12:00:00Z", "2026-04-01T12:00:00Z"
CONSENT = "name: {}\nform: person\nconsent: {{given: 2026-01-20, how: asked{}}}\n"


def item(key: str, *thanked: str | None, **more: Any) -> dict[str, Any]:
    """Return a record of the API; who is thanked is named by key."""
    found = [{"customer": each, "name": each.title() if each else "A customer", "roles": ["idea"]} for each in thanked]
    return {"id": key, "published": FIRST, "updated": LAST, "credits": found, "also_said": [], **more}


def write(folder: Path, files: Mapping[str, str]) -> Folder:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return Folder(folder)


def site(folder: Path, *items: dict[str, Any], pages: Sequence[str] = (), url: str = URL, **more: Any) -> Folder:
    """Write a small site: its API, its sitemap, and a page at each address."""
    lists = {"decisions": items, "occasions": (), "customers": (), "removed": ()} | more
    files = {f"api/v1/{name}.json": json.dumps(found) for name, found in lists.items()}
    addresses = ["", *(f"decisions/{each['id']}/" for each in items), *pages]
    files["api/v1/index.json"] = json.dumps({"url": url, "documents": {f"{name}.json": "" for name in lists}})
    files |= {f"{address}index.html": "<p>a page" for address in addresses}
    locations = "".join(f"<url><loc>{url}{address}</loc></url>" for address in addresses)
    return write(folder, {**files, "sitemap.xml": f"<urlset>{locations}</urlset>"})


def leads_on(to: str) -> str:
    return f'<!doctype html><meta http-equiv="refresh" content="0; url={to}">'


def lost(old: Folder, new: Folder, taken_back: Sequence[str] = (), accepted: Sequence[str] = ()) -> list[Diagnostic]:
    before, now = guard.state(old), guard.state(new)
    assert before is not None
    assert now is not None
    return list(guard.losses(new, now, old, before, taken_back.__contains__, accepted))


def codes(found: Sequence[Diagnostic]) -> list[str]:
    return [fault.code.id for fault in found]


# Ids and addresses


def test_nothing_is_lost_where_everything_stays_and_more_comes(tmp_path: Path) -> None:
    old = site(tmp_path / "old", item("x", "ada"), pages=["about/", "decisions/page/2/"])
    new = site(tmp_path / "new", item("x", "ada", "bob"), item("y"), pages=["about/", "decisions/page/2/", "more/"])
    assert lost(old, new) == []


def test_a_record_that_is_gone_is_a_loss_and_said_in_its_file(tmp_path: Path) -> None:
    old = site(tmp_path / "old", item("x", "ada", path="decisions/2026/x.yml"), item("y"))
    (fault,) = lost(old, site(tmp_path / "new", item("y")))
    assert fault.code.id == "YS621"
    assert fault.span.path == "decisions/2026/x.yml"
    assert "decisions/removed/x.yml" in fault.hint


def test_an_occasion_is_kept_as_well_as_a_record(tmp_path: Path) -> None:
    survey = {"id": "survey", "published": FIRST, "updated": None}
    old = site(tmp_path / "old", occasions=[survey])
    (fault,) = lost(old, site(tmp_path / "new"))
    assert fault.code.id == "YS621"
    assert fault.hint.endswith("decisions/removed/survey.yml when and why it went, and `was: occasion`")
    assert lost(old, site(tmp_path / "other", occasions=[survey])) == []


@pytest.mark.parametrize(
    "to", ["../new-name/", "../../decisions/new-name/#top", "/said/decisions/new-name/", f"{URL}decisions/new-name/"]
)
def test_an_old_id_may_lead_on_to_its_new_name(tmp_path: Path, to: str) -> None:
    old = site(tmp_path / "old", item("x", "ada"))
    new = site(tmp_path / "new", item("new-name", "ada"))
    assert codes(lost(old, new)) == ["YS621"]
    write(new.place, {"decisions/x/index.html": leads_on(to)})
    assert lost(old, new) == []


@pytest.mark.parametrize("to", ["../nothing/", "../x/", "../y/"])
def test_an_old_id_that_leads_nowhere_or_in_circles_is_lost(tmp_path: Path, to: str) -> None:
    new = site(tmp_path / "new")
    write(new.place, {"decisions/x/index.html": leads_on(to), "decisions/y/index.html": leads_on("../x/")})
    assert codes(lost(site(tmp_path / "old", item("x")), new)) == ["YS621"]


def test_a_file_that_others_may_link_to_is_warned_of(tmp_path: Path) -> None:
    old = site(tmp_path / "old")
    ours = (
        "assets/x.png",
        "decisions/x/card.png",
        "looks.css",
        ".nojekyll",
        "SHA256SUMS",
        "pagefind/x.pf_meta",
        "facets/x.json",
    )
    write(old.place, dict.fromkeys(("papers/report.pdf", *ours), "x"))
    (fault,) = lost(old, site(tmp_path / "new"))
    assert (fault.code.id, fault.severity, fault.span.path) == ("YS622", "warning", "papers/report.pdf")
    assert "site_src/papers/report.pdf" in fault.hint
    assert lost(old, site(tmp_path / "new"), accepted=["papers/*"]) == []


def test_what_was_renamed_keeps_its_dates_and_credits(tmp_path: Path) -> None:
    new = site(tmp_path / "new", item("y", published=LAST, path="decisions/2026/y.yml"))
    write(new.place, {"decisions/x/index.html": leads_on("../y/")})
    found = lost(site(tmp_path / "old", item("x", "ada")), new)
    assert codes(found) == ["YS623", "YS625"]
    assert {fault.span.path for fault in found} == {"decisions/2026/y.yml"}


def test_a_page_that_says_that_a_record_was_removed_is_enough_and_stays(tmp_path: Path) -> None:
    gone = {"id": "x", "url": f"{URL}decisions/x/"}
    told = site(tmp_path / "told", removed=[gone], pages=["decisions/x/"])
    assert lost(site(tmp_path / "old", item("x", "ada")), told) == []
    assert codes(lost(told, site(tmp_path / "new"))) == ["YS622"]


@pytest.mark.parametrize("address", ["about/", "areas/fax/", "reasons/too-dear/", "a/b/c/"])
def test_every_other_address_stays_or_leads_on(tmp_path: Path, address: str) -> None:
    old = site(tmp_path / "old", pages=[address])
    new = site(tmp_path / "new", pages=["elsewhere/"])
    (fault,) = lost(old, new)
    assert (fault.code.id, fault.severity, fault.span.path) == ("YS622", "error", address)
    assert ("vocabulary.yml" if address.startswith(("areas/", "reasons/")) else "site_src/") in fault.hint
    write(new.place, {f"{address}index.html": leads_on(f"{URL}elsewhere/")})
    assert lost(old, new) == []
    write(new.place, {f"{address}index.html": leads_on("https://other.example/")})
    assert lost(old, new) == [], "where others take care of it"


def test_an_address_that_leads_on_goes_on_leading_on(tmp_path: Path) -> None:
    people = [{"id": "ada-b", "former_ids": ["ada"]}]
    old = site(tmp_path / "old", item("x", former_ids=["w", "v"]), pages=["customers/ada-b/"], customers=people)
    kept = {"decisions/w/index.html": leads_on("../x/")}
    new = site(tmp_path / "new", item("x"), pages=["customers/ada-b/"])
    write(tmp_path / "new", kept)
    found = lost(old, new)
    assert codes(found) == ["YS622", "YS622"]
    assert [fault.span.path for fault in found] == ["customers/ada/", "decisions/v/"]
    # The old address of a name that was taken back goes with it.
    assert [fault.span.path for fault in lost(old, new, taken_back=["ada-b"])] == ["decisions/v/"]


def test_months_years_and_releases_come_and_go_with_what_they_list(tmp_path: Path) -> None:
    pages = ["changelog/2026-03/", "releases/3.1/", "years/2020/"]
    found = lost(site(tmp_path / "old", pages=pages), site(tmp_path / "new"))
    assert [(fault.code.id, fault.severity, fault.span.path) for fault in found] == [
        ("YS622", "warning", page) for page in pages
    ]


def test_the_calendar_comes_and_goes_with_its_days(tmp_path: Path) -> None:
    """Nobody can write one by hand: its address is taken."""
    old = site(tmp_path / "old")
    write(old.place, {"calendar.ics": "BEGIN"})
    (fault,) = lost(old, site(tmp_path / "new"))
    assert (fault.span.path, fault.severity) == ("calendar.ics", "warning")
    assert "nothing has to be done" in (fault.hint or "")


def test_a_list_may_grow_shorter_while_it_is_there(tmp_path: Path) -> None:
    old = site(tmp_path / "old", pages=["decisions/", "decisions/page/2/", "areas/fax/", "areas/fax/page/2/"])
    found = lost(old, site(tmp_path / "new", pages=["decisions/"]))
    assert [fault.span.path for fault in found] == ["areas/fax/", "areas/fax/page/2/"]


def test_documents_feeds_and_what_else_others_fetch_stay(tmp_path: Path) -> None:
    old = site(tmp_path / "old", themes=[])
    write(old.place, {"feed.xml": "<feed/>", "calendar.ics": "BEGIN"})
    found = lost(old, site(tmp_path / "new"))
    assert [fault.span.path for fault in found] == ["api/v1/themes.json", "calendar.ics", "feed.xml"]
    assert found[2].hint == "give the site its `site_url` back in mkdocs.yml", "by hand nobody can write it"


def test_without_an_address_of_its_own_a_site_is_compared_by_its_api(tmp_path: Path) -> None:
    old = site(tmp_path / "old", item("x"), item("y"), url="")
    new = site(tmp_path / "new", item("z"), url="")
    write(new.place, {"decisions/x/index.html": leads_on("../z/")})
    assert codes(lost(old, new)) == ["YS621"]


def test_another_address_of_the_whole_site_is_warned_of(tmp_path: Path) -> None:
    old = site(tmp_path / "old", item("x"), url="https://old.example.org/")
    found = lost(old, site(tmp_path / "new", item("x")))
    assert [(fault.code.id, fault.severity) for fault in found] == [("YS626", "warning")]


def test_what_is_accepted_may_be_lost(tmp_path: Path) -> None:
    old = site(tmp_path / "old", item("x"), item("y", "ada"), pages=["areas/fax/", "areas/fax/page/2/"])
    new = site(tmp_path / "new", item("y"))
    assert len(lost(old, new)) == 4
    assert codes(lost(old, new, accepted=["areas/fax/*", "decisions/x/"])) == ["YS625"]
    assert lost(old, new, accepted=["*"]) == []


def test_nothing_that_a_public_site_says_reaches_beside_the_build(tmp_path: Path) -> None:
    old = site(tmp_path / "old", pages=["../secret/", "\x1b[31m/"])
    write(tmp_path / "secret", {"index.html": "x"})
    found = lost(old, site(tmp_path / "new"))
    assert codes(found) == ["YS622", "YS622"]
    assert all(fault.span.path.isprintable() and fault.message.isprintable() for fault in found)


# Dates


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, []),
        ({"published": "2026-03-01T13:00:00+01:00"}, []),
        ({"published": "2026-03-01T12:00:01Z"}, ["YS623"]),
        ({"published": "2026-02-01T12:00:00Z"}, ["YS623"]),
        ({"published": None, "updated": None}, ["YS623"]),
        ({"updated": "2026-05-01T12:00:00Z"}, []),
        ({"updated": "2026-03-31T12:00:00Z"}, ["YS624"]),
    ],
)
def test_first_dates_never_change_and_last_dates_never_go_back(
    tmp_path: Path, dates: dict[str, Any], expected: list[str]
) -> None:
    found = lost(site(tmp_path / "old", item("x")), site(tmp_path / "new", item("x", **dates)))
    assert codes(found) == expected
    assert all("yousaid explain YS623" in (fault.hint or "") for fault in found if fault.code.id == "YS623")


def test_a_date_that_was_not_known_may_become_known(tmp_path: Path) -> None:
    old = site(tmp_path / "old", item("x", published=None, updated=None))
    assert lost(old, site(tmp_path / "new", item("x"))) == []


# Credits


def test_a_credit_that_is_gone_is_a_loss(tmp_path: Path) -> None:
    (fault,) = lost(site(tmp_path / "old", item("x", "ada", "bob")), site(tmp_path / "new", item("x", "bob")))
    assert fault.code.id == "YS625"
    assert "`ada` was thanked for `x`" in fault.message
    assert "yousaid withdraw ada" in fault.hint


def test_a_credit_for_another_view_is_a_credit(tmp_path: Path) -> None:
    view = {"said": "No.", "credits": item("x", "ada")["credits"]}
    old = site(tmp_path / "old", item("x", also_said=[view]))
    assert codes(lost(old, site(tmp_path / "new", item("x")))) == ["YS625"]
    assert lost(old, site(tmp_path / "other", item("x", "ada"))) == []


def test_a_name_that_was_taken_back_may_go_with_its_page_while_the_credit_stays(tmp_path: Path) -> None:
    ada = {"id": "ada"}
    old = site(tmp_path / "old", item("x", "ada"), customers=[ada], pages=["customers/ada/", "customers/ada/page/2/"])
    new = site(tmp_path / "new", item("x", None))
    assert lost(old, new, taken_back=["ada"]) == []
    assert codes(lost(old, new)) == ["YS622", "YS622", "YS625"]
    assert lost(old, new)[0].hint == "put the credits back; if the name was taken back, run `yousaid withdraw ada`"
    assert codes(lost(old, site(tmp_path / "other", item("x")), taken_back=["ada"])) == ["YS625"]


def test_a_credit_without_a_name_stays_too(tmp_path: Path) -> None:
    (fault,) = lost(site(tmp_path / "old", item("x", None, None)), site(tmp_path / "new", item("x", None)))
    assert fault.code.id == "YS625"
    assert "thanked 2 times, and now 1 times" in fault.message


def test_a_customer_may_get_another_key(tmp_path: Path) -> None:
    old = site(tmp_path / "old", item("x", "ada"))
    ada = {"customer": "ada-example", "name": "Ada", "roles": ["idea"]}
    assert lost(old, site(tmp_path / "new", item("x", credits=[ada]))) == []


@pytest.mark.parametrize(
    ("ada", "taken_back"),
    [
        (CONSENT.format("Ada", ""), False),
        (CONSENT.format("Ada", f", expires: {TODAY}"), False),
        (CONSENT.format("Ada", ", expires: 2026-06-29"), True),
        ("form: person\nwithdrawn: 2026-06-01\n", True),
        ("form: person\n", False),
        (None, False),
    ],
)
def test_that_a_name_was_taken_back_stands_in_the_file_of_the_customer(
    repository: Repository, ada: str | None, taken_back: bool
) -> None:
    root = repository({"decisions/customers/ada.yml": ada} if ada else {})
    is_recorded = guard.recorded(pipeline.Settings(root, TODAY))
    assert is_recorded("ada") == taken_back
    assert not is_recorded("nobody")


# What is public


def test_an_empty_or_missing_place_has_no_site(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert guard.state(Folder(tmp_path / "empty")) is None
    assert guard.state(Folder(tmp_path / "missing")) is None


@pytest.mark.parametrize("path", ["index.html", "notes.txt"])
def test_another_site_is_not_taken_for_none(tmp_path: Path, path: str) -> None:
    with pytest.raises(PublishedError, match="something else than a site of yousaid"):
        guard.state(write(tmp_path, {path: "hello"}))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("index", "[]"),
        ("index", "{}"),
        ("index", '{"url": "", "documents": 1}'),
        ("decisions", "[1]"),
        ("decisions", '[{"id": 1}]'),
        ("decisions", '{"a": 1}'),
        ("decisions", json.dumps([item("x", published="yesterday")])),
        ("decisions", json.dumps([item("x", credits=[{}])])),
        ("removed", '[{"id": "x"}]'),
    ],
)
def test_an_api_that_is_not_ours_is_refused(tmp_path: Path, path: str, text: str) -> None:
    made = site(tmp_path, item("x"))
    write(tmp_path, {f"api/v1/{path}.json": text})
    with pytest.raises(PublishedError, match="is not as yousaid makes it"):
        guard.state(made)


def test_an_older_api_without_what_came_since_is_understood(tmp_path: Path) -> None:
    made = site(tmp_path, item("x"))
    (tmp_path / "api/v1/removed.json").unlink()
    old = item("x")
    del old["also_said"], old["credits"]
    write(tmp_path, {"api/v1/decisions.json": json.dumps([old])})
    state = guard.state(made)
    assert state is not None
    assert state.items["decisions/x/"].credits == ()


# The command


def invoke(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(cli.main, ["guard", *words], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def root(repository: Repository, tmp_path: Path) -> Path:
    """A repository whose build is `site/`, with two records."""
    made = repository(SITE)
    site(made / "site", item("x"), item("y"))
    return made


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setenv("no_proxy", "*")
    (tmp_path / "public").mkdir()
    with hosted(tmp_path / "public") as made:
        yield made


def test_the_command_compares_with_a_folder_and_with_the_web(root: Path, tmp_path: Path, host: Host) -> None:
    site(tmp_path / "public", item("x"))
    for place in (str(tmp_path / "public"), host.url):
        said = invoke("--root", str(root), "--published", place)
        assert said.startswith("Nothing would vanish: 1 records and occasions and ")
    site(tmp_path / "public", item("z"))
    for place in (str(tmp_path / "public"), host.url):
        said = invoke("--root", str(root), "--published", place, code=1)
        assert "decisions/z/: error[YS621]: `z` was published, and is gone" in said
        assert said.endswith("1 error in 1 file\n")
        assert "stay" in invoke("--root", str(root), "--published", place, "--accept", "decisions/*")


def test_where_everything_is_accepted_nobody_is_asked(root: Path, host: Host) -> None:
    said = invoke("--root", str(root), "--published", host.url, "--accept", "*")
    assert said == "Nothing is compared, since everything is accepted.\n"
    assert host.asked == []


def test_the_command_speaks_every_format(root: Path, tmp_path: Path) -> None:
    public = site(tmp_path / "public", item("z")).name
    assert "::error file=decisions/z/" in invoke("--root", str(root), "--published", public, "--format=github", code=1)
    found = json.loads(invoke("--root", str(root), "--published", public, "--format=json", code=1))
    assert [fault["code"] for fault in found["faults"]] == ["YS621"]
    found = json.loads(invoke("--root", str(root), "--published", public, "--format=sarif", code=1))
    assert found["runs"][0]["results"][0]["ruleId"] == "YS621"


def test_a_warning_does_not_stop_a_publishing(root: Path, tmp_path: Path) -> None:
    public = site(tmp_path / "public", item("x"), pages=["years/2020/"])
    assert "warning[YS622]" in invoke("--root", str(root), "--published", public.name)


def test_where_nothing_is_published_yet_nothing_can_vanish(root: Path, tmp_path: Path, host: Host) -> None:
    (tmp_path / "public").mkdir(exist_ok=True)
    for place in (str(tmp_path / "public"), host.url):
        said = invoke("--root", str(root), "--published", place)
        assert said == f"Nothing is published at {place} yet, so nothing can vanish.\n"
    said = invoke("--root", str(root), "--published", str(tmp_path / "pubilc"))
    assert said.endswith("nothing can vanish. There is no such folder: look whether that is the place.\n")
    said = invoke("--root", str(root), "--published", host.url, "--format=json")
    assert json.loads(said)["faults"] == []


def test_the_public_site_is_where_the_configuration_says(root: Path, host: Host) -> None:
    config = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(config.replace("https://feedback.example.org/", host.url))
    assert f"Nothing is published at {host.url} yet" in invoke("--root", str(root))
    assert host.asked[0] == "/api/v1/index.json"
    (root / "mkdocs.yml").write_text(config.replace("site_url: https://feedback.example.org/\n", ""))
    assert "or --published" in invoke("--root", str(root), code=2)
    (root / "mkdocs.yml").write_text("site_name: [")
    assert "YS801" in invoke("--root", str(root), code=1)


def test_a_host_that_is_not_known_has_no_site_yet(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    assert "Nothing is published at https://feedback.example.org/ yet" in invoke("--root", str(root))


def test_what_cannot_be_compared_is_no_loss_and_no_gain(root: Path, tmp_path: Path, host: Host) -> None:
    host.answers["/api/v1/index.json"] = saying(403)
    assert "its host says 403" in invoke("--root", str(root), "--published", host.url, code=2)
    assert "must be a folder or an address" in invoke("--root", str(root), "--published", "ftp://x/", code=2)
    said = invoke("--root", str(root), "--site", str(tmp_path / "nothing"), "--published", host.url, code=2)
    assert "build it first: yousaid build" in said
    assert "there is no folder decisions/" in invoke("--root", str(tmp_path), code=2)


def build(root: Path, folder: Path) -> str:
    done = run("yousaid", "build", "--site-dir", str(folder), cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return str(folder)


def test_a_real_site_is_guarded_from_one_build_to_the_next(repository: Repository, tmp_path: Path) -> None:
    decisions = {
        "decisions/2026/thanked.yml": "title: Print on both sides\nidea: Paper is dear.\nasked: 2026-02-03\n"
        "outcome: received\narea: reports\ncredits: [ada]\n",
        "decisions/2026/gone-soon.yml": "title: Print twice\nidea: To be sure.\nasked: 2026-02-03\n"
        "outcome: received\narea: reports\n",
    }
    root = repository({**SITE, **decisions})
    commit(root)
    public = build(root, tmp_path / "public")
    words = ("--root", str(root), "--published", public, "--site")
    assert "Nothing would vanish" in invoke(*words, public)

    (root / "decisions/2026/plain.yml").rename(root / "decisions/2026/plainer.yml")
    (root / "decisions/customers/ada.yml").write_text("form: person\nwithdrawn: 2026-04-01\n")
    (root / "decisions/2026/gone-soon.yml").unlink()
    (root / "decisions/removed").mkdir()
    (root / "decisions/removed/gone-soon.yml").write_text("removed: 2026-04-01\nbecause: It was there twice.\n")
    commit(root, "2026-04-01T12:00:00Z")
    new = build(root, tmp_path / "new")
    assert not (tmp_path / "new" / "customers" / "ada").exists()
    assert "Nothing would vanish" in invoke(*words, new)

    files = {path: (root / f"decisions/2026/{path}.yml").read_text() for path in ("refused", "thanked")}
    (root / "decisions/2026/refused.yml").write_text("draft: true\n" + files["refused"])
    (root / "decisions/2026/thanked.yml").write_text(files["thanked"].replace("credits: [ada]\n", ""))
    (root / "site_src/about.md").unlink()
    (root / "site_src/index.md").write_text("<!-- yousaid:home -->\n")
    shutil.rmtree(root / ".git")
    commit(root, "2026-04-02T12:00:00Z")
    said = invoke(*words, build(root, tmp_path / "worse"), code=1)
    for words_ in ("`refused` was published, and is gone", "`about/` was published", "thanked 1 times, and now 0"):
        assert words_ in said
    assert said.count("error[YS623]") == 2
