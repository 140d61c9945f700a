"""What a record, a customer, an occasion and a vocabulary are: the one list of fields, with help and example."""

from __future__ import annotations

from yousaid.model.decision import (
    AlsoSaid,
    CodedReason,
    Confidential,
    Credit,
    Decision,
    Kind,
    Link,
    Option,
    Origin,
    Reason,
    Result,
    Role,
    Voices,
    WrittenReason,
)
from yousaid.model.outcome import OUTCOMES, Group, Outcome, Way, taken_back, way
from yousaid.model.people import Consent, Customer, Form, How, Occasion
from yousaid.model.removed import Removed, Was
from yousaid.model.values import UNKNOWN, Record, When
from yousaid.model.vocabulary import UNEXPLAINED, Criterion, Promises, ReasonCode, Term, Vocabulary

__all__ = [
    "OUTCOMES",
    "UNEXPLAINED",
    "UNKNOWN",
    "AlsoSaid",
    "CodedReason",
    "Confidential",
    "Consent",
    "Credit",
    "Criterion",
    "Customer",
    "Decision",
    "Form",
    "Group",
    "How",
    "Kind",
    "Link",
    "Occasion",
    "Option",
    "Origin",
    "Outcome",
    "Promises",
    "Reason",
    "ReasonCode",
    "Record",
    "Removed",
    "Result",
    "Role",
    "Term",
    "Vocabulary",
    "Voices",
    "Was",
    "Way",
    "When",
    "WrittenReason",
    "taken_back",
    "way",
]
