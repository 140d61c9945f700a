"""A name is published only with consent, lives in one file, and can be taken back."""

from __future__ import annotations

from yousaid.decode import Entry
from yousaid.mistakes import Path
from yousaid.model import Customer, Form, How
from yousaid.naming import name_key
from yousaid.rules.corpus import Corpus, Finding, Findings, rule


@rule("YS351", "customer")
def a_name_needs_consent(entry: Entry[Customer], corpus: Corpus) -> Findings:
    """A name must come with consent that it may be published.

        consent:
          given: 2026-01-20
          how: asked

    Without consent, delete the name: the customer is then thanked as “a customer”. A description such as “A customer in
    retail” needs none, unless it comes with a link; write `form: described`.
    """
    customer = entry.value
    if customer.consent or customer.withdrawn:
        return
    for name in ("name", "link", "affiliation"):
        described = name == "name" and customer.form is Form.DESCRIBED
        if getattr(customer, name) is not None and not described:
            article = "an" if name == "affiliation" else "a"
            hint = f"add `consent:` with `given:` and `how:`, or delete the {name}"
            yield Finding(entry, (name,), f"{article} {name} must come with `consent`", hint)


@rule("YS352", "customer")
def a_public_record_has_an_address(entry: Entry[Customer], corpus: Corpus) -> Findings:
    """Consent by public record must say where that record stands: `at`.

    It means that the customer published the idea under this name. Everybody must be able to see where.
    """
    consent = entry.value.consent
    if consent and consent.how is How.PUBLIC_RECORD and consent.at is None:
        yield Finding(
            entry,
            ("consent", "how"),
            "consent by `public-record` must say where it stands",
            "add `at:` with the address of the public page",
        )


@rule("YS353", "customer")
def a_name_taken_back_is_gone(entry: Entry[Customer], corpus: Corpus) -> Findings:
    """A customer who has withdrawn must not keep `name`, `link`, `affiliation` or the address of a public record.

    The file stays, so that the key in the records still means somebody; all that says who is deleted. Look at comments
    in the file too. The history of the repository still holds the name; taking it from there is a task of its own.
    """
    customer = entry.value
    if customer.withdrawn:
        for name in ("name", "link", "affiliation"):
            if getattr(customer, name) is not None:
                yield _to_delete(entry, (name,))
        if customer.consent and customer.consent.at is not None:
            yield _to_delete(entry, ("consent", "at"))


def _to_delete(entry: Entry[Customer], path: Path) -> Finding:
    message = f"`{path[-1]}` must be deleted, since the customer has withdrawn"
    return Finding(entry, path, message, "delete this line", ((entry, ("withdrawn",), "withdrawn is here"),))


@rule("YS354", "customer")
def a_name_lives_in_one_file(entry: Entry[Customer], corpus: Corpus) -> Findings:
    """Two customer files must not hold the same name.

    If it is the same person, keep one file and correct the records, or a withdrawal would leave the second name
    standing. If they are two people of one name, tell them apart by `affiliation`.
    """
    mine = entry.value
    for other in corpus.named.get(name_key(mine.name or ""), ()):
        if other is entry or mine.form is Form.DESCRIBED:
            return
        if other.value.affiliation == mine.affiliation:
            yield Finding(
                entry,
                ("name",),
                "the same name must not stand in two files",
                "keep one of the files, or add `affiliation:` to tell the two apart",
                ((other, ("name",), "the other one is here"),),
            )
            return
