"""The questions about those who said it: who they are, what they are thanked for, and whether they may be named."""

from __future__ import annotations

from functools import partial

import click

from yousaid.authoring.sheet import free_key, given_consent
from yousaid.cli.asking import Asker, date
from yousaid.cli.prompts import choice, line, say
from yousaid.diagnostics import nearest
from yousaid.model import Role
from yousaid.naming import name_key
from yousaid.shortcut import Value
from yousaid.slugs import as_slug

_FORMS = {"person": "a person", "company": "a company"}


def people(asker: Asker) -> None:
    """Ask who said it, one after the other, and what each is thanked for."""
    asker.asked = True
    thanked: dict[str, list[str]] = {}
    question = "Who said it? (a name; Enter if nobody is to be thanked)"
    while typed := line(question):
        key = _customer(asker, typed)
        asker.ask(_roles, partial(_thank, asker, thanked, key))
        question = "Anybody else? (Enter if not)"


def _roles() -> list[str]:
    return line(f"What are they thanked for? ({', '.join(Role)})", Role.IDEA).replace(",", " ").split()


def _thank(asker: Asker, thanked: dict[str, list[str]], key: str, roles: list[str]) -> None:
    thanked[key] = roles
    asker.sheet.answers["credits"] = [{"customer": key, "for": [*roles]} for key, roles in thanked.items()]


def _customer(asker: Asker, typed: str) -> str:
    """Return the key of a customer who is known, or who is added."""
    corpus = asker.sheet.known()
    same = [entry.key for entry in corpus.named.get(name_key(typed), ())]
    if typed in corpus.known["customer"] or same:
        return same[0] if same else typed
    near = nearest(as_slug(typed), corpus.customers)
    if near:
        name = corpus.customers[near].value.name or "a customer without a name"
        if click.confirm(f"Do you mean {near} ({name})?", default=True):
            return near
    say(f"{typed} is new here.")
    if click.confirm("Have they agreed that their name is published?", default=False):
        return _named(asker, typed)
    say("Then their name is not written down anywhere.")
    key = free_key("a-customer", corpus.known["customer"])
    question = "A description that does not give them away, such as: A school in the north (Enter for just: A customer)"
    asker.ask(partial(line, question), partial(_describe, asker, key))
    return key


def _describe(asker: Asker, key: str, words: str) -> None:
    asker.sheet.customers[key] = {"name": words, "form": "described"} if words else {"form": "person"}


def _named(asker: Asker, typed: str) -> str:
    today = asker.sheet.corpus.today.isoformat()
    key = free_key(typed, asker.sheet.known().known["customer"])
    asker.sheet.customers[key] = {"name": typed, "form": "person", "consent": given_consent(today)}
    asker.ask(partial(line, "Their name, as they write it", typed), partial(_set, asker, key, "name"))
    asker.ask(choice("A person or a company?", _FORMS, "person"), partial(_set, asker, key, "form"))
    asker.ask(partial(_consent, today), partial(_set, asker, key, "consent"))
    return key


def _consent(today: str) -> Value:
    day = date("When did they agree?", today)
    return given_consent(day, line("Where did they say it in public? (a web address; Enter if you asked them)"))


def _set(asker: Asker, key: str, name: str, value: Value) -> None:
    asker.sheet.customers[key][name] = value
