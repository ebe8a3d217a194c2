"""What the site is made of: which file of the repository is which page, in which group, in which language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Page:
    """A page, served as `adopting/` if `target` is `adopting.md`, made of a file or of one of its sections (`## …`)."""

    target: str
    source: str
    section: str = ""


def _workshop(language: str, *names: str) -> tuple[Page, ...]:
    return tuple(Page(f"workshop/{name}.md", f"labs/pages/{language}/{name}.md") for name in names)


_EIGHT = (
    "1-local-state", "2-manual-dependencies", "3-unsafe-stop", "4-slow-start", "5-manual-build", "6-fixed-config",
    "7-file-logs", "8-single-database",
)  # fmt: skip
_ALL = (
    "0-introduction", *_EIGHT, "9-your-own-service", "10-definitions", "11-three-in-the-morning", "12-who-runs-it",
    "13-primer",
)  # fmt: skip

# By language, what stands in the navigation, group by group; the pages of the rules come as a group of their own.
GROUPS: dict[str, dict[str, tuple[Page, ...]]] = {
    "en": {
        "Start": (
            Page("index.md", "README.md"),
            Page("adopting.md", "docs/adopting.md"),
            Page("adopting-ten-years.md", "docs/adopting-ten-years.md"),
            Page("ci.md", "docs/ci.md"),
            Page("frameworks.md", "README.md", "Frameworks"),
            Page("limits.md", "README.md", "Limits"),
        ),
        "Go on": (
            Page("contract-of-a-fix.md", "docs/contract-of-a-fix.md"),
            Page("own-rules.md", "docs/own-rules.md"),
            Page("fleet.md", "docs/fleet.md"),
            Page("fleet-definitions.md", "infra/fleet/README.md"),
            Page("proof.md", "README.md", "The proof"),
            Page("ledger.md", "tests/services/README.md"),
            Page("speed.md", "docs/speed.md"),
            Page("contributing.md", "CONTRIBUTING.md"),
        ),
        "Workshop": (
            *_workshop("en", *_ALL),
            Page("definitions.md", "infra/README.md"),
            Page("workshop/teaching.md", "labs/instructors/en/README.md"),
        ),
    },
    "ja": {
        "はじめに": (Page("index.md", "README.ja.md"),),
        "ワークショップ": (
            *_workshop("ja", *_ALL, "glossary"),
            Page("workshop/teaching.md", "labs/instructors/ja/README.md"),
        ),
    },
}
# Where each language's pages lie below the site's root.
PREFIX = {"en": "", "ja": "ja/"}


def pages(language: str) -> tuple[Page, ...]:
    """All pages of a language but those of the rules."""
    return tuple(page for group in GROUPS[language].values() for page in group)
