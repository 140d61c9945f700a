"""An issue that was made with the form "A customer said…", as a record.

GitHub shows each question of a form as a heading of the third level, an empty line, and the answer; `_No response_`
where there is none. https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests
An issue can be changed by hand, and anybody may write one: so nothing in it is guessed, and all that is not understood
is said at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from yousaid.authoring import canonical, spelling
from yousaid.authoring.sheet import Sheet, free_key, given_consent, given_reason, given_word, wrapped
from yousaid.diagnostics import Diagnostic, Severity, quoted
from yousaid.naming import name_key
from yousaid.reader import FOLDER
from yousaid.rules import Corpus
from yousaid.shortcut import Value
from yousaid.slugs import is_slug

MAX_CHARACTERS = 65_536
"""GitHub refuses longer ones: "body is too long (maximum is 65536 characters)"."""
QUESTIONS: Mapping[str, str] = {
    "title": "What do they want, in one line?",
    "idea": "What did they say?",
    "why": "Why does it matter to them?",
    "kind": "What is it?",
    "asked": "When did they say it?",
    "channel": "How did it reach us?",
    "area": "What part of the product is it about?",
    "customer": "Who said it?",
    "consent": "May we name them in public?",
    "name": "Which name may we publish?",
    "consent_given": "When did they say yes?",
    "consent_how": "How did they say yes?",
    "outcome": "What became of it?",
    "answer": "What do we answer?",
    "reason": "If it is a no, why?",
    "evidence": "Which pages show it?",
}
"""What .github/ISSUE_TEMPLATE/customer-said.yml asks, by the ids of its fields."""
NO, YES = "No, or not asked yet", "Yes, they said so"
FORM_NAME = "A customer said…"
SYSTEM = "github"
_NOTHING = "_No response_"
_HEADING = "### "
_TEXTS = {"idea", "why", "answer"}
_ABOUT_THE_NAME = {"name": "name", "consent_given": "given", "consent_how": "how"}
_NOT_ASKED = ("shipped", "review_by")
"""What some outcomes need, and the form does not ask for: as long as nobody says it, it is unknown."""
_FIELD = re.compile(r"^ *([a-z_]+):")


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of the answer to a question, or of the whole issue; ``hint`` is what to type."""

    question: str
    message: str
    hint: str
    severity: Severity = "error"


