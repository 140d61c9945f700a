"""A repository with a past, and a secret in every place that is not public; `$name` marks each of them.

The places are filled twice: with words that a search looks for, and with words of chance, which must change nothing.
Words that everybody may see begin with `qzamsel`.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from types import MappingProxyType

from conftest import git
from leaks import PRIVATE

Files = Mapping[str, str | None]
"""What a commit writes, by path; None deletes a file."""


@dataclass(frozen=True)
class Commit:
    """One step of the past, with secrets in what git itself keeps."""

    day: str
    files: Files
    side: Files | None = None
    """What another branch wrote before it was merged here: it was never published."""


CONFIG = """\
# $configuration_comment
site_name: You said, Qzamselsite did
site_url: https://feedback.example.org/
site_description: What customers of Example Ltd said.
docs_dir: site_src
theme: {name: material}
plugins:
  - yousaid: {cards: true}  # $option_comment
markdown_extensions: [yousaid.marker]
extra: {internal: "$configuration_extra"}
"""
PAGES = {
    "site_src/index.md": """\
---
internal: "$front_matter"
---
# Welcome, qzamselreader

See [the fax](decision:refused), and not [this](decision:$draft_key). Thank [Zoë $home_words](customer:$gone_key).

<!-- yousaid:home -->
""",
    "site_src/about.md": """\
# About [Zoë $page_title](customer:$gone_key)

## Thanks to [Zoë $page_heading](customer:$expired_key)

