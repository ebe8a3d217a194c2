"""Every link of the built site: to a page, to an anchor on it, to a file; and nothing that is loaded from elsewhere.

The generator looks at links in Markdown only, and not at those from one language to the other.
"""

from __future__ import annotations

import functools
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What makes a browser load something, as against what a person may follow.
_LOADED = {("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src")}
_FOLLOWED = {("a", "href")}


class _Links(HTMLParser):
    """What a page links to, as (tag, address), and the anchors that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.anchors = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            elif (tag, name) in _LOADED | _FOLLOWED and value:
                self.links.append((tag, value))


def faults(site: Path) -> list[str]:
    """A line for each link that leads nowhere, and for each thing that a page would load from another host."""

    site = site.resolve()

    @functools.cache
    def read(path: Path) -> _Links:
        return _Links(path.read_text(encoding="utf-8"))

    found = []
    for path in sorted(site.rglob("*.html")):
        # It is shown at any address, so that its links begin at the root of the host.
        if path.name == "404.html":
            continue
        for tag, link in read(path).links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if tag != "a":
                    found.append(f"{path.relative_to(site)} loads {link}")
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            if not target.is_file() or not target.is_relative_to(site):
                found.append(f"{path.relative_to(site)}: {link} leads nowhere")
            elif target.suffix == ".html" and unquote(parts.fragment) not in read(target).anchors:
                found.append(f"{path.relative_to(site)}: {link} has no such anchor")
    return found