@dataclass(slots=True)
class Intake:
    """The record of an issue, what is wrong with it, and what its reader should know."""

    sheet: Sheet
    remarks: list[Remark] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Tell whether the record can be written."""
        return all(remark.severity != "error" for remark in self.remarks)


def take(body: str, corpus: Corpus, number: str = "", url: str = "") -> Intake:
    """Return the record that an issue is about; ``number`` and ``url`` are those of the issue, where they are known."""
    answers, remarks = _read(body)
    taken = Intake(Sheet(corpus), remarks)
    if answers is None:
        return taken
    taken.sheet.answers.update(_fields(answers, corpus))
    if number:
        taken.sheet.answers["source"] = {"system": SYSTEM, "id": number, **({"url": url} if url else {})}
        remarks += _already(corpus, number)
    remarks += _thank(taken, answers, url)
    if title := answers.get("title"):
        taken.sheet.key = free_key(title, corpus.known["decision"])
    _leave_unknown(taken)
    remarks += _missing(taken.sheet, answers)
    remarks += [_remark(taken.sheet, fault) for fault in taken.sheet.faults()]
    order = ["", *QUESTIONS.values()]
    remarks[:] = sorted(dict.fromkeys(remarks), key=lambda remark: order.index(remark.question))
    return taken


def _read(body: str) -> tuple[dict[str, str] | None, list[Remark]]:
    """Return the answers by the ids of their questions, or nothing if it is no form, and what is not understood."""
    if len(body) > MAX_CHARACTERS:
        return None, [Remark("", f"an issue must have at most {MAX_CHARACTERS:,} characters", "shorten it")]
    known = {label: name for name, label in QUESTIONS.items()}
    parts: list[tuple[str, list[str]]] = [("", [])]
    remarks = []
    lines = ["", *body.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), ""]
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        label = line[len(_HEADING) :].strip() if line.startswith(_HEADING) else ""
        if label in known:
            parts.append((label, []))
            continue
        parts[-1][1].append(line)
        if label and not before.strip() and not after.strip():
            remarks.append(_unknown(label))
    if len(parts) == 1:
        hint = f"make one with the form “{FORM_NAME}”, or write the record with `yousaid new`"
        return None, [Remark("", f"this is no issue made with the form “{FORM_NAME}”", hint)]
    remarks += _doubtful(parts)
    texts = {known[label]: "\n".join(lines).strip() for label, lines in parts[1:]}
    return {name: text for name, text in texts.items() if text and text != _NOTHING}, remarks


def _unknown(label: str) -> Remark:
    hint = f"if it is a part of the answer above, take away the `{_HEADING.strip()}`; if not, delete it with its text"
    return Remark("", f"{quoted(label)} is no question of the form", hint)


def _doubtful(parts: list[tuple[str, list[str]]]) -> Iterator[Remark]:
    """Yield what stands where nobody would look for it, or twice."""
    if any(line.strip() for line in parts[0][1]):
        yield Remark("", "there must be no text above the first question", "move it below a question, or delete it")
    labels = [label for label, _ in parts[1:]]
    for label in dict.fromkeys(labels):
        if labels.count(label) > 1:
            yield Remark(label, f"this must stand once, not {labels.count(label)} times", "keep one, delete the others")
    for label, lines in parts:
        if any("<!--" in line for line in lines):
            yield Remark(label, "`<!--` hides what follows from those who read the issue", "delete what is hidden")


def _fields(answers: Mapping[str, str], corpus: Corpus) -> Iterator[tuple[str, Value]]:
    """Yield the fields of the record, as they are typed in one."""
    for name, text in answers.items():
        if name in _TEXTS:
            yield name, _paragraphs(text)
        elif name in {"title", "kind", "outcome"}:
            yield name, text.replace("\t", " ")
        elif name in {"area", "channel"}:
            words = getattr(corpus.vocabulary.value, f"{name}s") if corpus.vocabulary else {}
            yield name, given_word(text.replace("\t", " "), {key: term.name for key, term in words.items()})
    if asked := answers.get("asked"):
        yield "asked", spelling.date(asked) or asked
    if reason := answers.get("reason"):
        yield "reason", given_reason(_paragraphs(reason), corpus.vocabulary.value.reasons if corpus.vocabulary else ())
    if evidence := answers.get("evidence"):
        yield "evidence", [*evidence.split()]


def _paragraphs(text: str) -> str:
    return wrapped(text.replace("\t", "    "))


def _already(corpus: Corpus, number: str) -> Iterator[Remark]:
    for entry in corpus.decisions.values():
        source = entry.value.source
        if source and (source.system, source.id) == (SYSTEM, number):
            path = entry.source.path
            yield Remark("", f"there is a record of this issue already: `{path}`", "change that file, or delete it")


def _thank(taken: Intake, answers: Mapping[str, str], url: str) -> Iterator[Remark]:
    """Thank who said it. Without consent nothing of a customer who is new is written down, not even the short name."""
    sheet, key, consent = taken.sheet, answers.get("customer", ""), answers.get("consent")
    if consent not in {NO, YES}:
        yield Remark(QUESTIONS["consent"], "one of the two answers must stand here", f"type `{NO}` or `{YES}`")
    if consent == NO:
        for name in (each for each in _ABOUT_THE_NAME if each in answers):
            hint = f"type `{_NOTHING}` here, or `{YES}` below “{QUESTIONS['consent']}” if they did"
            yield Remark(QUESTIONS[name], "this must be empty as long as they have not said yes", hint)
    known = sheet.corpus.known["customer"]
    if not key and consent != YES:
        return
    if not is_slug(key):
        hint = "type small letters, digits and single hyphens, as in `a-school`, the same whenever they say something"
        yield Remark(QUESTIONS["customer"], "this must be a short name" if key else "this must be answered", hint)
        return
    if key not in known and consent == YES:
        yield from _name(sheet, key, answers, url)
        taken.notes.append(f"`{key}` is written down as a person. If it is a company, type `form: company` there.")
    elif key not in known:
        key = free_key("a-customer", known)
        sheet.customers[key] = {"form": "person"}
        taken.notes.append(
            f"Who said it is new here and has not agreed to be named, so they are `{key}`. Type that the next time."
        )
    elif consent == YES and not _is_named(sheet.corpus, key, answers.get("name", "")):
        hint = f"change `{FOLDER}/customers/{key}.yml` yourself; here, type `{NO}` and empty the questions below"
        yield Remark(QUESTIONS["consent"], "this customer has a file already, and an issue does not change it", hint)
    sheet.answers["credits"] = [key]


def _is_named(corpus: Corpus, key: str, name: str) -> bool:
    """Tell whether a customer's file says already what the issue says."""
    entry = corpus.customers.get(key)
    return bool(entry and entry.value.consent) and name_key((entry and entry.value.name) or "") == name_key(name)


