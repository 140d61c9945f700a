"""What an outcome asks for: no is never said without a reason, done never without a proof."""

from __future__ import annotations

from yousaid.decode import Entry
from yousaid.model import Confidential, Decision
from yousaid.rules.corpus import Corpus, Finding, Findings, rule


@rule("YS301")
def an_outcome_has_an_answer(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """An outcome that we decided must come with an `answer` in plain words.

    A customer who reads "done" wants to know what, and where to find it. Only `received` and `reviewing` (there is none
    yet), `declined` and `not-now` (the `reason` says it) and `merged` (the other record says it) may go without.

        answer: |
          You can now tick any number of reports and export them as one file.
    """
    record = entry.value
    if "answer" in record.outcome.needs and record.answer is None:
        yield Finding(
            entry,
            ("outcome",),
            f"an outcome `{record.outcome}` must have an `answer`",
            "add `answer: |` and say in plain words what became of it",
        )


@rule("YS302")
def a_no_has_a_reason(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """A no must have a `reason`, or say that the reason is confidential.

    This holds for `declined`, `not-now`, `did-something-else`, and for the part that `partly-shipped` left out. A no
    without a reason is what people resent most. Write one of

        reason: It would slow down every export.
        reason: {code: cost, text: It would take our team of four a year.}
        reason: confidential
    """
    record = entry.value
    if record.outcome.is_no and record.reason is None:
        yield Finding(
            entry,
            ("outcome",),
            f"an outcome `{record.outcome}` must have a `reason`",
            "add `reason:` and say why not, or `reason: confidential`",
        )


@rule("YS303")
def shipped_has_a_date(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """A shipped idea must say when it `shipped`; `unknown` is accepted.

    shipped: 2026-03-15
    """
    record = entry.value
    if "shipped" in record.outcome.needs and record.shipped is None:
        yield Finding(
            entry,
            ("outcome",),
            f"an outcome `{record.outcome}` must say when it `shipped`",
            "add `shipped:` with the date, or `shipped: unknown`",
        )


@rule("YS304")
def done_has_evidence(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """What is done, partly done or already there must be shown by `evidence`.

    A link to the release notes, the documentation or the change lets everybody see for themselves.

        evidence:
          - title: Release notes 4.2
            url: https://example.org/releases/4.2
    """
    record = entry.value
    if "evidence" in record.outcome.needs and record.evidence is None:
        yield Finding(
            entry,
            ("outcome",),
            f"an outcome `{record.outcome}` must have `evidence`",
            "add `evidence:` with a link to the release notes, the documentation or the change",
        )


@rule("YS305")
def done_thanks_somebody(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """What is done, in whole or in part, must thank somebody, or say why nobody is thanked.

        credits:
          - customer: ada
            for: [idea, testing]

    or

        credits: none
        no_credit_because: It was said in an anonymous survey.
    """
    record = entry.value
    if "credits" in record.outcome.needs and record.credits is None:
        yield Finding(
            entry,
            ("outcome",),
            f"an outcome `{record.outcome}` must have `credits`",
            "add `credits:` with who is thanked, or `credits: none` and `no_credit_because:`",
        )


@rule("YS306")
def nobody_thanked_says_why(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`credits: none` must come with `no_credit_because`, and the other way round.

    Where nobody can be thanked, the page says why.
    """
    record = entry.value
    if record.credits == () and record.no_credit_because is None:
        yield Finding(
            entry,
            ("credits",),
            "`credits: none` must say why nobody is thanked",
            "add `no_credit_because:` and the reason",
        )
    unsaid = record.credits is None and "credits" in record.outcome.needs  # YS305 says so
    if record.credits != () and record.no_credit_because is not None and not unsaid:
        yield Finding(
            entry,
            ("no_credit_because",),
            "`no_credit_because` must stand with `credits: none` only",
            "delete it, or write `credits: none`",
        )


@rule("YS307")
def later_has_a_date(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`not-now` and `planned` must say when we look at it again: `review_by`.

    "Not now" without a date is a no without the courage to say so. `unknown` is accepted, and printed.

        review_by: 2027-01-01
    """
    record = entry.value
    if "review_by" in record.outcome.needs and record.review_by is None:
        yield Finding(
            entry,
            ("outcome",),
            f"an outcome `{record.outcome}` must say when it is looked at again",
            "add `review_by:` with a date, or `review_by: unknown`",
        )


@rule("YS308")
def merged_names_its_target(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """A merged idea must name the record that goes on with it, and only a merged idea may.

    outcome: merged
    merged_into: export-every-report
    """
    record = entry.value
    if "merged_into" in record.outcome.needs and record.merged_into is None:
        yield Finding(
            entry,
            ("outcome",),
            "an outcome `merged` must say what it is merged into",
            "add `merged_into:` with the id of the other record",
        )
    if record.merged_into is not None and "merged_into" in record.outcome.refuses:
        yield Finding(
            entry,
            ("merged_into",),
            f"`merged_into` must stand with `outcome: merged`, not `{record.outcome}`",
            "type `outcome: merged`, or delete this line",
            ((entry, ("outcome",), "the outcome is here"),),
        )


@rule("YS309")
def only_secrets_expire(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`confidential_until` must stand with `reason: confidential` only.

    It is the day on which we ask again whether the reason must stay confidential.
    """
    record = entry.value
    if record.confidential_until is not None and not isinstance(record.reason, Confidential):
        yield Finding(
            entry,
            ("confidential_until",),
            "`confidential_until` must stand with `reason: confidential`",
            "delete it, or write `reason: confidential`",
        )


@rule("YS310")
def only_the_done_has_shipped(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`shipped` must not stand under a no or an outcome that is still open, since it contradicts them.

    The date of the answer is `answered`. The version that something is planned for may stand as `release`.
    """
    record = entry.value
    if record.shipped is not None and "shipped" in record.outcome.refuses:
        yield Finding(
            entry,
            ("shipped",),
            f"`shipped` must not stand with `outcome: {record.outcome}`",
            "correct the outcome, or delete this line (the date of the answer is `answered`)",
            ((entry, ("outcome",), "the outcome is here"),),
        )


@rule("YS311")
def only_a_no_is_reopened_later(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`reopen_if` must stand under a no only: `declined`, `not-now`, `did-something-else` or `partly-shipped`.

    It says what would make us look at it again, so that a no is not the end of the talk:

        reopen_if: Ten more schools ask for it, or a library does the work.

    Where we have not said no, there is nothing to reopen. What is still missing belongs into the `answer`.
    """
    record = entry.value
    if record.reopen_if is not None and "reopen_if" in record.outcome.refuses:
        yield Finding(
            entry,
            ("reopen_if",),
            f"`reopen_if` must not stand with `outcome: {record.outcome}`, which is no no",
            "correct the outcome, or delete this line",
            ((entry, ("outcome",), "the outcome is here"),),
        )
