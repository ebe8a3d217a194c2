"""The pages of the repository as pages of the site: sections, links, files, and the look at what was built."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from codemods.engine.registry import rules
from docs.site import build, links, staging
from docs.site.pages import GROUPS, ROOT, Page, pages
from tests.codemods.trees import plant

INDEX = Page("index.md", "README.md")


@pytest.mark.parametrize("language", GROUPS)
def test_every_link_of_every_page_leads_to_a_page_or_a_file(language: str, tmp_path: Path) -> None:
    made = staging.stage(language, tmp_path)
    assert len(set(made)) == len(made) == len(pages(language))
    for target in made:
        text = re.sub(r"(?s)^```.*?^```$|`[^`\n]+`", "", (tmp_path / target).read_text(encoding="utf-8"), flags=re.M)
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            path = link.partition("#")[0]
            # Folders are pages of another language, which links.faults looks at.
            if path and not re.match(r"[a-z]+:", path) and not path.endswith("/"):
                assert ((tmp_path / target).parent / path).is_file(), f"{target}: {link}"


def test_no_page_of_the_documentation_is_forgotten() -> None:
    sources = {page.source for language in GROUPS for page in pages(language)}
    written = [*ROOT.glob("docs/*.md"), *ROOT.glob("labs/pages/*/*.md"), *ROOT.glob("README*.md")]
    assert {path.relative_to(ROOT).as_posix() for path in written} <= sources


def test_a_section_is_a_page_and_leaves_the_page_that_it_was_in() -> None:
    home, _ = staging.staged(INDEX, "en")
    frameworks, _ = staging.staged(Page("frameworks.md", "README.md", "Frameworks"), "en")
    assert frameworks.startswith("# Frameworks\n")
    assert "| Flask |" in frameworks
    assert "| Flask |" not in home
    assert "](frameworks.md)" in home
    assert "## The eight" in home
    with pytest.raises(ValueError, match="no section Nothing"):
        staging.staged(Page("x.md", "README.md", "Nothing"), "en")


@pytest.mark.parametrize(
    ("page", "language", "link", "where"),
    [
        (INDEX, "en", "docs/adopting.md", "adopting.md"),
        (INDEX, "en", "docs/adopting.md#accept-it-for-now", "adopting.md#accept-it-for-now"),
        (INDEX, "en", "#frameworks", "frameworks.md"),
        (INDEX, "en", "#the-eight", "index.md#the-eight"),
        (INDEX, "en", "README.ja.md", "ja/"),
        (INDEX, "en", "https://example.org/a.md", "https://example.org/a.md"),
        (INDEX, "en", "ci/gitlab.yml", "files/ci/gitlab.yml"),
        (Page("index.md", "README.ja.md"), "ja", "README.md#frameworks", "../frameworks/"),
        (Page("index.md", "README.ja.md"), "ja", "labs/pages/ja/glossary.md", "workshop/glossary.md"),
        (Page("workshop/teaching.md", "labs/instructors/ja/README.md"), "ja", "../../../infra/README.md",
         "../../definitions/"),
    ],
)  # fmt: skip
def test_where_a_link_leads(page: Page, language: str, link: str, where: str) -> None:
    copied: list[str] = []
    assert staging.address(link, page, language, copied) == where
    assert copied == (["ci/gitlab.yml"] if "files/" in where else [])


def test_a_link_that_leads_nowhere_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"README\.md: docs/gone\.md leads nowhere"):
        staging.address("docs/gone.md", INDEX, "en", [])


def test_code_is_left_alone() -> None:
    text = "```\n[a](b.md)\n```\n`[a](b.md)` [a](b.md)\n"
    assert staging.outside_code(text, str.upper) == "```\n[a](b.md)\n```\n`[a](b.md)` [A](B.MD)\n"


@pytest.mark.parametrize("language", GROUPS)
def test_the_settings_name_every_page_once(language: str) -> None:
    settings = tomllib.loads(build.configuration(language))["project"]
    assert settings["theme"]["font"] is False
    assert settings["theme"]["language"] == language
    named = re.findall(r"'([^']+\.md)'", str(settings["nav"]))
    targets = {*(page.target for page in pages(language)), "rules/index.md", *(f"rules/{code}.md" for code in rules())}
    assert len(named) == len(set(named))
    assert set(named) == targets


GOOD = '<a href="b/">b</a><a href="b/#one">one</a><a href="#top">top</a><p id="top"><a href="https://example.org">x</a>'


def test_the_look_at_a_built_site(tmp_path: Path) -> None:
    site = plant(
        tmp_path, {"index.html": GOOD, "b/index.html": '<h2 id="one"><a href="../">up</a><img src="../x.svg">'}
    )
    assert links.faults(site) == ["b/index.html: ../x.svg leads nowhere"]
    plant(site, {"x.svg": "", "index.html": GOOD.replace("b/#one", "b/#two")})
    assert links.faults(site) == ["index.html: b/#two has no such anchor"]
    plant(site, {"index.html": '<script src="https://example.org/a.js"></script><a href="../../etc">x</a>'})
    assert links.faults(site) == ["index.html loads https://example.org/a.js", "index.html: ../../etc leads nowhere"]
