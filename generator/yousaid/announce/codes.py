"""What can be wrong with what is told, and with what it is made from."""

from __future__ import annotations

from yousaid.announce import addresses, ledger, speech

CODES = (ledger.LINE, *speech.CODES, *addresses.CODES)
