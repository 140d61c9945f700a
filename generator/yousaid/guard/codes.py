"""What can be lost in public, and how to keep it."""

from __future__ import annotations

from yousaid.diagnostics import Code

_MEANT = "If it is meant to go all the same, say so once: `yousaid guard --accept <address>`."
ID = Code(
    "YS621",
    "an-id-stays",
    f"""What was published under an id stays there.

Others link to it. A file that gets another name leaves a page at the old address that leads on, found from git. What
has to go leaves `decisions/removed/<id>.yml`, and with it a page that says so.
{_MEANT}
""",
)
ADDRESS = Code(
    "YS622",
    "an-address-stays",
    f"""An address that was published stays, or leads on.

Write a page at the old address that says where to go, such as `site_src/old-page.md`; give a word of the vocabulary its
old key back. Pages of customers go with their names. Those of months, years and releases, and the calendar, come and go
with what they list: they are warned of, and nothing has to be done. So are files of `site_src/`, if what is public is a
folder.
{_MEANT}
""",
)
FIRST = Code(
    "YS623",
    "the-first-date-stays",
    f"""The time at which something was first published never changes.

It comes from git. It changes when history is rewritten, when a file is deleted and comes back under another name, when
the clone does not hold the whole history, when `decisions/` moves to another folder of the repository in more than one
commit, or when somebody merges the published branch into their own and pushes that as the published one: its first
parents are then theirs.
{_MEANT}
""",
)
LAST = Code(
    "YS624",
    "the-last-date-goes-on",
    f"""The time at which something was last changed never goes back.

It comes from git. An earlier one means that history was rewritten, or that an older commit is published over a newer
one.
{_MEANT}
""",
)
CREDIT = Code(
    "YS625",
    "a-credit-stays",
    f"""Who was thanked in public is thanked, unless the name was taken back.

That a name was taken back is written down in the customer's file, as `withdrawn:` or as a consent that has expired:
`yousaid withdraw <key>` does it. The credit stays in the record, and reads "A customer".
{_MEANT}
""",
)
PLACE = Code(
    "YS626",
    "the-site-stays-where-it-is",
    """The site should stay at its address.

All addresses and the ids of all feeds begin with `site_url`. Where it has to change, let the old place lead on to the
new one, address by address.
""",
)
CODES = (ID, ADDRESS, FIRST, LAST, CREDIT, PLACE)
