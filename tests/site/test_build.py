"""The whole site, built as `make docs` builds it: `make test-docs` runs this, which needs the generator."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from codemods.engine.registry import rules
from docs.site import build, links
from docs.site.pages import PREFIX, ROOT, pages
from docs.site.staging import served

GENERATOR = os.environ.get("OPERABLE_ZENSICAL", "")
pytestmark = pytest.mark.skipif(not GENERATOR, reason="make test-docs runs it")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "docs.site", str(folder / "site"), "--generator", str(ROOT / GENERATOR)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def test_every_page_is_there_in_its_language(site: Path) -> None:
    for language, prefix in PREFIX.items():
        targets = [
            *(page.target for page in pages(language)),
            "rules/index.md",
            *(f"rules/{code}.md" for code in rules()),
        ]
        for target in targets:
            text = (site / prefix / served(target) / "index.html").read_text(encoding="utf-8")
            assert f'<html lang="{language}"' in text, target


def test_nothing_comes_from_elsewhere(site: Path) -> None:
    """Also not by a style sheet; links.faults has looked at the pages."""
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//|@import", sheet.read_text(encoding="utf-8")), sheet


def test_hints_open_and_japanese_headings_have_anchors(site: Path) -> None:
    page = (site / "ja/workshop/3-unsafe-stop/index.html").read_text(encoding="utf-8")
    assert "<details" in page
    assert "```" not in re.sub(r"(?s)<pre>.*?</pre>", "", page)
    assert re.search(r'<h2 id="[^"_]*[ぁ-ん一-龠]', page)


def test_rules_are_found_by_their_code(site: Path) -> None:
    index = json.loads((site / "search.json").read_text(encoding="utf-8"))
    assert {code for code in rules() if f"rules/{code}/" in json.dumps(index)} == set(rules())


@pytest.mark.parametrize("text", ["[a](gone.md)", "[a](#gone)"])
def test_a_broken_link_fails_the_build(text: str, tmp_path: Path) -> None:
    settings = build.configuration("en")
    settings = re.sub(r"(?m)^nav = .*$", 'nav = ["index.md"]', settings).replace('extra_css = ["style.css"]', "")
    (tmp_path / "en/pages").mkdir(parents=True)
    (tmp_path / "en/zensical.toml").write_text(settings)
    (tmp_path / "en/pages/index.md").write_text(f"# A\n\n{text}\n")
    with pytest.raises(subprocess.CalledProcessError):
        build.build(tmp_path, tmp_path / "site", str(ROOT / GENERATOR))


def test_the_last_look_finds_what_the_generator_does_not(site: Path) -> None:
    assert links.faults(site) == []
    (site / "ja/index.html").rename(site / "ja/other.html")
    assert any(fault.endswith("ja/ leads nowhere") for fault in links.faults(site))
    (site / "ja/other.html").rename(site / "ja/index.html")
