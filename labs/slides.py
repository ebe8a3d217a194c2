"""`make slides`: each page of the workshop as slides, one HTML file that needs nothing else; a heading is a slide.

A browser shows them one screen each (space, arrows, or a finger), and prints each on a page of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import click
from markdown_it import MarkdownIt

from codemods.vocabulary import languages
from labs.translations import PAGES

STYLE = """
:root { color-scheme: light dark; --line: #8886; --code: #8882; }
html { scroll-snap-type: y proximity; font: clamp(15px, 1.5vw + .35vh, 30px)/1.5 system-ui, "Noto Sans CJK JP",
sans-serif; }
body { margin: 0; }
section { box-sizing: border-box; min-height: 100vh; padding: 5vh 7vw 8vh; scroll-snap-align: start;
position: relative; }
section.title { display: flex; flex-direction: column; justify-content: center; }
h1 { font-size: 2.2em; line-height: 1.2; margin: 0; } h2 { font-size: 1.5em; margin: 0 0 .6em; }
pre { background: var(--code); padding: .7em 1em; overflow-x: auto; font-size: .74em; line-height: 1.4;
border-radius: 6px; }
code { font-family: ui-monospace, "Noto Sans Mono CJK JP", monospace; } :not(pre) > code { background: var(--code);
padding: 0 .2em; border-radius: 4px; overflow-wrap: anywhere; }
table { border-collapse: collapse; font-size: .8em; } th, td { text-align: left; padding: .2em .8em .2em 0;
vertical-align: top; border-bottom: 1px solid var(--line); }
.place { position: absolute; right: 2vw; bottom: 2vh; opacity: .6; font-size: .6em; }
@page { size: 13.33in 7.5in; margin: 0; }
@media print { html { font-size: 15px; } section { break-after: page; min-height: 7.4in; padding: .5in .8in; } }
"""
HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
PAGE_LINK = re.compile(r'href="([\w-]+)\.md"')


def slides(text: str) -> list[str]:
    """The Markdown of each slide: the title with what follows it, then one for each heading."""
    return [part.strip() for part in re.split(r"^(?=## )", HEAD.sub("", text), flags=re.MULTILINE) if part.strip()]


def deck(text: str, language: str) -> str:
    """The document of one page."""
    render = MarkdownIt("commonmark", {"html": True}).enable("table").render
    parts = slides(text)
    name = parts[0].partition("\n")[0].removeprefix("# ")
    shown = [
        f"<section{' class=title' if place == 1 else ''}>{PAGE_LINK.sub(_deck_link, render(part))}"
        f'<div class="place">{escape(name)} · {place}/{len(parts)}</div></section>'
        for place, part in enumerate(parts, 1)
    ]
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(name)}</title><style>{STYLE}</style></head><body>{''.join(shown)}</body></html>\n"
    )


def _deck_link(found: re.Match[str]) -> str:
    return f'href="{found[1]}.html"'


def write(folder: Path) -> Iterator[Path]:
    """The decks of all languages, each in a folder of its own, as they are written."""
    for language in languages.LANGUAGES:
        for page in sorted((PAGES / language).glob("*.md")):
            target = folder / language / f"{page.stem}.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(deck(page.read_text(encoding="utf-8"), language), encoding="utf-8")
            yield target


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Write the slides to FOLDER."""
    made = list(write(folder))
    click.echo(f"{len(made)} decks: {folder}/{languages.ENGLISH}/0-introduction.html and so on")


if __name__ == "__main__":
    main()
