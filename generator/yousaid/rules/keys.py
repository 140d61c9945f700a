"""Keys, tokens and passwords, which are published by mistake, and then are no secret any more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from yousaid.decode import Entry
from yousaid.rules.corpus import Corpus, Finding, Findings, advice
from yousaid.rules.glance import Glance, strings

# The shapes of keys are those of gitleaks (config/gitleaks.toml at b58d3f1), for the services most often met;
# a password in an address is that of detect-secrets (plugins/basic_auth.py at 5e14193).
_SECRET = re.compile(
    r"\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b(?<!EXAMPLE)"
    r"|\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{82})"
    r"|\b(?:glpat|gldt|glft|glrt|glsoat|glptt|glagent|glimt)-[\w-]{20,64}"
    r"|\bxox[abeoprs]-\d[0-9A-Za-z-]{10,250}|\bxapp-\d-[A-Z0-9]{5,40}-\d{5,40}-[a-z0-9]{10,90}"
    r"|\bhooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{43,56}"
    r"|\b(?:sk|rk)_(?:test|live|prod)_[a-zA-Z0-9]{10,99}\b"
    r"|\bAIza[\w-]{35}|\bsk-ant-[a-z]{3,8}\d\d-[\w-]{80,120}|\bsk-[\w-]{20,90}T3BlbkFJ[\w-]{20,90}"
    r"|\bnpm_[A-Za-z0-9]{36}\b|\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}|\brubygems_[a-f0-9]{48}\b"
    r"|\bSG\.[\w-]{16,32}\.[\w-]{16,64}|\bhf_[A-Za-z]{34}\b|\bdo[opr]_v1_[a-f0-9]{64}\b"
    r"|\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b|\blin_api_[A-Za-z0-9]{40}\b|\bATATT3[\w=-]{60,}|\bPMAK-[a-f0-9]{24}-[a-f0-9]{34}"
    r"|\bglsa_[A-Za-z0-9]{32}_[a-fA-F0-9]{8}\b|\bdapi[a-f0-9]{32}\b|\bhvs\.[\w-]{90,120}"
    r"|\bAGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}\b|\bSK[0-9a-f]{32}\b|\b\d{8,10}:AA[\w-]{33}\b"
    r"|\bdiscord(?:app)?\.com/api/webhooks/\d{17,20}/[\w-]{60,70}|\.webhook\.office\.com/webhookb2/[\w-]{36}@[\w-]{36}/\w+/"
    r"|\bAccountKey=[A-Za-z0-9+/]{86}==|\bGOCSPX-[\w-]{28}\b|\bya29\.[\w-]{30,}|\bfigd_[\w-]{40}\b|\bsk\.eyJ[\w-]{60,90}\."
    r"|\bdckr_pat_[\w-]{27}\b|\bkey-[0-9a-f]{32}\b|\bNRAK-[A-Z0-9]{27}\b|\bsntrys_eyJ[\w+/=]{40,}"
    r"|\bdp\.(?:pt|st|ct)\.[A-Za-z0-9]{40,44}\b|\b(?:secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{46})\b"
    r"|\btskey-[a-z]+-\w{10,20}-\w{20,40}\b|\bwhsec_[A-Za-z0-9+/]{32,44}\b"
    r"|\bey[A-Za-z0-9_-]{17,}\.ey[A-Za-z0-9_-]{17,}\.[A-Za-z0-9_-]{10,}"
    r"|-----BEGIN[ A-Z0-9]{0,40} PRIVATE KEY(?: BLOCK)?-----"
)
_LOGIN = re.compile(r"://[^\s:/?#\[\]@<>{}$*]{1,64}:[^\s:/?#\[\]@<>{}$*]{3,64}@[\w-]")

# What is called a password or a key: what follows must hold a letter and a digit, and be none of the usual examples.
_CALLED = re.compile(
    r"(?:(?<![^\W_])(?:(?P<short>password|passwd|passwort|kennwort|mot de passe|contraseña)"
    r"|(?:api|access|secret)[_ -]?key|client[_ -]?secret|(?:access|auth|api)[_ -]?token)"
    r"[\"']?(?:\s?[:=]\s?|\s(?:is|was|lautet|war|est|es)\s)|\bbearer\s)"
    r"[\"'“„]?(?P<value>[^\s\"'“”<>{}$*%()\[\],;]{8,200})",
    re.IGNORECASE,
)
_SHORT, _LONG = 8, 16
"""People make passwords, machines make keys."""
_NO_SECRET = re.compile(
    r"\D*|[\W\d_]*|\d+(?:-[a-z]+)+\W*|.*(?:example|sample|dummy|your|abc|123|xxx|\.\.|…|://).*", re.IGNORECASE
)
# What stands in each of the shapes, and in each of the words: looked for quickly, and not found in most records.
_SHAPES = (
    *("AKIA", "ASIA", "ABIA", "ACCA", "A3T", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gldt-"),
    *("glft-", "glrt-", "glsoat-", "glptt-", "glagent-", "glimt-", "xox", "xapp-", "hooks.slack.", "sk_", "rk_"),
    *("AIza", "sk-ant-", "T3BlbkFJ", "npm_", "pypi-", "rubygems_", "SG.", "hf_", "_v1_", "shpat_", "shpca_", "shppa_"),
    *("shpss_", "lin_api_", "ATATT3", "PMAK-", "glsa_", "dapi", "hvs.", "AGE-SECRET", "SK", ":AA", "/webhooks/"),
    *("/webhookb2/", "AccountKey=", "GOCSPX-", "ya29.", "figd_", "sk.ey", "dckr_pat_", "key-", "NRAK-", "sntrys_"),
    *("dp.pt.", "dp.st.", "dp.ct.", "secret_", "ntn_", "tskey-", "whsec_", ".ey", "PRIVATE KEY"),
)
_PASSWORDS = ("assw", "kennw", "de passe", "contrase", "earer ")
_KEYS, _OF_WHAT = ("key", "token", "secret"), ("api", "access", "secret", "client", "auth")
_ALL_CAPITALS = bytes.maketrans(b"0", b"A")


def _called(text: str) -> Iterator[re.Match[str]]:
    """Yield what a text calls a password or a key, and is none of the usual examples."""
    for match in _CALLED.finditer(text):
        if len(match["value"]) >= (_SHORT if match["short"] else _LONG) and not _NO_SECRET.fullmatch(match["value"]):
            yield match


def _may_be_called(text: str) -> bool:
    if any(map(text.__contains__, _PASSWORDS)):
        return True
    return any(map(text.__contains__, _KEYS)) and any(map(text.__contains__, _OF_WHAT))


def may_hold_a_key(seen: Glance) -> object:
    """Tell whether there is a key in a record, after a look at what is in no time."""
    text, outline = seen.text, seen.outline
    if _may_be_called(text.lower()) and any(_called(text)):
        return True
    if b"@" in outline and _LOGIN.search(text):
        return True
    is_long = (b"AA" in outline or b"0A" in outline or b"0000000000" in outline) and b"AAAAAAAAAA" in outline.translate(
        _ALL_CAPITALS, b"-_"
    )
    return is_long and any(map(text.__contains__, _SHAPES)) and _SECRET.search(text)


@advice("YS903", may_hold_a_key)
def no_keys(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """A key, a token or a password must not stand in a record.

    Deleting it is not enough, since the history of the repository keeps it, and others may have read it: have it
    replaced by a new one where it was made, first of all.
    """
    for path, text in strings(entry.value):
        found = (*_SECRET.finditer(text), *_LOGIN.finditer(text))
        seen = dict.fromkeys([match[0] for match in found])
        # An address with a password in it is found once.
        named = [match["value"] for match in _called(text) if not any(match["value"] in each for each in seen)]
        for words in (*seen, *dict.fromkeys(named)):
            hint = "have it replaced where it was made, then delete it here"
            yield Finding(entry, path, "a key or a password must not be published", hint, words=words)
