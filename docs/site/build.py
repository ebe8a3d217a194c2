"""The site from the staged pages: one build of the generator a language, into one folder, and a look at every link."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from codemods.engine.registry import rules
from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from docs.site import rules as rule_pages
from docs.site import staging
from docs.site.pages import GROUPS, PREFIX
from docs.site.refusals import refusals

HERE = Path(__file__).parent
_RULES = {"en": "Rules", "ja": "ルール"}


def stage(folder: Path) -> None:
    """Write what the generator reads: `<language>/zensical.toml` and `<language>/pages/`. Clears the folder.

    Raises ValueError for a link that leads to nothing in the repository.
    """
    shutil.rmtree(folder, ignore_errors=True)
    refused = refusals()
    for language in GROUPS:
        sources = folder / language / "pages"
        staging.stage(language, sources)
        rule_pages.stage(language, sources, refused)
        shutil.copy(HERE / "style.css", sources / "style.css")
        staging.write(folder / language / "zensical.toml", configuration(language))


def configuration(language: str) -> str:
    """The generator's settings: those of zensical.toml, the language's, and the navigation."""
    up = "../" if PREFIX[language] else ""
    values = {
        "language": language, "navigation": _toml(navigation(language)),
        "home": f"{up}.", "japanese": f"{up}ja/",
    }  # fmt: skip
    text = (HERE / "zensical.toml").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"<{name}>", value)
    return text


Navigation = list["str | dict[str, str | Navigation]"]


def navigation(language: str) -> Navigation:
    """The groups of pages, with the rules between the first and the others, a group an anti-pattern."""
    groups: Navigation = [{name: [page.target for page in group]} for name, group in GROUPS[language].items()]
    by_number: Navigation = ["rules/index.md"]
    for number, row in ANTI_PATTERNS.items():
        title = row.title if language == "en" else row.title_ja
        mine = [rule for rule in rules().values() if rule.anti_pattern == number]
        by_number.append(
            {f"{number} {title}": [{f"{rule.code} {rule.name}": f"rules/{rule.code}.md"} for rule in mine]}
        )
    return [groups[0], {_RULES[language]: by_number}, *groups[1:]]


def _toml(value: Navigation | dict[str, str | Navigation] | str) -> str:
    """A list, a table or a text in TOML, on one line. JSON's texts are TOML's."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return (
            f"{{{', '.join(f'{json.dumps(key, ensure_ascii=False)} = {_toml(each)}' for key, each in value.items())}}}"
        )
    return json.dumps(value, ensure_ascii=False)


def build(folder: Path, site: Path, generator: str) -> None:
    """Run the generator on what `stage` wrote, strictly, and lay the languages' sites together. Clears `site`.

    Raises CalledProcessError where the generator finds a fault.
    """
    shutil.rmtree(site, ignore_errors=True)
    for language in GROUPS:
        command = [generator, "build", "--strict", "--config-file", str(folder / language / "zensical.toml")]
        subprocess.run(command, check=True)
        shutil.copytree(folder / language / "site", site / PREFIX[language], dirs_exist_ok=True)
