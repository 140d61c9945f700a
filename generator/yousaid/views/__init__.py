"""The public site as plain, sorted, redacted objects. No HTML, and nothing private gets past here."""

from __future__ import annotations

from yousaid.views.figures import Figures
from yousaid.views.objects import (
    About,
    Facet,
    GivenReason,
    Month,
    Moved,
    Named,
    OtherView,
    Person,
    PublicDecision,
    PublicOccasion,
    Redirect,
    Removal,
    Site,
    Thanks,
)
from yousaid.views.overdue import overdue
from yousaid.views.past import may_be_named
from yousaid.views.site import is_public, site

__all__ = [
    "About",
    "Facet",
    "Figures",
    "GivenReason",
    "Month",
    "Moved",
    "Named",
    "OtherView",
    "Person",
    "PublicDecision",
    "PublicOccasion",
    "Redirect",
    "Removal",
    "Site",
    "Thanks",
    "is_public",
    "may_be_named",
    "overdue",
    "site",
]
