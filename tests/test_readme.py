"""The two READMEs: what they link to is there, and the Japanese one has the English one's commands."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.ja.md", *sorted((ROOT / "labs" / "instructors").glob("*/README.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    assert links
    assert [each for each in links if "://" not in each and not (page.parent / each.partition("#")[0]).exists()] == []


def test_the_japanese_readme_has_commands_of_the_english_one() -> None:
    english, japanese = (
        re.findall(r"^\$ ([^#\n]+?) *(?:#.*)?$", page.read_text("utf-8"), re.MULTILINE) for page in PAGES[:2]
    )
    assert japanese
    assert set(japanese) <= set(english)
