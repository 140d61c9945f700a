"""What must not become public: addresses, numbers and hosts that belong to somebody, or to us alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pydantic import BaseModel

from yousaid.decode import Entry
from yousaid.mistakes import Path
from yousaid.model import Confidential
from yousaid.rules.corpus import Corpus, Finding, Findings, advice
from yousaid.rules.glance import Glance, outline, strings, without_code
from yousaid.rules.keys import may_hold_a_key

# No pattern here can begin anew inside what it has just refused, so that each takes time in proportion to the text.
_EMAIL = re.compile(
    r"(?:(?<=mailto:)|(?<![\w.%+@/:-]))(?P<name>[\w.%+-]{1,64})@(?P<host>(?:[a-z0-9-]{1,63}\.)+(?P<top>[a-z]{2,24}))(?![\w@-])",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    r"(?<![\w.+-])(?P<name>[\w.+-]{1,64}) ?[(\[]at[)\]] ?"
    r"(?P<host>(?:[a-z0-9-]{1,63}(?:\.| ?[(\[](?:dot|punkt)[)\]] ?)){1,5}[a-z]{2,24})(?![\w@-])",
    re.IGNORECASE,
)
"""An address that is spelled for people, as in ``ada (at) example.org``."""
_AT = ("at)", "at]", "AT)", "AT]")
# RFC 2142 names the mailboxes of roles; the others are as common. A mailing list is public.
_ROLES = re.compile(
    r"(?:info|marketing|sales|support|abuse|noc|security|postmaster|hostmaster|usenet|news|webmaster|www|uucp|ftp|git|hg|"
    r"hello|hi|contact|kontakt|help|helpdesk|service|office|team|press|presse|privacy|datenschutz|feedback|ideas|jobs|"
    r"careers|legal|billing|orders?|accessibility|conduct|no-?reply|admin|customer-?(?:service|care|support))(?:[+.].*)?"
    r"|.*[-_.](?:dev|devel|users?|announce|sig|list|discuss|ideas|committers|request|bugs|team|wg|help|support|feedback)",
    re.IGNORECASE,
)
# RFC 2606 and 6761 keep the first for examples; lists; then endings of files, as in `logo@2x.png`.
_NOBODY = re.compile(
    r"(?:.*\.)?example(?:\.com|\.net|\.org)?|.*\.(?:test|invalid|localhost)|lists?\..*|.*\.?(?:googlegroups\.com|groups\.io)"
    r"|.*\.(?:png|jpe?g|gif|svg|webp|avif|css|m?js|ts|json|html?|pdf|txt)",
    re.IGNORECASE,
)

# A number abroad has a country code and at most 15 digits (ITU-T E.164); at home it looks like North America's, or
# stands after the word for it.
_PHONE = re.compile(
    r"(?=[+(\d])(?:(?P<abroad>(?<![\w+.])\+[1-9]\d{0,2}[ .(/-]{1,2}\(?\d(?:[ .()/-]{0,2}\d){5,12}(?![\w-]|\.\d))"
    r"|(?P<whole>(?<![\w+.])\+[1-9]\d{9,14}(?![\w-]|\.\d))"
    r"|(?P<zeros>(?<![\w.+-])(?<!\d )00[1-9]\d{0,2} \(?\d(?:[ ()/-]{0,2}\d){6,12}(?![\w-]|\.\d))"
    r"|(?P<america>(?<![\w.-])(?:1[ .-])?\(?[2-9]\d{2}\)?[ .-][2-9]\d{2}[.-]\d{4}(?![\w-]))"
    r"|(?P<france>(?<![\w.-])(?<!\d )(?!0\d.0\d.0)0[1-79](?:(?: \d\d){4}|(?:\.\d\d){4})(?! ?[\w-]))"
    r"|(?P<britain>(?<![\w.-])07\d{3} \d{3} ?\d{3}(?![\w-]))"
    r"|(?P<japan>(?<![\w.-])0[1-9]0?-\d{4}-\d{4}(?![\w-])))"
    r"|\b(?:phone|tel|telephone|mobile|cell|fax|call|ring|whatsapp|telefon|handy|mobil|tél|téléphone|portable|appelez|teléfono"
    r"|telefono|cellulare|(?:my|our|his|her|their) number|numéro|meine nummer|rufnummer)\b[^\n\d(]{0,25}"
    r"(?P<home>(?:\(0|0(?!\.))\d(?:[ ()./-]{0,2}\d){5,12})(?![\w-])"
    r"|\b(?:tel[ée]fono|tfno|m[óo]vil|whatsapp)\b[^\n\d(]{0,25}"
    r"(?P<spain>[6-9]\d{2}[ .-]?\d{3}[ .-]?\d{3})(?![ .]?\d|[\w-])",
    re.IGNORECASE,
)
# Services that are free to call are no person's.
_FREE = re.compile(r"(?:0|00|\+1)?8(?:00|08|88|77|66|55|44|33)|0800|00800")

# `.local` is RFC 6762, whose appendix G lists the next five; `.internal` was set apart by ICANN in 2024, `.home.arpa`
# by RFC 8375. Such a word may be the name of a file or a module: it is a host if it stands in an address, or is called
# as servers are.
_SERVERS = (
    r"(?:jira|confluence|wiki|intranet|sharepoint|gitlab|bitbucket|jenkins|bamboo|teamcity|sonar|nexus|artifactory|grafana|"
    r"kibana|redmine|mantis|bugzilla|servicedesk|helpdesk|crm|erp|sap|fileserver|mail|vpn|ldap|git|svn)"
)
_PRIVATE = r"(?:local|internal|intranet|private|corp|lan|intra|home\.arpa|localdomain)"
_HOST = re.compile(
    rf"://(?P<url>(?:[\w-]{{1,63}}\.){{1,8}}{_PRIVATE})(?=[:/?#\s\])>\"',;.]|\Z)(?!\.\w)"
    rf"|(?<![\w./@:-])(?P<named>{_SERVERS}[\w-]{{0,20}}(?:\.[\w-]{{1,63}}){{0,6}}\.{_PRIVATE})(?![\w(-]|\.\w)"
    rf"|(?<![\w./@:-])(?P<numbered>(?-i:[a-z][a-z-]{{0,30}}\d{{1,4}}(?:\.[\w-]{{1,63}}){{0,6}}\.{_PRIVATE}))(?![\w(-]|\.\w)"
    rf"|://(?P<bare>{_SERVERS})(?=[:/\s\])>]|\Z)"
    r"|(?:smb|afp|nfs)://(?P<share>[\w-]{1,63})(?=[:/])"
    r"|(?<![\w\\])\\\\(?P<folder>[a-z][\w-]{1,62}(?:\.[\w-]{1,63}){0,6})\\[a-z][\w$-]{2}"
    # RFC 1918 and, for IPv6, RFC 4193
    r"|(?<![\w.-])(?P<address>(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3})(?![\w-]|\.\d|/\d)"
    r"|(?<![\w:])(?P<ula>f[cd][0-9a-f]{2}:(?:[0-9a-f]{0,4}:){1,6}[0-9a-f]{1,4})(?![\w:]|/\d)"
    r"|://(?P<here>localhost|127\.0\.0\.1|\[::1\])(?=[:/\s\])>]|\Z)",
    re.IGNORECASE,
)
# Patterns that begin with a letter of their own are quick to look for. In the outline, a name without any dot is gone.
_MAYBE_HOST = re.compile(r"\.(?:local|internal|intra|private|corp|lan|home\.arpa)")
_NO_DOT = re.compile(rb"://[/:0\[A]")
_MAYBE_ADDRESS = re.compile(r"1(?:0\.\d+\.\d|92\.168\.|72\.\d\d\.)")


def _found(
    entry: Entry[BaseModel], pattern: re.Pattern[str], code: bool = False
) -> Iterator[tuple[Path, re.Match[str]]]:
    """Yield where a pattern is found in the texts of a record, each piece of a text once."""
    for path, words in strings(entry.value):
        seen = {match[0]: match for match in pattern.finditer(words if code else without_code(words))}
        yield from ((path, match) for match in seen.values())


def _may_hold(pattern: re.Pattern[str], *signs: bytes) -> Callable[[Glance], object]:
    """Return the sign of a pattern: one of the signs in the outline, and then the pattern anywhere in the file."""
    return lambda seen: any(map(seen.outline.__contains__, signs)) and pattern.search(seen.text)


def _addresses(entry: Entry[BaseModel]) -> Iterator[tuple[Path, re.Match[str]]]:
    yield from _found(entry, _EMAIL)
    yield from _found(entry, _SPELLED)


def _may_hold_an_address(seen: Glance) -> object:
    text = seen.text
    spelled = any(map(text.__contains__, _AT)) and _SPELLED.search(text)
    return spelled or (b"@" in seen.outline and _EMAIL.search(text))


def _is_personal(match: re.Match[str]) -> bool:
    return not _ROLES.fullmatch(match["name"]) and not _NOBODY.fullmatch(match["host"])


_may_hold_a_number = _may_hold(_PHONE, b"000000", b"000-0000", b"000.0000", b"0000-0000", b"00.00.00")


@advice("YS901", _may_hold_an_address)
def no_email_addresses(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """An e-mail address of a person must not be published.

    It is theirs and not ours to give away, and robots collect it within days, also one that is spelled `ada (at) …`.
    Delete it, or write to whom one may turn instead. The address of a role, such as `support@…`, and of a mailing list
    is none of a person.
    """
    for path, match in _addresses(entry):
        if _is_personal(match):
            message = "an e-mail address must not be published"
            yield Finding(entry, path, message, "delete it, or write that of a role, as in `support@…`", words=match[0])


@advice("YS902", _may_hold_a_number)
def no_phone_numbers(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """A phone number must not be published, unless everybody may call it for nothing.

    Whoever gave it to us gave it to us. A number is known by its country code, by the groups that are usual in North
    America, France, Britain or Japan, or by a word such as “phone” or “fax” before it.
    """
    for path, match in _found(entry, _PHONE):
        number = match[match.lastgroup or 0]
        digits = re.sub(r"[^\d+]", "", number)
        if not _FREE.match(digits) and len(set(digits)) > 3:
            yield Finding(entry, path, "a phone number must not be published", "delete it", words=number)


def _may_hold_a_host(seen: Glance) -> object:
    text, outline = seen.text, seen.outline
    near = _MAYBE_HOST.search(text) or "\\\\" in text or _NO_DOT.search(outline) or b"000:0" in outline
    return (near or (b"00." in outline and _MAYBE_ADDRESS.search(text))) and _HOST.search(text)


@advice("YS904", _may_hold_a_host)
def no_internal_hosts(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """The name or the address of a machine in our own network must not be published.

    Nobody outside can open it, and it tells attackers where to look. It is a name that ends in `.local`, `.internal`,
    `.corp` or the like, one without any dot as in `https://jira/…`, an address such as `10.1.2.3`, or `localhost`.
    Write what stands there in words, or link to a public page.
    """
    for path, match in _found(entry, _HOST):
        host = match[match.lastgroup or 0]
        if not host.lower().endswith("cluster.local"):  # what every cluster calls itself
            message = f"`{host}` can be reached from inside only, and must not be published"
            yield Finding(entry, path, message, "delete it, or link to a public page", words=host)


def is_private(text: str) -> bool:
    """Tell whether a text of another day may hold what must not become public; nobody has silenced anything in it."""
    seen = Glance(Confidential(), text, outline(text), "")  # of the record they see nothing
    if any(_is_personal(match) for pattern in (_EMAIL, _SPELLED) for match in pattern.finditer(text)):
        return True
    return any(may_hold(seen) for may_hold in (_may_hold_a_number, may_hold_a_key, _may_hold_a_host))
