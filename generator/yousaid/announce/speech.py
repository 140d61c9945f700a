"""The words of messages: our templates, or an organisation's own in their place, in a closed room of their own.

An own template is a file of the same name in the folder ``announce/`` beside ``mkdocs.yml``. It can use the variables
of :mod:`yousaid.announce.facts`, the filter ``quote``, ``_`` and ``ngettext``, and all that Jinja itself offers.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from textwrap import fill
from typing import TypeAlias

import jinja2
from jinja2 import meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from yousaid.announce.facts import VARIABLES
from yousaid.diagnostics import Code, Diagnostic, Source, Span, did_you_mean, nearest, one_of, printable, quoted
from yousaid.outputs.language import Language

FOLDER = "announce"
NAMES = tuple(sorted(each.name for each in (files("yousaid") / "announce" / "words").iterdir()))
"""The templates that there are; those that a letter and public texts begin with include the others."""
FILE = Code(
    "YS645",
    "own-words-take-the-place-of-ours",
    f"""Every file in `{FOLDER}/` must take the place of a template of ours.

A file of another name would never be used, and your words would never be sent. The names are:

{fill(one_of(NAMES), 118)}
""",
)
TEMPLATE = Code(
    "YS646",
    "own-words-can-be-read",
    f"""A template in `{FOLDER}/` must be one that Jinja can read, in UTF-8.

What `{{% if … %}}` and `{{% for … %}}` open, `{{% endif %}}` and `{{% endfor %}}` close. Nothing is told while a
template has a fault.
""",
)
VARIABLE = Code(
    "YS647",
    "own-words-use-what-there-is",
    f"""A template in `{FOLDER}/` must use variables that there are.

{fill(one_of(VARIABLES), 118)}
""",
)
CODES = (FILE, TEMPLATE, VARIABLE)
_GLOBALS = {"_", "ngettext"}
_IGNORED = {"README.md"}
_Part: TypeAlias = nodes.Include | nodes.Extends | nodes.Import | nodes.FromImport
# Characters that are not seen and do something all the same; ends of lines and isolates of directions stay.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066\u2067\ud800-\udfff]")
_BLANK = re.compile(r"\n{3,}")


class SpeechError(Exception):
    """An own template broke while it was filled in; ``fault`` says where."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Speech:
    """The words of one language, with an organisation's own in the place of ours."""

    def __init__(self, language: Language, own: Mapping[str, Source]) -> None:
        self.language = language
        self._own = {source.path: source for source in own.values()}
        self._env = ImmutableSandboxedEnvironment(
            loader=jinja2.ChoiceLoader(
                [
                    jinja2.FunctionLoader(lambda name: _loaded(own.get(name))),
                    jinja2.PackageLoader("yousaid", "announce/words"),
                ]
            ),
            autoescape=False,  # it is plain text, and each format escapes it as it needs
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        # The same messages give the same bytes: nothing is left to chance.
        del self._env.filters["random"], self._env.globals["lipsum"]
        self._env.filters["quote"] = _quote
        self._env.globals.update(_=language.say, ngettext=language.count)
        self._template = cache(self._env.get_template)

    def text(self, name: str, facts: Mapping[str, object]) -> str:
        """Return a template filled in, as a text of paragraphs. Raises :class:`SpeechError`."""
        try:
            return tidy(self._template(name).render(facts))
        except Exception as error:
            fault = self._fault(error)
            if fault is None:
                raise
            raise SpeechError(fault) from error

    def line(self, name: str, facts: Mapping[str, object]) -> str:
        """Return a template filled in, as a single line. Raises :class:`SpeechError`."""
        return " ".join(self.text(name, facts).split())

    def _fault(self, error: Exception) -> Diagnostic | None:
        """Return where an own template broke; nothing where it was none of them."""
        places = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in self._own]
        if not places:
            return None
        at = _line(self._own[places[-1].filename], places[-1].lineno or 1)
        why = printable(str(error)) or type(error).__name__
        return Diagnostic(at, TEMPLATE, f"a template must work for every message; here it broke: {why}", _HINT)

    def faults(self) -> Iterator[Diagnostic]:
        """Yield what can be seen to be wrong with own templates before anything is filled in."""
        for source in self._own.values():
            yield from self._wrong(source)

    def _wrong(self, source: Source) -> Iterator[Diagnostic]:
        try:
            tree = self._env.parse(source.text, source.path, source.path)
            self._env.compile(source.text, source.path, source.path)
        except jinja2.TemplateSyntaxError as error:
            message = f"a template must be one that Jinja can read: {printable(error.message or '')}"
            yield Diagnostic(_line(source, error.lineno), TEMPLATE, message, _HINT)
            return
        except RecursionError:
            yield Diagnostic(Span(source.path), TEMPLATE, "a template must not be nested that deeply", _HINT)
            return
        unknown = meta.find_undeclared_variables(tree) - VARIABLES.keys() - _GLOBALS
        for name in tree.find_all(nodes.Name):
            if name.name in unknown:
                hint = did_you_mean(name.name, VARIABLES, "type one of those that `yousaid explain YS647` lists")
                message = f"a template must use variables that there are, and {quoted(name.name)} is none"
                yield Diagnostic(_line(source, name.lineno, name.name), VARIABLE, message, hint)
        parts: tuple[type[_Part], ...] = (nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)
        for part in tree.find_all(parts):
            wanted = part.template
            if isinstance(wanted, nodes.Const) and wanted.value not in NAMES:
                message = f"a template can take in others by their names, and {quoted(wanted.value)} is none"
                yield Diagnostic(_line(source, part.lineno), TEMPLATE, message, _other(str(wanted.value)))


