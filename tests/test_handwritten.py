"""Hand-written pages: links to records, and addresses that are the site's own."""

from __future__ import annotations

import pytest

from conftest import SITE, TODAY, Repository, site_of
from yousaid import handwritten, pipeline, reporters


def report(root_files: dict[str, str | bytes | None], repository: Repository) -> str:
    root = repository({**SITE, **root_files})
    return reporters.text(pipeline.check(pipeline.Settings(root, TODAY, root / "site_src")).faults)


@pytest.mark.parametrize(
    "text",
    [
        "[a](decision:plain) and [b](customer:ada)",
        "# About [the `first` one](customer:ada)",
        "[a][1] and <decision:plain>\n\n[1]: decision:plain",
        "[a](https://example.org) and [b](other.md)",
        "`[a](decision:nothing)`",
        "```\n[a](decision:nothing)\n```",
        "The word decision:nothing is no link.",
    ],
)
def test_good_links_pass(text: str, repository: Repository) -> None:
    assert report({"site_src/about.md": text}, repository) == ""


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("# A\n\nSee [a](decision:plane).\n", "site_src/about.md:3:9", "there is no decision `plane`"),
        ("[a](customer:bob)", "site_src/about.md:1:5", "there is no customer `bob`"),
        ("x [a][1]\n\n[1]: decision:gone\n", "site_src/about.md:3:6", "there is no decision `gone`"),
    ],
)
def test_a_link_to_nothing_is_a_fault_on_its_place(text: str, place: str, said: str, repository: Repository) -> None:
    seen = report({"site_src/about.md": text}, repository)
    assert seen.startswith(f"{place}: error[YS701]: {said}")


@pytest.mark.parametrize(
    "text",
    [
        "# [a][1]\n\n[1]:\n  customer:ada",
        "<customer:ada>",
        "[a [b]](customer:ada)",
        "[a]( customer:ada )",
        "[a](<customer:ada>)",
        '[a](customer:ada "title")',
        '<a href="customer:ada">a</a>',
        "<a HREF = customer:ada>a</a>",
    ],
)
def test_a_link_from_which_a_name_could_not_be_taken_is_a_fault(text: str, repository: Repository) -> None:
    seen = report({"site_src/about.md": text}, repository)
    assert "error[YS701]: a link to a customer must be written plainly" in seen
    assert "hint: type it as in `[words](customer:ada)`, without brackets in the words" in seen


def test_names_that_may_not_be_published_are_taken_out_of_a_page(repository: Repository) -> None:
    site = site_of(
        repository(
            {
                "decisions/customers/gone.yml": "form: person\nwithdrawn: 2026-02-01\n",
                "decisions/2026/thanks.yml": "title: Thanks\nidea: Yes.\nasked: 2026-01\noutcome: received\n"
                "credits: [ada, gone]\narea: reports\n",
                "decisions/2026/secret.yml": "title: Hush\nidea: Yes.\nasked: 2026-01\noutcome: received\n"
                "area: reports\ndraft: true\n",
            }
        )
    )
    kept = "# [Ada](customer:ada)\n\n`[Zoë](customer:gone)`\n\n~~~\n[Zoë](customer:gone)\n~~~\n[all](decision:thanks)\n"
    assert handwritten.redact(kept, site) == kept
    assert handwritten.redact("# [Zoë `Z`](customer:gone): [it](decision:secret)", site) == "# a customer: it"


def test_a_page_in_another_encoding_is_a_fault(repository: Repository) -> None:
    assert "site_src/about.md: error[YS702]" in report({"site_src/about.md": "Grüße".encode("latin-1")}, repository)


@pytest.mark.parametrize("path", ["decisions/mine.md", "thanks.md", "changelog/index.md", "api/x.json", "feed.xml"])
def test_addresses_of_the_site_are_taken(path: str, repository: Repository) -> None:
    seen = report({f"site_src/{path}": "x"}, repository)
    assert f"site_src/{path.split('/')[0]}: error[YS703]" in seen


def test_a_folder_of_pages_may_be_missing(repository: Repository) -> None:
    root = repository({})
    assert pipeline.check(pipeline.Settings(root, TODAY, root / "no-such-folder")).faults == ()


def test_pages_outside_the_root_are_named_in_full(repository: Repository) -> None:
    root = repository(SITE)
    outside = root.parent / "pages"
    outside.mkdir()
    (outside / "a.md").write_text("[a](decision:nothing)")
    (outside / "noes.md").write_text("x")
    seen = reporters.text(pipeline.check(pipeline.Settings(root, TODAY, outside)).faults)
    assert f"{outside.as_posix()}/a.md:1:5" in seen
    assert f"{outside.as_posix()}/noes.md: error[YS703]" in seen