def _name(sheet: Sheet, key: str, answers: Mapping[str, str], url: str) -> Iterator[Remark]:
    """Add a customer who may be named; the issue is the evidence, unless there is one in public."""
    missing = [name for name in _ABOUT_THE_NAME if name not in answers]
    for name in missing:
        yield Remark(QUESTIONS[name], "this must be answered, since they may be named", _EXAMPLES[name])
    if missing:
        return
    how, given = answers["consent_how"], answers["consent_given"]
    day = spelling.date(given) or given
    consent = given_consent(day) if how.lower() == "asked" else given_consent(day, how)
    evidence: dict[str, Value] = {"at": url} if url else {}
    sheet.customers[key] = {
        "name": answers["name"].replace("\t", " "),
        "form": "person",
        "consent": {**evidence, **consent} if isinstance(consent, dict) else consent,
    }


_EXAMPLES = {
    "name": "type it as they write it",
    "consent_given": "type a day, as in `2026-01-20`",
    "consent_how": "type `asked`, or the address of the page where they say it in public",
}


def _leave_unknown(taken: Intake) -> None:
    for name in taken.sheet.missing():
        if name in _NOT_ASKED:
            taken.sheet.answers[name] = "unknown"
            taken.notes.append(f"The form does not ask for `{name}`, so it is unknown. Type the date if you know it.")


def _missing(sheet: Sheet, answers: Mapping[str, str]) -> Iterator[Remark]:
    """Yield the questions that must be answered, and are not."""
    for name in sheet.missing():
        question = "customer" if name == "credits" else name
        if question not in QUESTIONS:
            hint = "choose another outcome, and change it when the record is there"
            yield Remark(QUESTIONS["outcome"], f"this needs `{name}`, which the form does not ask for", hint)
        elif question not in answers:
            hint = f"type the answer in the place of `{_NOTHING}`"
            hint += "; `a-customer` if you do not know who it was" if question == "customer" else ""
            yield Remark(QUESTIONS[question], "this must be answered", hint)


def _remark(sheet: Sheet, fault: Diagnostic) -> Remark:
    """Return a fault of the record as a remark on the question that it comes from."""
    key = fault.span.path.removeprefix(f"{FOLDER}/customers/").removesuffix(".yml")
    if key in sheet.customers:
        lines = canonical.written(sheet.customers[key]).split("\n")[: fault.span.line]
        name = next((match[1] for line in reversed(lines) if (match := _FIELD.match(line))), "")
        name = {"given": "consent_given", "how": "consent_how", "at": "consent_how"}.get(name, name)
    else:
        name = sheet.field_of(fault)
        name = "customer" if name == "credits" else name
    return Remark(QUESTIONS.get(name, ""), fault.message, fault.hint, fault.severity)
