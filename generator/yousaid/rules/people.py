"""A name is published only with consent, lives in one file, and can be taken back."""

from __future__ import annotations

from yousaid.decode import Entry
from yousaid.model import Customer, Form, How
from yousaid.rules.corpus import Corpus, Finding, Findings, rule


@rule("YS351", "customer")
def a_name_needs_consent(entry: Entry[Customer], corpus: Corpus) -> Findings:
    """A name must come with consent that it may be published.

        consent:
          given: 2026-01-20
          how: asked

    Without consent, delete the name: the customer is then thanked as “a customer”. A description such as “A customer in
    retail” needs none; write `form: described`.
    """
    customer = entry.value
    if customer.name and not customer.consent and not customer.withdrawn and customer.form is not Form.DESCRIBED:
        yield Finding(
            entry,
            ("name",),
            "a name must come with `consent`",
            "add `consent:` with `given:` and `how:`, or delete the name",
        )


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
    """A customer who has withdrawn must not keep `name`, `link` or `affiliation` in the file.

    The file stays, so that the key in the records still means somebody; all that says who is deleted.
    """
    customer = entry.value
    if customer.withdrawn:
        for name in ("name", "link", "affiliation"):
            if getattr(customer, name) is not None:
                yield Finding(
                    entry,
                    (name,),
                    f"`{name}` must be deleted, since the customer has withdrawn",
                    "delete this line",
                    ((entry, ("withdrawn",), "withdrawn is here"),),
                )


@rule("YS354", "customer")
def a_name_lives_in_one_file(entry: Entry[Customer], corpus: Corpus) -> Findings:
    """Two customer files must not hold the same name.

    If it is the same person, keep one file and correct the records, or a withdrawal would leave the second name
    standing. If they are two people of one name, tell them apart by `affiliation`.
    """
    mine = entry.value
    if mine.name is None or mine.form is Form.DESCRIBED:
        return
    other = corpus.named[mine.name.casefold()][0]
    if other is not entry and other.value.affiliation == mine.affiliation:
        yield Finding(
            entry,
            ("name",),
            "the same name must not stand in two files",
            "keep one of the files, or add `affiliation:` to tell the two apart",
            ((other, ("name",), "the other one is here"),),
        )
