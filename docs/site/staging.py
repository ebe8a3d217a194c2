"""The pages as the generator wants them: sections cut out, links between files made links between pages.

What a page links to and is no page itself (a picture, a template) is copied to `files/`. A link to what is not in the
repository is an error here; links to pages and headings are looked at once they are built (docs/site/links.py).
"""

from __future__ import annotations

import os.path
import posixpath
import re
from collections.abc import Callable
from pathlib import Path

from docs.site.pages import GROUPS, PREFIX, ROOT, Page, pages

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n+", re.DOTALL)
# Fenced and inline code is passed by; a link's text may hold a line break, its address may not.
_CODE = re.compile(r"(^```.*?^```$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(\]\()([^)\s]+)(\))")
FILES = "files"


def stage(language: str, folder: Path) -> list[str]:
    """Write the pages of a language below `folder`, and what they link to. Gives the targets.

    Raises ValueError for a link that leads nowhere.
    """
    made = []
    for page in pages(language):
        text, copied = staged(page, language)
        write(folder / page.target, text)
        for path in copied:
            (folder / FILES / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / FILES / path).write_bytes((ROOT / path).read_bytes())
        made.append(page.target)
    return made


def write(path: Path, text: str) -> None:
    """Write a page, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def staged(page: Page, language: str) -> tuple[str, list[str]]:
    """A page's Markdown, and the files of the repository that have to lie beside it."""
    text = _FRONT_MATTER.sub("", (ROOT / page.source).read_text(encoding="utf-8"))
    text = section(text, page.section) if page.section else rest(text, page, language)
    copied: list[str] = []

    def link(found: re.Match[str]) -> str:
        return found[1] + address(found[2], page, language, copied) + found[3]

    text = outside_code(text, lambda part: _LINK.sub(link, part).replace("<details>", '<details markdown="1">'))
    return text, copied


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with what is no code changed. A link around code is whole: its address stands behind the code."""
    parts = _CODE.split(text)
    return "".join(part if place % 2 else change(part) for place, part in enumerate(parts))


def section(text: str, heading: str) -> str:
    """One section of a file as a page: its headings go up by one. Raises ValueError if it is not there."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if not found:
        raise ValueError(f"no section {heading}")
    return f"# {heading}\n" + re.sub(r"^#(#+ )", r"\1", found[1], flags=re.MULTILINE)


def rest(text: str, page: Page, language: str) -> str:
    """A file without the sections that are pages of their own."""
    for other in pages(language):
        if other.source == page.source and other.section:
            text = text.replace(f"## {other.section}\n{section_body(text, other.section)}", "")
    return text


def section_body(text: str, heading: str) -> str:
    """What stands below a heading of the second level, up to the next one."""
    return text.partition(f"## {heading}\n")[2].partition("\n## ")[0] + "\n"


def address(link: str, page: Page, language: str, copied: list[str]) -> str:
    """Where a link of a page leads on the site; what has to be copied for it is added to `copied`."""
    if re.match(r"[a-z]+:", link):
        return link
    path, _, anchor = link.partition("#")
    target = os.path.normpath(posixpath.join(posixpath.dirname(page.source), path)) if path else page.source
    for their_language in dict.fromkeys((language, *GROUPS)):
        theirs = [other for other in pages(their_language) if other.source == target]
        for other in theirs:
            if other.section and _slug(other.section) == anchor:
                return _to(page, language, other.target, their_language)
        for other in theirs:
            if not other.section:
                return _to(page, language, other.target, their_language) + (f"#{anchor}" if anchor else "")
    if not (ROOT / target).is_file():
        raise ValueError(f"{page.source}: {link} leads nowhere")
    copied.append(target)
    return posixpath.relpath(f"{FILES}/{target}", posixpath.dirname(page.target) or ".")


def _to(page: Page, language: str, target: str, their_language: str) -> str:
    """From page to page: within a language by file, else by folder: each language is a build of its own.

    The generator takes any address for one from the page's file, and makes of it one from the folder it is served as.
    """
    if language == their_language:
        return posixpath.relpath(target, posixpath.dirname(page.target) or ".")
    here, there = posixpath.dirname(PREFIX[language] + page.target), PREFIX[their_language] + served(target)
    return posixpath.relpath(there or ".", here or ".") + "/"


def served(target: str) -> str:
    """The folder that a page is served as: `adopting.md` as `adopting/`, `rules/index.md` as `rules/`."""
    return target.removesuffix("index.md") if target.endswith("index.md") else target.removesuffix(".md") + "/"


def _slug(heading: str) -> str:
    """As GitHub makes a heading's anchor, for the few that are pages here."""
    return re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))
