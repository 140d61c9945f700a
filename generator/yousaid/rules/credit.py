"""Thanks go to people who exist, once each; and it is always a role that decides."""

from __future__ import annotations

from collections.abc import Iterator

from yousaid.decode import Entry
from yousaid.diagnostics import did_you_mean
from yousaid.mistakes import Path
from yousaid.model import Credit, Decision
from yousaid.naming import name_key
from yousaid.rules.corpus import Corpus, Finding, Findings, rule


def credit_lists(record: Decision) -> Iterator[tuple[Path, tuple[Credit, ...]]]:
    """Yield every list of credits in a record, with the path to it."""
    yield ("credits",), record.credits or ()
    for number, view in enumerate(record.also_said or ()):
        yield ("also_said", number, "credits"), view.credits or ()


@rule("YS331")
def thanks_go_to_known_customers(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """Everybody who is thanked must have a file in `decisions/customers/`.

    Records hold keys only, so that a name lives in exactly one file and can be taken back in one step.

        decisions/customers/ada.yml
    """
    for path, credits_ in credit_lists(entry.value):
        for number, credit in enumerate(credits_):
            if credit.customer not in corpus.known["customer"]:
                add = f"add `decisions/customers/{credit.customer}.yml`"
                if credit.customer == "none":
                    add = "type `credits: none`"
                hint = did_you_mean(credit.customer, corpus.known["customer"], add)
                message = f"`{credit.customer}` must be in `decisions/customers/`"
                yield Finding(entry, (*path, number, "customer"), message, hint)


@rule("YS332")
def thanks_are_said_once(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """A customer must occur only once in a list of credits, and each role once: join what they are thanked for.

    - customer: ada
      for: [idea, testing]
    """
    for path, credits_ in credit_lists(entry.value):
        seen: dict[str, int] = {}
        for number, credit in enumerate(credits_):
            first = seen.setdefault(credit.customer, number)
            if first != number:
                yield Finding(
                    entry,
                    (*path, number, "customer"),
                    f"`{credit.customer}` must be thanked only once here",
                    "join the two under one `for:`",
                    ((entry, (*path, first, "customer"), "the first is here"),),
                )
            if len(credit.roles) > 1 and len(set(credit.roles)) != len(credit.roles):
                yield Finding(entry, (*path, number, "for"), "each role must stand only once", "delete the second one")


@rule("YS333")
def a_role_decides(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`decided_by` must be a role, never the name of a person.

    Roles stay when people leave, and nobody is put in the pillory for a no.
    """
    for customer in corpus.named.get(name_key(entry.value.decided_by or ""), ())[:1]:
        yield Finding(
            entry,
            ("decided_by",),
            "`decided_by` must be a role, not a customer",
            "write a role, as in `Head of reporting`",
            ((customer, ("name",), "the same name is here"),),
        )
