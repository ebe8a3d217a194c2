"""The slides of the pages, and what stands in the bundle's script."""

from pathlib import Path

from labs import bundle, slides
from labs.translations import PAGES


def test_a_heading_is_a_slide_and_links_lead_to_slides(tmp_path: Path) -> None:
    made = list(slides.write(tmp_path))
    assert {path.parent.name for path in made} == {"en", "ja"}
    page = (tmp_path / "ja" / "3-unsafe-stop.html").read_text(encoding="utf-8")
    headings = (PAGES / "ja" / "3-unsafe-stop.md").read_text(encoding="utf-8").count("\n## ")
    assert page.count("<section") == page.count("</section>") == headings + 1
    assert "english:" not in page
    assert '<html lang="ja">' in page
    first = (tmp_path / "en" / "0-introduction.html").read_text(encoding="utf-8")
    assert 'href="7-file-logs.html"' in first
    assert ".md" not in first


def test_a_slide_shows_code_and_hints() -> None:
    page = slides.deck(
        "# One\n\nText.\n\n## Two\n\n<details><summary>A hint</summary>\n\n`x < y`\n\n</details>\n", "en"
    )
    assert "<code>x &lt; y</code>" in page
    assert "<summary>A hint</summary>" in page
    assert "One · 2/2" in page


def test_the_bundle_s_build_requirements_are_those_of_the_local_packages() -> None:
    assert set(bundle._build_requirements()) == {"hatchling"}
    assert "PIP_NO_INDEX=1" in bundle.OFFLINE
    assert "UV_NO_INDEX=1" in bundle.OFFLINE
