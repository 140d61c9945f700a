"""What people come for: an answer, a reason, a name; and what nobody should be able to bring in."""

from __future__ import annotations

from quality.conftest import Opened
from quality.sites import Finished


def test_a_customer_finds_answer_reason_and_name_without_script(own: Finished, opened: Opened) -> None:
    page = opened(own.address, 360, java_script_enabled=False)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="What we said no to").click()
    page.get_by_role("link", name="One class for everything one does with a file path").click()
    assert page.get_by_role("heading", name="You said").is_visible()
    assert page.get_by_role("heading", name="Why", exact=True).is_visible()
    page.get_by_role("link", name="Objects", exact=False).first.click()
    assert page.get_by_role("heading", level=1).is_visible()
    page.get_by_role("link", name="Antoine Pitrou").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Antoine Pitrou"


def test_hostile_text_runs_nothing(hard: Finished, opened: Opened) -> None:
    page = opened("about:blank", 360, bypass_csp=True)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    for path in ("", "decisions/export-all/", "decisions/", "changelog/2026-03/"):
        page.goto(hard.address + path)
        assert page.locator("main script:not([src])").count() == 0
        assert page.title()
    assert dialogs == []


def test_the_dark_scheme_is_dark(own: Finished, opened: Opened) -> None:
    page = opened(own.address, color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