The [qzamselplan](decision:$embargo_key) is [Zoë's $page_words](customer:$never_key).
""",
    "site_src/.hidden.md": "# $hidden_page\n",
}
FIRST_PAGES = {
    path: re.sub(r"\$(draft|embargo)_key", "$draft_old_key", text.replace("$gone_key", "$gone_old_key"))
    for path, text in PAGES.items()
}
VOCABULARY = """\
# $vocabulary_comment
areas:
  qzamselarea: {name: Qzamselreports, help: Everything that can be printed.}
  # $term_comment
  billing: Billing
channels: {support: Support}
reasons:
  cost: {name: Too costly for now, text: The work is more than the gain.}
criteria:
  effort: {name: Effort, help: How many weeks it takes us.}
promises: {first_answer_days: 14}
words:
  report: [statement]  # $words_comment
"""
OPEN = """\
# $first_comment
title: "Print the qzamseltitle"  # $line_comment
idea: |  # $bar_comment
  Please print the qzamselidea.
  My colleague Qzamsel wants it too.
# yousaid: allow YS902 because $silenced_because
why: Our phone is 020 7946 0958.
asked: 2026-01-12
outcome: shipped
answer: |
  The qzamselanswer is here. See [the plan](decision:$draft_key), and ask [Zoë $answer_words](customer:$gone_key),
  [Zoë $other_words](customer:$expired_key) or [Zoë $more_words](customer:$never_key).
answered: 2026-02-01
shipped: 2026-05-20
reason: {code: cost}
release: "4.2"
evidence: [{title: Notes, url: https://example.org/notes}]
credits:
  # $list_comment
  - ada
  - grace
  - $gone_key
  - $expired_key
  - {customer: $never_key, for: [data]}
  - {customer: $described_key, for: [testing]}
also_said:
  - said: "Ask [Zoë $said_words](customer:$gone_key)."
    credits: [$gone_key]
options:
  - {option: Nothing, because: "Ask [Zoë $option_words](customer:$gone_key)."}
criteria: [effort]
source: {system: "$source_system", id: "$source_id", url: https://example.org/p/1}
area: qzamselarea
channel: support
occasion: survey
# $last_comment
"""
PLANNED = """\
# $old_comment
title: Print the qzamseltitle
idea: Please print it, $old_idea.
asked: 2026-01-12
outcome: planned
review_by: 2027-01-01
answer: |
  We thank Zoë Q$gone_name, [Zoë $old_words](customer:{who}), and see
  [it](decision:$draft_old_key).
credits: [ada, {who}, $expired_key]
area: billing
"""
DRAFT = """\
# $draft_comment
title: "$draft_title"
idea: "$draft_idea"
why: "$draft_why"
kind: $draft_kind
asked: $draft_asked
outcome: partly-shipped
answer: "$draft_answer"
answered: $draft_answered
shipped: $draft_shipped
release: "$draft_release"
reason: {code: cost, text: "$draft_reason"}
review_by: $draft_review
reopen_if: "$draft_reopen"
evidence: [{title: "$draft_evidence", url: "https://example.org/$draft_address"}]
credits: [alone, $never_key]
also_said: [{said: "$draft_said", credits: [ada]}]
options: [{option: "$draft_option", because: "$draft_because"}]
results: [{measure: "$draft_measure", before: "$draft_before", after: "$draft_after", as_of: 2026-05-01}]
voices: {count: "$draft_count", as_of: 2026-05-01}
decided_by: "$draft_role"
source: {system: "$draft_system", id: "$draft_id", url: "https://example.org/$draft_source"}
area: billing
occasion: survey
"""
REFUSED = """\
title: Print by fax
idea: Please fax me the reports.
asked: 2026-01-12
outcome: declined
reason: |
  Nobody else has asked for it.
answered: 2026-02-01
area: qzamselarea
"""
PLAIN = "title: {title}\nidea: {idea}\nasked: 2026-02\n{more}area: billing\n"
HUSHED = PLAIN.format(title="Sell it", idea="Sell it to them.", more="outcome: declined\nreason: {reason}\n")
LATE = PLAIN.format(
    title='"$late_title"',
    idea='"$late_idea"',
    more='outcome: $late_outcome\nreason: "$late_reason"\nreview_by: $late_review\ndraft: true\n',
)
BORN = PLAIN.format(title="Soon", idea="Let it be *soon*.", more="outcome: reviewing\nwhy: It is time.\n")
SURVEY = """\
# $occasion_comment
title: Survey of qzamselsurvey
question: "Ask [Zoë $question_words](customer:$gone_key)."
date: 2026-01
summary: "Most want colour, as [Zoë $summary_words](customer:$expired_key) said."
"""
ADA_ONCE = """\
name: "Ada $ada_name"
form: person
link: "https://example.org/$ada_link"
affiliation: "$ada_affiliation"
consent: {given: 2026-01-20, how: asked}
"""
LEFT = """\
name: "Zoë $left_name"
form: person
link: "https://example.org/$left_link"
consent: {given: 2026-01-20, how: asked}
"""
GRACE = """\
# Grace is thanked since she asked for it, and had not been asked herself for long.
form: person
# She may be reached through our support, and wants to hear of every answer.
"""
NAMES = {
    "once": "Ada $ada_name",
    "gone": "Zoë Q$gone_name",
    "marks": "**Zoë** *Q$gone_name*",
    "accents": "Zoe Q$gone_name",
    "blank": "Zoë&nbsp;Q$gone_name",
    "hyphen": "Zoë-Q$gone_name",
    "surname": "Mrs Q$gone_name",
    "order": "Q$gone_name, Zoë",
    "expired": "Zoë $expired_name",
    "left": "Zoë $left_name",
    "link": "[Zoë $link_words](customer:$gone_key)",
}
"""How people were named in our words of old, who may not be named so today."""
STRUCK = PLAIN.format(
    title='"$struck_title"',
    idea='"$struck_idea"',
    more='outcome: declined\nreason: "$struck_reason"\n',
)
GONE = """\
# $gone_old_comment
name: "Zoë Q$gone_name"
form: person
link: "https://example.org/$gone_link"
affiliation: "$gone_affiliation"
consent: {given: 2026-01-20, how: public-record, at: "https://example.org/$gone_at"}
"""


def customers() -> Files:
    """Return those who may be named, and those who may not."""
    return {
        "ada.yml": "name: Ada Qzamselname\nlink: https://example.org/qzamsel\nform: person\n"
        "consent:  # $ada_comment\n  given: $ada_given\n  how: public-record\n  at: https://example.org/$ada_at\n"
        "  expires: $ada_expires\n",
        "alone.yml": 'name: "Zoë $alone_name"\nform: $alone_form\naffiliation: "$alone_affiliation"\n'
        "consent: {given: 2026-01-20, how: asked}\n",
        "$expired_key.yml": 'name: "Zoë $expired_name"\nform: person\nlink: "https://example.org/$expired_link"\n'
        'affiliation: "$expired_affiliation"\n'
        'consent: {given: 2026-01-20, how: public-record, at: "https://example.org/$expired_at", expires: $expired}\n',
        "$never_key.yml": "form: $never_form  # $never_comment\n",
        "$described_key.yml": "name: A qzamselcustomer in retail\nform: described  # $described_comment\n",
    }


def told(names: Mapping[str, str]) -> Files:
    """Return a record for each of these, in which we thank somebody by name."""
    return {
        f"decisions/2026/told-{key}.yml": PLAIN.format(
            title="Thank them", idea="Say thanks.", more=f'outcome: declined\nreason: "We thank {name} for it."\n'
        )
        for key, name in names.items()
    }


def below(folder: str, files: Files) -> Files:
    """Return files at their place."""
    return {f"{folder}/{name}": text for name, text in files.items()}


PAST = (
    Commit(
        "2026-03-01",
        {
            "mkdocs.yml": CONFIG + "# $old_configuration_comment\n",
            **FIRST_PAGES,
            "site_src/gone.md": "# $old_page\n",
            "notes.txt": "$old_file\n",
            "decisions/vocabulary.yml": VOCABULARY,
            "decisions/occasions/survey.yml": SURVEY,
            **below("decisions/customers", customers()),
            "decisions/customers/ada.yml": ADA_ONCE,
            "decisions/customers/$gone_old_key.yml": GONE,
            "decisions/customers/$left_key.yml": LEFT,
            "decisions/customers/$grace_key.yml": GRACE,
            "decisions/2026/qzamselfax.yml": REFUSED.replace("Nobody", "qzamselbefore: nobody"),
            "decisions/2026/struck.yml": STRUCK,
            "decisions/2026/odd.yml": PLAIN.format(title="Odd", idea="Yes.", more='outcome: "$odd_word"\n'),
            "decisions/2026/twice.yml": STRUCK.replace("$struck", "$twice"),
            "decisions/2026/turned.yml": PLAIN.format(
                title="Turned", idea="Please.", more="outcome: declined\nreason: It costs too much.\n"
            ),
            **told(NAMES),
            "decisions/2026/open.yml": PLANNED.format(who="$gone_old_key"),
            "decisions/2026/$draft_old_key.yml": DRAFT.replace("$draft_reason", "$draft_old_reason") + "draft: true\n",
            "decisions/2026/hushed.yml": HUSHED.format(reason="|\n  $hushed_reason"),
            "decisions/2026/again.yml": HUSHED.format(reason="|\n  $again_reason"),
            "decisions/2026/back.yml": PLAIN.format(
                title="Take it back",
                idea="Could you?",
                more="outcome: planned\nreview_by: 2027-01-01\nanswer: |\n  $back_answer\n",
            ),
            "decisions/2026/$late_key.yml": LATE,
            "decisions/2026/$born_key.yml": BORN + "draft: true  # $born_comment\n",
            "decisions/2026/held.yml": PLAIN.format(
                title="Held back",
                idea="Do it.",
                more="outcome: $held_outcome\nreason: |\n  $held_reason\nreview_by: 2027-01-01\n"
                "publish_on: 2026-04-20\n",
            ),
            "decisions/2026/$deleted_key.yml": LATE.replace("$late", "$deleted"),
        },
    ),
    Commit(
        "2026-03-10",
        {
            "notes.txt": None,
            "site_src/gone.md": None,
            "mkdocs.yml": CONFIG,
            **{path: text.replace("$gone_old_key", "$gone_key") for path, text in FIRST_PAGES.items()},
            "decisions/customers/ada.yml": customers()["ada.yml"],
            "decisions/customers/$gone_old_key.yml": None,
            "decisions/customers/$gone_key.yml": GONE,
            "decisions/2026/open.yml": PLANNED.format(who="$gone_key"),
            "decisions/2026/qzamselfax.yml": None,
            "decisions/2026/refused.yml": REFUSED.replace("Nobody", "qzamselbefore: nobody"),
        },
        side={"decisions/2026/refused.yml": REFUSED.replace("Nobody else", "$side_reason")},
    ),
    Commit(
        "2026-04-05",
        {
            "decisions/2026/again.yml": HUSHED.format(reason="confidential"),
            "decisions/2026/held.yml": PLAIN.format(
                title="Held back", idea="Do it.", more="outcome: received\npublish_on: 2026-04-20\n"
            ),
            "decisions/2026/refused.yml": REFUSED.replace("Nobody else", "$hidden_reason") + "draft: true\n",
            "decisions/2026/$late_key.yml": None,
            "decisions/2026/late.yml": LATE,
        },
    ),
    Commit(
        "2026-05-01",
        {
            "decisions/2026/again.yml": HUSHED.format(reason="It would cost too much."),
            "decisions/2026/refused.yml": REFUSED,
            **told(dict.fromkeys(("once", "left"), "them")),
            "decisions/2026/struck.yml": None,
            "decisions/2026/twice.yml": None,
            "decisions/2026/odd.yml": PLAIN.format(title="Odd", idea="Yes.", more="outcome: received\n"),
            "decisions/removed/twice.yml": "removed: 2026-05-01\n"
            'because: "Ask [Zoë $removed_words](customer:$never_key), or see [it](decision:$draft_old_key)."\n',
            "decisions/removed/struck.yml": "removed: 2026-05-01  # $struck_comment\nbecause: confidential\n",
            "decisions/customers/$left_key.yml": None,
            "decisions/customers/$grace_key.yml": None,
            "decisions/customers/grace.yml": "name: Grace Qzamselgrace\n"
            "consent: {given: 2026-04-20, how: asked}\n" + GRACE,
            "decisions/2026/late.yml": PLAIN.format(title="At last", idea="Yes.", more="outcome: reviewing\n"),
            "decisions/2026/$born_key.yml": None,
            "decisions/2026/qzamselborn.yml": BORN,
            "decisions/2026/$deleted_key.yml": None,
        },
    ),
    Commit(
        "2026-06-01",
        {
            **PAGES,
            "decisions/removed/twice.yml": "removed: 2026-05-01\n"
            'because: "Ask [Zoë $removed_words](customer:$gone_key), or see [it](decision:$draft_key)."\n',
            "decisions/2026/open.yml": OPEN,
            **told({who: "[Zoë $told_words](customer:$gone_key)" for who in NAMES if who not in {"once", "left"}}),
            "decisions/2026/turned.yml": PLAIN.format(
                title="Turned",
                idea="Please.",
                more="outcome: planned\nanswer: We will.\nreview_by: 2027-01-01\n"
                'changed_because: "Ask [Zoë $changed_words](customer:$gone_key), qzamselchange."\n',
            ),
            "decisions/2026/$draft_old_key.yml": None,
            "decisions/2026/$draft_key.yml": DRAFT + "draft: true\n",
            "decisions/2026/$embargo_key.yml": DRAFT.replace("$draft_", "$embargo_") + "publish_on: $embargo_day\n",
            "decisions/2026/hushed.yml": HUSHED.format(reason="confidential  # $hushed_comment"),
            "decisions/2026/back.yml": PLAIN.format(
                title="Take it back", idea="Could you?", more="outcome: withdrawn\nanswer: They took it back.\n"
            ),
            "decisions/customers/$gone_key.yml": "# $gone_comment\nform: $gone_form\n"
            "consent: {given: $gone_given, how: asked}\nwithdrawn: $gone_on\n",
        },
    ),
)
"""Oldest first. The last one is what a proposal would bring."""
BESIDE = {".env": "TOKEN=$environment_file\n", "todo.txt": "$untracked_file\n"}
"""What lies beside the records, and is in no commit."""
ENVIRONMENT = {
    "HOME": "$home",
    "TMPDIR": "$temporary",
    "USER": "$user",
    "LOGNAME": "$login",
    "HOSTNAME": "$machine",
    "EMAIL": "$mail@example.org",
    "GITHUB_ACTOR": "$actor",
    "GITHUB_TOKEN": "$workflow_token",
    "SECRET": "$secret",
    "GIT_AUTHOR_NAME": "$git_name",
    "TZ": "$environment_zone",
}
"""What a building machine has around it; the first two are folders, made beside the repository."""
SETTINGS = """\
[user]
    name = $config_name
[remote "origin"]
    url = https://me:$token@forge.example/$remote.git
"""
"""What a repository keeps to itself."""

_AUTHOR = "$author_name <$author_address@example.org> $author_seconds $author_zone"
_WORD = r"folder|home|gone_name|temporary|machine|mail|_key|_link|_at|_address|_source|token|remote|branch|tag"
_DAYS = {
    "asked": "2025-01-01 2025-12-31",
    "answered": "2026-01-01 2026-02-01",
    "shipped": "2026-02-02 2026-05-01",
    "review": "2027-01-01 2029-12-31",
    "ada_given": "2026-01-20 2026-03-01",
    "ada_expires": "2090-01-01 2099-12-31",
    "expired": "2026-05-10 2026-05-30",
    "gone_given": "2026-01-20 2026-05-01",
    "gone_on": "2026-05-15 2026-05-31",
    "embargo_day": "2990-01-01 2999-12-31",
}
_CHOICES = {
    "zone": "+1345 -0930 +0545 -1200 +0000",
    "environment_zone": "Pacific/Chatham America/St_Johns Asia/Kathmandu UTC",
    "kind": "idea complaint question",
    "outcome": "declined not-now shipped gone-since",
    "form": "person company",
}
_NUMBERS = {"count": (1, 999_999), "seconds": (1_600_000_000, 1_700_000_000)}
_LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéøçñ漢字かжشא👍 0123456789 -_.,;!?&'*~+=%()"


@cache
def places() -> tuple[str, ...]:
    """Return the names of all places."""
    found: dict[str, None] = {}
    for text in ("$folder", _stream({}).decode(), SETTINGS, *BESIDE.values(), *ENVIRONMENT.values()):
        found |= dict.fromkeys(Template(text).get_identifiers())
    return tuple(found)


def planted() -> dict[str, str]:
    """Return for every place the word that a search looks for, or the first of the values that it can have."""
    return {place: _value(place, None) for place in places()}


def by_chance(chance: random.Random) -> dict[str, str]:
    """Return for every place something else."""
    return {place: _value(place, chance) for place in places()}


def _value(place: str, chance: random.Random | None) -> str:
    last = place.rpartition("_")[2]
    if days := _DAYS.get(place) or _DAYS.get(last):
        first, end = map(dt.date.fromisoformat, days.split())
        return f"{first + dt.timedelta(chance.randint(1, (end - first).days) if chance else 0)}"
    if choices := _CHOICES.get(place) or _CHOICES.get(last):
        usual, *others = choices.split()
        return chance.choice(others) if chance else usual
    if numbers := _NUMBERS.get(last):
        return str(chance.randint(*numbers) if chance else numbers[0])
    if chance is None:
        return PRIVATE + place.replace("_", "")
    if re.fullmatch(rf".*({_WORD})", place):
        return "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=12))
    return f"{chance.choice('abcxyzäß漢')}{''.join(chance.choices(_LETTERS, k=chance.randint(1, 60)))}x"


def make(place: Path, words: Mapping[str, str], instead: Mapping[str, str] = MappingProxyType({})) -> Path:
    """Make the repository of the story below a folder, with these words at its places, and return where it is.

    ``instead`` holds what shall be written differently, wherever it stands.
    """
    root = place / words["folder"] / "a repository"
    root.mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    stream = _stream(words).decode()
    for old, new in instead.items():
        assert old in stream
        stream = stream.replace(old, new)
    fast_import = ["git", "-C", str(root), "fast-import", "--quiet"]
    subprocess.run(fast_import, input=stream.encode(), check=True, capture_output=True)
    git(root, "reset", "-q", "--hard")
    with (root / ".git" / "config").open("a") as config:
        config.write(Template(SETTINGS).substitute(words))
    for path, text in BESIDE.items():
        (root / path).write_text(Template(text).substitute(words))
    return root


def environment(root: Path, words: Mapping[str, str]) -> dict[str, str]:
    """Return what surrounds a build of a repository that was made, and make the folders that it names."""
    made = {name: Template(value).substitute(words) for name, value in ENVIRONMENT.items()}
    for name in ("HOME", "TMPDIR"):
        folder = root.parent / made[name]
        folder.mkdir()
        made[name] = str(folder)
    return made


def _stream(words: Mapping[str, str]) -> bytes:
    """Return the whole past as `git fast-import` reads it; without words, with the names of the places."""
    lines: list[str] = []
    for commit in PAST:
        if commit.side:
            lines += _commit("$branch", commit.day, commit.side, "from refs/heads/main")
        lines += _commit("main", commit.day, commit.files, *(["merge refs/heads/$branch"] if commit.side else []))
    lines += _commit("next-$branch", "2026-06-02", {"todo.md": "$unmerged_file\n"}, "from refs/heads/main")
    lines += ["tag v-$tag", "from refs/heads/main", f"tagger {_AUTHOR}", *_data("$tag_message")]
    lines += ["commit refs/notes/commits", f"committer {_AUTHOR}", *_data("$message"), "N inline refs/heads/main"]
    lines += _data("$note")
    text = "\n".join(lines) + "\n"
    return (Template(text).substitute(words) if words else text).encode()


def _commit(branch: str, day: str, files: Files, *parents: str) -> list[str]:
    seconds = int(dt.datetime.fromisoformat(f"{day}T12:00:00Z").timestamp())
    by = "$committer_name <$committer_address@example.org>"
    lines = [f"commit refs/heads/{branch}", f"author {_AUTHOR}", f"committer {by} {seconds} $committer_zone"]
    lines += [*_data("$message\n\n$message_body"), *parents]
    for path, text in files.items():
        lines += [f"D {path}"] if text is None else [f"M 100644 inline {path}", *_data(text)]
    return lines


def _data(text: str) -> list[str]:
    return ["data <<end of data", text.removesuffix("\n"), "end of data", ""]