_HINT = "mend the line, or delete the file: then the words of `yousaid` are used; try it with `--dry-run`"


def speech(root: Path, language: Language) -> tuple[Speech, list[Diagnostic]]:
    """Return the words for a language, and all that is wrong with an organisation's own. Raises OSError."""
    faults: list[Diagnostic] = []
    own: dict[str, Source] = {}
    folder = root / FOLDER
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        path = f"{FOLDER}/{file.name}"
        if file.name.startswith(".") or file.name in _IGNORED:
            continue
        if file.name not in NAMES or not file.is_file():
            message = f"{quoted(file.name)} must have the name of a template, else it is never used"
            faults.append(Diagnostic(Span(path), FILE, message, _other(file.name)))
            continue
        try:
            own[file.name] = Source(path, file.read_text("utf-8-sig"))
        except UnicodeDecodeError as error:
            at = Span(path, len(error.object[: error.start].split(b"\n")))
            faults.append(Diagnostic(at, TEMPLATE, "a template must be in UTF-8", "save it again as UTF-8"))
    spoken = Speech(language, own)
    return spoken, [*faults, *spoken.faults()]


def tidy(text: str) -> str:
    """Return a text without what nobody sees: blanks at the ends of lines, more than one empty line, control signs."""
    lines = (_UNSEEN.sub(" ", line).rstrip() for line in text.replace("\r\n", "\n").split("\n"))
    return _BLANK.sub("\n\n", "\n".join(lines)).strip("\n")


def _quote(text: str) -> str:
    """Return a text as a quotation: each of its lines begins with a sign."""
    return "\n".join(f"> {line}" for line in str(text).splitlines() if line.strip())


def _loaded(source: Source | None) -> tuple[str, str, None] | None:
    return (source.text, source.path, None) if source else None


def _line(source: Source, number: int, word: str = "") -> Span:
    """Return a line of a template, or the first place of a word in it."""
    whole = source.span(number, 1)
    found = re.search(rf"\b{re.escape(word)}\b", whole.text) if word else None
    return (
        source.span(number, found.start() + 1, found.end() + 1)
        if found
        else source.span(number, 1, len(whole.text) + 1)
    )


def _other(name: str) -> str:
    near = nearest(name, NAMES)
    return f"did you mean `{near}`?" if near else f"type one of {one_of(NAMES)}"
