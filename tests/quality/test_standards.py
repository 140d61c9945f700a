"""What programs read and write of a site is as standards ask for: JSON-LD, JSON Feed, and the numbers of a language."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from conftest import ROOT
from quality.conftest import JUDGES, Opened
from quality.sites import Finished
from yousaid.outputs.language import LANGUAGES, language

SITES = ["own", "hard", "few", "mirrored"]
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>')
_FAULT = re.compile(r"data\.ts\((\d+),\d+\): (error .*)")
_DATES = {"datePublished", "dateModified"}
JSON_FEED = json.loads((JUDGES / "jsonfeed-schema" / "schema-v1.1.json").read_text("utf-8")) if JUDGES.is_dir() else {}
"""The schema of JSON Feed 1.1 that its specification's implementers share: npm `jsonfeed-schema`."""


def said(site: Finished) -> dict[str, str]:
    """Return the JSON-LD of every page by its address."""
    found = {}
    for addresses in site.kinds.values():
        for address in addresses:
            file = site.folder / (address if address.endswith(".html") else f"{address}index.html")
            for data in _DATA.findall(file.read_text("utf-8")):
                assert address not in found, f"{address} says twice what it is"
                found[address] = data
    return found


def schema_org(data: dict[str, str], folder: Path) -> dict[str, str]:
    """Return what is wrong by address: types, properties, and the types of values, by schema.org's own vocabulary.

    Google generates `schema-dts` from it: each type as a type of TypeScript, whose compiler then is the judge.
    """
    lines = [f"export const page{n}: WithContext<Thing> = {text};" for n, text in enumerate(data.values())]
    file = folder / "data.ts"
    file.write_text("\n".join(['import type { Thing, WithContext } from "schema-dts";', *lines]), "utf-8")
    (folder / "node_modules").symlink_to(JUDGES)
    words = ["node", str(JUDGES / "typescript" / "bin" / "tsc"), "--noEmit", "--strict", "--module", "esnext"]
    done = subprocess.run(
        [*words, "--moduleResolution", "bundler", str(file)], capture_output=True, text=True, cwd=folder, check=False
    )
    addresses = list(data)
    faults = {addresses[int(line) - 2]: fault for line, fault in _FAULT.findall(done.stdout)}
    assert bool(faults) == bool(done.returncode), done.stdout + done.stderr
    return faults


def shape(value: Any) -> str:
    """Return what the compiler sees of a value: names, types and kinds of values, and no text."""
    if isinstance(value, dict):
        return str([(name, each if name.startswith("@") else shape(each)) for name, each in sorted(value.items())])
    return str(sorted({shape(each) for each in value})) if isinstance(value, list) else type(value).__name__


def dates(value: Any) -> Iterator[str]:
    """Yield every date in the data, at any depth; for the compiler they are texts like others."""
    for name, each in value.items() if isinstance(value, dict) else ():
        yield from [each] if name in _DATES else dates(each)


@pytest.mark.parametrize("name", SITES)
def test_the_data_of_every_page_is_in_the_words_of_schema_org(
    request: pytest.FixtureRequest, name: str, tmp_path: Path
) -> None:
    site: Finished = request.getfixturevalue(name)
    data = said(site)
    assert set(data) == {each for kind, found in site.kinds.items() if kind not in WITHOUT for each in found}
    each_once = {shape(json.loads(text)): address for address, text in data.items()}
    assert len(each_once) > 3
    assert schema_org({address: data[address] for address in each_once.values()}, tmp_path) == {}
    assert all(dt.datetime.fromisoformat(date) for text in data.values() for date in dates(json.loads(text)))


WITHOUT = {"hand-written", "unknown"}
"""Pages that say nothing of themselves: those that others wrote, and the one for addresses that lead nowhere."""


def test_the_judge_of_data_is_awake(tmp_path: Path) -> None:
    good = {"@context": "https://schema.org", "@type": "Article", "headline": "T", "keywords": ["a"]}
    wrong: dict[str, dict[str, Any]] = {
        "no such type": {"@type": "Artikel"},
        "no such property": {"headlines": "T"},
        "a property of persons only": {"familyName": "T"},
        "a part of a person": {"isPartOf": {"@type": "Person", "name": "T"}},
        "a number for words": {"keywords": 3},
    }
    texts = {name: json.dumps({**good, **more}) for name, more in {"good": {}, **wrong, "also good": {}}.items()}
    assert set(schema_org(texts, tmp_path)) == set(wrong)


@pytest.mark.parametrize("name", SITES)
def test_every_json_feed_is_valid_by_the_published_schema(request: pytest.FixtureRequest, name: str) -> None:
    site: Finished = request.getfixturevalue(name)
    judge = jsonschema.Draft7Validator(JSON_FEED, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
    feeds = sorted(site.folder.rglob("feed.json"))
    assert feeds
    for file in feeds:
        feed = json.loads(file.read_text("utf-8"))
        assert not [error.message for error in judge.iter_errors(feed)], file
        del feed["items"][0]["id"]
        assert not judge.is_valid(feed), "a schema that finds nothing proves nothing"


@pytest.mark.parametrize("script", ["search.js", "yousaid.js"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_scripts_write_numbers_as_the_pages_do(opened: Opened, script: str, code: str) -> None:
    text = (ROOT / "generator" / "yousaid" / "theme" / "assets" / script).read_text("utf-8")
    (write,) = re.findall(r"^ *const number = (.*);$", text, re.MULTILINE)
    numbers = [0, 7, 1_234, 1_234_567]
    seen = opened("about:blank").evaluate(
        f"([code, numbers]) => {{ document.documentElement.lang = code; return numbers.map({write}); }}",
        [code, numbers],
    )
    assert seen == [language(code).number(number) for number in numbers]
