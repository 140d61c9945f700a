"""Foreign text as our small Markdown: every word stays, every good link too, and nothing becomes a mark by chance."""

from __future__ import annotations

import re
from html import unescape

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yousaid import prose
from yousaid.importers import markup
from yousaid.importers.markup import small
from yousaid.model.mapfile import Markup
from yousaid.model.values import is_web_address
from yousaid.nodes import seen, unseen

quick = settings(derandomize=True, deadline=None, max_examples=100)
PIECES = (
    *("a", "b ", " ", "\n", "\n\n", "word", "é", "1", "12. ", "3) ", "- ", "+ ", "* ", "> ", "    ", "\t", "=", "==="),
    *("*", "**", "_", "__", "`", "```", "~~~", "[", "]", "(", ")", "](", "[x](y)", "|a|b|\n|-|-|\n", "#", "# "),
    *("\\", "&", "&amp;", "&lt;", "&#13;", "&#x200b;", "\u200b", "\r\n", "\x00", "<", ">", "\u00a0", "-", "---", "~"),
    *("https://example.org/a_b_c", "https://example.org/x?a=1&copy;=2", "http://[::1]/(a)", "https://u:p@example.org/"),
    *("<https://example.org/>", "<a@example.org>", "[l](https://example.org/a_(b)_c)", "[l](<javascript:x> 'y')"),
    *("[x](customer:ada)", "[x](decision:export-all)", "https://exämple.org/ü%20", "https://xn--e1afmkfd.example/%41"),
)
NAMES = (
    *(
        "p",
        "div",
        "b",
        "i",
        "em",
        "strong",
        "code",
        "pre",
        "ul",
        "ol",
        "li",
        "blockquote",
        "h2",
        "span",
        "u",
        "section",
    ),
    *("td", "tr", "dl", "dt", "dd", "body", "center", "font", "details", "summary", "kbd", "article", "table", "th"),
)
OURS = {"p", "em", "strong", "ul", "ol", "li", "a", "code", "pre", "br", "blockquote"}
EMPTY = "https://example.org/(x)?a&b"
ELEMENTS = (
    *(f"<{slash}{name}>" for name in NAMES for slash in ("", "/")),
    *("<br>", "<hr/>", "<ol start=7>", '<ol start="-1">', f'<a href="{EMPTY}">', "</a>", "<a href='/x'>", "<x-y>"),
    *('<a href="mailto:a@example.org">', "<!-- no -->", "<script>no</script>", '<p style="color:red" onclick="x">'),
)


def targets(html: str) -> set[str]:
    found = re.findall('<a href="([^"]*)"', html)
    return {unescape(address).replace("%28", "(").replace("%29", ")") for address in found}


def typed(*more: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from((*PIECES, *more)), max_size=25).map("".join)


def shown(text: str) -> str:
    """Return what can be seen of our Markdown, without blanks, marks between cells, and links that had no words."""
    return told(unescape(re.sub("<[^>]*>", "", prose.rendered(text))))


def words(html: str) -> str:
    """Return what can be seen of HTML, as another program takes away all that is no word."""
    return told(seen(unescape(nh3.clean(html, tags=set()))))


def told(text: str) -> str:
    return "".join(text.split()).replace("|", "").replace(EMPTY, "")


def assert_good(made: str) -> None:
    """Whatever came in, `check` has nothing to say of the text and its links."""
    assert unseen(made) is None
    assert {*re.findall("<([a-z]+)", prose.rendered(made))} <= OURS
    assert not prose.hidden_links(made)
    assert all(is_web_address(target) for target in prose.targets(made))


@quick
@given(typed(*ELEMENTS))
def test_no_word_of_html_is_lost_or_taken_for_a_mark(text: str) -> None:
    made = small(text, "html")
    assert_good(made)
    assert shown(made) == words(text)


@quick
@given(typed(*ELEMENTS))
def test_no_word_of_markdown_is_lost_or_taken_for_another_mark(text: str) -> None:
    made = small(text, "markdown")
    assert_good(made)
    assert shown(made) == words(markup._MARKDOWN.render(seen(text.replace("\r\n", "\n"))))


@quick
@given(typed(*(each for each in ELEMENTS if "pre" not in each)))
def test_every_link_to_the_web_is_kept(text: str) -> None:
    links = nh3.clean(text, tags={"a"}, attributes={"a": {"href"}}, link_rel=None, url_schemes={"http", "https"})
    assert {address for address in targets(links) if is_web_address(address)} <= targets(
        prose.rendered(small(text, "html"))
    )


