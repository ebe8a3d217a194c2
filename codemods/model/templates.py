"""What the templates of a service may run: the names in their Jinja blocks."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from codemods.project.memo import asked
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

# What frameworks and their users call the folder.
_FOLDERS = ("templates", "template", "views")
# What is larger is data.
_MOST = 500_000
_BLOCK = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
_LINKED = re.compile(r"\{%-?\s*(?:extends|include|import|from)\s+(.*?)-?%\}", re.DOTALL)
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
# An attribute, a filter, or what is called; `is` makes a test. A plain variable runs nothing.
_RUNS = re.compile(r"[.|]\s*([A-Za-z_]\w*)|\bis\s+(?:not\s+)?([A-Za-z_]\w*)|\b([A-Za-z_]\w*)\s*\(")


def words(text: str) -> set[str]:
    """All names that the template's expressions and statements may run: attributes, filters, tests, functions."""
    blocks = (_STRING.sub("''", match[1] or match[2] or "") for match in _BLOCK.finditer(text))
    return {word for block in blocks for found in _RUNS.findall(block) for word in found if word}


def template_words(file: SourceFile, name: str) -> set[str] | None:
    """The words of a template that the file renders and of all that it extends and includes; None if one is unknown."""
    question = (template_words, posixpath.dirname(file.path), name)
    found = asked(file.project, question, lambda: _of_template(file, name))
    return None if None in found else set(found)


def _of_template(file: SourceFile, name: str) -> Iterable[str | None]:
    text = _text(file, name)
    found = None if text is None else linked_words(file, text)
    return (None,) if found is None else found


def linked_words(file: SourceFile, text: str) -> set[str] | None:
    """The words of a template's text, and of all that it extends and includes."""
    found = words(text)
    for match in _LINKED.finditer(text):
        names = _STRING.findall(match[1])
        if not names:
            return None
        for each in names:
            more = template_words(file, each[1:-1])
            if more is None:
                return None
            found |= more
    return found


def _text(file: SourceFile, name: str) -> str | None:
    """The template in the `templates` folder beside the file, or beside one of the folders that it lies in."""
    folder = posixpath.dirname(file.path)
    while ".." not in name:
        try:
            data = file.project.on_disk(posixpath.join(folder, "templates", name))
        except OSError:
            return None
        if data is not None:
            return data.decode("utf-8", "replace")
        if not folder:
            return None
        folder = posixpath.dirname(folder)
    return None


@once
def template_texts(project: Project) -> tuple[bytes, ...]:
    """The Jinja blocks of each template beside the code of a tree: no template is a file of the project."""
    folders = [posixpath.join(each, name) for each in sorted(project.folders) for name in _FOLDERS]
    return tuple(text for each in folders if (project.root / each).is_dir() for text in _inside(project, each))


def _inside(project: Project, folder: str) -> Iterator[bytes]:
    for where, _, names in os.walk(project.root / folder):
        for name in sorted(names):
            place = Path(where, name)
            if place.is_symlink() or not place.is_file() or place.stat().st_size > _MOST:
                continue
            text = place.read_bytes().decode("utf-8", "replace")
            yield "\n".join(each[0] for each in _BLOCK.finditer(text)).encode()
