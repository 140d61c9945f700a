"""Records that are hard to lay out: too long, too many, the other way round, or hardly any."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import BASE, GOLDEN, SITE, commit

LONG_WORD = "Donaudampfschifffahrts" * 14
PARAGRAPH = (
    "We print forty reports every Monday, one at a time, and *each of them* asks again for the same five things. "
    "It would be enough to be asked once, see [the fax](decision:refused). "
)
RECORDS = {
    "long-idea": ("Remember what I typed", "\n\n".join([PARAGRAPH * 4] * 21)[:15_000], "received"),
    "long-word": (f"Print {LONG_WORD[:90]}", f"It says {LONG_WORD[:300]} on every page.", "received"),
    "emoji": ("🎉🎉 🦄🌈 👩🏽‍🚀👨‍👩‍👧‍👦 🏳️‍🌈 1️⃣", "🙏 Please! 🖨️➡️📄", "reviewing"),
    "right-to-left": (
        "اطبع التقارير بالألوان (PDF)",
        "أريد أن أرى الأرقام الحمراء باللون الأحمر، من فضلكم: 1, 2, 3.",
        "received",
    ),
    "code": ("Print code", "It fails:\n\n```\n" + "print_every_report(" * 20 + "\n```\n\n1. one\n2. two", "reviewing"),
}
"""Records by key: title, what the customer said, and what became of it."""
COMPONENTS = """\
# Components

Some `code`, a [link](about.md), <kbd>Ctrl</kbd> and a quotation:

> It is not only records that people write.

<div class="admonition note">
<p class="admonition-title">Remember</p>
<p>These come from Material, see <a href="../about/">about us</a>.</p>
<ul><li>one</li><li>two</li></ul>
</div>
<details class="warning"><summary>Folded</summary><p>Inside of it.</p></details>

| Measure | Before | After |
| --- | --- | --- |
| Time to print all reports, in minutes | 40 | 2 |

<pre><code>def hello(name: str):  # the longest page that is written by hand
    print("hello", name)
</code></pre>

<p><a class="md-button md-button--primary" href="../about/">A button</a></p>

The end of the page that shows every kind of thing that somebody may write by hand, from the simplest to the rarest.
"""
"""A hand-written page that needs Material's stylesheet, and the longest one."""


def hard(root: Path, language: str = "en") -> None:
    """Write a repository of hard cases, the delicate records of the golden site among them."""
    _past(root)
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    shutil.copytree(GOLDEN, root, dirs_exist_ok=True)
    for key, (title, idea, outcome) in RECORDS.items():
        _record(root, key, title, outcome, idea)
    _write(root, "customers/silent", "form: person\n")
    many = [f"many-{number}" for number in range(1, 201)]
    for key in many:
        consent = "consent: {given: 2026-01-20, how: asked}\n"
        _write(root, f"customers/{key}", f"name: Customer Number {key[5:]}\nform: person\n{consent}")
    shipped = "answer: So it is.\nshipped: 2026-03-02\nevidence: [https://example.org/thanks]\n"
    more = f"{shipped}credits: [{', '.join(many)}, silent]\n"
    _record(root, "many-credits", "Thank everybody", "shipped", "There were two hundred of us.", more)
    for number in range(1, 61):  # several pages of a list
        _record(root, f"small-{number}", f"Small wish {number}", "received", "A little thing.")
    words = root / "decisions" / "vocabulary.yml"
    quiet = "areas:\n  quiet: Nobody has said a word about it\n"
    words.write_text(words.read_text("utf-8").replace("areas:\n", quiet), "utf-8")
    _site(root, language)
    commit(root)


def _past(root: Path) -> None:
    """Commit records whose words, answers and ids have changed since, and one that was removed."""
    folder = root / "decisions" / "2026"
    before = "reason: Nobody has the time, and lists are short in most places.\n"
    _record(root, "a-changed-mind", "Sort every list", "declined", "I look for a name in a list of 800.", before)
    _record(root, "an-old-id", "Find what was renamed", "received", "I wrote the address down.")
    _record(root, "taken-away", "Taken away", "received", "This should not have been here.")
    commit(root, "2026-01-20T12:00:00Z")
    why = "changed_because: |\n  More of you have long lists than we had thought.\n"
    answer = "review_by: 2026-09-01\nanswer: We are going to sort them by name{}.\n"
    asked = "Sort every list", "planned", "I look for a name in a list of 800."
    _record(root, "a-changed-mind", *asked, why + answer.format(""))
    (folder / "an-old-id.yml").rename(folder / "a-new-id.yml")
    commit(root, "2026-02-10T12:00:00Z")
    _record(root, "a-changed-mind", *asked, why + answer.format(", and by date if you wish"))
    (folder / "taken-away.yml").unlink()
    _write(root, "removed/taken-away", "removed: 2026-02-20\nbecause: It was written down by mistake.\n")


def guest(root: Path) -> None:
    """Write the hard cases into a stock Material site that has its own search and a dark scheme."""
    hard(root)
    file = root / "mkdocs.yml"
    light, dark = (
        f"{{media: '(prefers-color-scheme: {name})', scheme: {scheme}}}"
        for name, scheme in (("light", "default"), ("dark", "slate"))
    )
    look = f"language: en, font: false, palette: [{light}, {dark}]}}"
    config = file.read_text("utf-8").replace("language: en}", look)
    file.write_text(config.replace("[yousaid]", "[search, {yousaid: {mode: embedded}}]"), "utf-8")


def few(root: Path) -> None:
    """Write a repository with one record in all, and nothing else that could be left out."""
    _record(root, "only", "The first wish", "received", "Please begin.")
    _write(root, "vocabulary", "areas:\n  reports: Reports\n")
    _site(root, "en")
    for page in (root / "site_src").iterdir():
        page.unlink()
    (root / "site_src" / ".gitkeep").touch()
    commit(root)


def _site(root: Path, language: str) -> None:
    theme = SITE["mkdocs.yml"].replace("{name: material}", f"{{name: material, language: {language}}}")
    for path, content in {**SITE, "mkdocs.yml": theme, "site_src/components.md": COMPONENTS}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")


def _record(root: Path, key: str, title: str, outcome: str, idea: str, more: str = "") -> None:
    said = "".join(f"  {line}\n" if line else "\n" for line in idea.splitlines())
    content = f"title: {title}\nidea: |\n{said}asked: 2026-01-12\noutcome: {outcome}\narea: reports\n{more}"
    _write(root, f"2026/{key}", content)


def _write(root: Path, name: str, content: str) -> None:
    file = root / "decisions" / f"{name}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")