@quick
@given(typed())
def test_plain_text_means_itself(text: str) -> None:
    made = small(text, "plain")
    assert_good(made)
    # The sign before an item of a list is drawn by the browser.
    assert re.sub("[-*]", "", shown(made)) == re.sub("[-*]", "", told(seen(text)))


@quick
@given(st.lists(st.sampled_from(["a", " ", "\n", "A b. ", "\t", "1", "!", " - ", ":", "é", "\u00a0", "\n\n", "\n  "])))
def test_the_short_way_leads_where_the_long_one_does(pieces: list[str]) -> None:
    text = "".join(pieces).replace("\u00a0", " ")
    if not markup._MARKED.search(text):
        assert {markup._long_way(text, "plain"), markup._long_way(text, "markdown")} == {markup._short_way(text)}


@pytest.mark.parametrize(
    ("kind", "text", "made"),
    [
        ("plain", "Two  words.\r\nAnd more.\n\n \nThe end.", "Two words.\\\nAnd more.\n\nThe end."),
        ("plain", "2 * 3 < 7 & snake_case", "2 * 3 < 7 & snake_case"),
        ("plain", "*not* [a](customer:ada) <b>", r"\*not\* \[a\](customer:ada) \<b\>"),
        ("plain", "1. one\n+ two\n> three", "1\\. one\\\n\\+ two\\\n\\> three"),
        ("plain", "My list:\n- one\n  and a half\n\n• two\nThe end", "My list:\n\n- one and a half\n- two\n\nThe end"),
        ("plain", "See https://example.org/a_(b).", "See [https://example.org/a_(b)](https://example.org/a_%28b%29)."),
        ("plain", "(https://example.org/)", "(<https://example.org/>)"),
        ("plain", "https://user:secret@example.org/", "https://user:secret@example.org/"),
        ("plain", "zero\u200bwidth\x00", "zerowidth"),
        ("plain", "", ""),
        ("markdown", "# Head *one*\n\n**a** _b_ `c`", "**Head *one***\n\n**a** *b* `c`"),
        ("markdown", "one\ntwo", "one\\\ntwo"),
        ("markdown", "a <b>c</b> <!-- not shown --> d", "a **c** d"),
        ("markdown", "| a | b |\n|---|---|\n| 1 | |\n| | |", "- a | b\n- 1 |"),
        ("markdown", "![a graph](https://example.org/g.png)", "[a graph](https://example.org/g.png)"),
        ("markdown", "![](https://example.org/g.png)", "<https://example.org/g.png>"),
        ("markdown", "![a graph](data:image/png;base64,AAAA)", "a graph"),
        ("markdown", "[![build](https://ci.example.org/b)](https://example.org/)", "[build](https://example.org/)"),
        (
            "markdown",
            "[a](/here) [b](mailto:a@example.org) [c][d]\n\n[d]: https://e.org/?a=1",
            "a b [c](https://e.org/?a=1)",
        ),
        ("html", "<a href='https://e.org/?a&amp;copy;'>a</a>", r"[a](https://e.org/?a\&copy;)"),
        ("markdown", "```py\nx = '```'\n```", "````\nx = '```'\n````"),
        ("markdown", "- [ ] do\n- [x] done", "- [ ] do\n- [x] done"),
        ("markdown", "~~no~~ and :smile: @ada #12", "~~no~~ and :smile: @ada #12"),
        ("markdown", "> said\n> > before\n\nafter", "> said\n>\n> > before\n\nafter"),
        ("markdown", "3. c\n4. d\n\n1) e", "3. c\n4. d\n\n1) e"),
        ("markdown", "1. a\n\n   b\n2. c\n   - d\n     1. e", "1. a\n\n   b\n2. c\n   - d\n     1. e"),
        ("markdown", "- a\n\n* b", "- a\n\n* b"),
        ("markdown", "`` a`b `` and `` ` ``", "``a`b`` and `` ` ``"),
        ("html", "<p>One<br>two<br><br>three</p><div>four</div>", "One\\\ntwo\n\nthree\n\nfour"),
        ("html", "<b>bold </b>not, w<i>or</i>d <b>&quot;a&quot;</b>b", 'bold not, word "a"b'),
        ("html", "<b>bold </b>not, w<i>or</i>d", "**bold** not, w*or*d"),
        ("html", "<a href='https://example.org/'><b>a</b> b</a>", "[**a** b](https://example.org/)"),
        ("html", "<a href='https://example.org/'>https://example.org/</a>", "<https://example.org/>"),
        ("html", "<a href='https://example.org/x'><img src=/y></a>", "<https://example.org/x>"),
        ("html", "<a href='https://e.org/x'>a</a><a href='https://e.org/x'>b</a>", "[ab](https://e.org/x)"),
        ("html", "10<sup>2</sup>, <del>3</del> <q>4</q> H<sub>2</sub>O", '10^2, ~~3~~ "4" H2O'),
        ("html", "<ul>loose<li>a<ul><li>b</ul><p>c</ul><ol start=x><li>d</ol>", "loose\n\n- a\n  - b\n\n  c\n\n1. d"),
        ("html", "<ul><li>a</ul><ul><li></li></ul><ul><li>b</ul>", "- a\n\n* b"),
        ("html", "<ul><li><blockquote>a</blockquote><li>b</ul>", "- > a\n- b"),
        ("html", "<ol start=7><li><blockquote>a<li>b", "7. > a\n   >\n   > 8. b"),
        ("html", "<li>an item of nothing", "- an item of nothing"),
        ("html", "<ol><li>a<ol start=5><li>b</ol></ol>", "1. a\n\n   5. b"),
        ("html", "<pre>\n a\n\tb<br>c<div>d</div><pre>e</pre> </pre>f", "```\n a\n    b\nc\nd\n\ne\n\n```\n\nf"),
        ("html", "<pre> </pre><p> </p>", ""),
        ("html", "<ul><li>a<pre>b\n\nc</pre></ul>", "- a\n\n  ```\n  b\n\n  c\n  ```"),
        (
            "html",
            "<pre><img src='https://e.org/a.png' alt=pic><a href='https://e.org/'></a></pre>",
            "```\npichttps://e.org/\n```",
        ),
        ("html", "<table><caption>t</caption><tr><td>a<br>b<p>c</p><td><ul><li>d</ul>", "t\n\n- a b c | d"),
        ("html", "<table><tr><td>a<table><tr><td>b<td>c</table><td>d\ne</table>", "- a b | c | d e"),
        ("html", "<code>a<b>b</b></code> <kbd>x  y</kbd><code> </code>", "`a`**`b`** `x y`"),
        ("html", "no&nbsp;break&#13;", "no break"),
        ("html", "x &amp;copy; 1. y\n2. z", "x \\&copy; 1. y\n2\\. z"),
        ("html", "<img alt=' a ' src=x><img>", "a"),
    ],
)
def test_what_it_becomes(kind: Markup, text: str, made: str) -> None:
    assert small(text, kind) == made


def test_lines_that_a_program_broke_are_joined_and_those_that_somebody_ended_are_not() -> None:
    broken = "This is a line of a letter that was broken by a program,\nand so it goes on with a small letter here."
    assert small(broken, "plain") == broken
    assert small(broken.replace("and so", "And so"), "plain") == broken.replace("and so", "And so").replace(
        "\n", "\\\n"
    )
    assert small(f"A head\n{broken}", "plain") == f"A head\\\n{broken}"
    assert small("A short line,\nand so it goes on.", "plain") == "A short line,\\\nand so it goes on."


@pytest.mark.parametrize("kind", ["html", "markdown"])
@pytest.mark.parametrize("opening", ["<ul><li>", "<blockquote>", "<ol><li><blockquote>"])
def test_what_lies_deeper_than_markdown_is_read_is_there_too(kind: Markup, opening: str) -> None:
    assert shown(small(f"{opening}a" * 40 + " end", kind)) == "a" * 40 + "end"


@pytest.mark.parametrize("start", ["> " * 150, "- " * 150, " " * 2000])
def test_markdown_too_deep_to_be_read_is_taken_as_plain_text(start: str) -> None:
    assert shown(small(f"{start}end", "markdown")).endswith("end")


@pytest.mark.parametrize("kind", ["html", "markdown", "plain"])
def test_a_text_that_no_record_can_hold_is_left_to_those_who_say_so(kind: Markup) -> None:
    assert small("*a " * 40_000, kind) == "*a " * 40_000


def test_a_picture_in_an_address_does_not_make_a_text_too_long() -> None:
    assert small(f'<img src="data:image/png;base64,{"A" * 300_000}" alt="a graph"> here', "html") == "a graph here"


@pytest.mark.parametrize("kind", ["html", "markdown"])
def test_elements_beyond_measure_are_taken_as_plain_text(kind: Markup) -> None:
    assert small("<ul><li>" * 3_000 + "x", kind) == "<ul><li>" * 3_000 + "x"
