"""What a change writes stays as yapf lays it out, where a service checks that: on one line that is short enough."""

from __future__ import annotations

import ast
import configparser
import posixpath
import re
import tomllib

from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_LIMIT = re.compile(r"(?m)^\s*column_limit\s*[=:]\s*(\d+)")
_BASED = re.compile(r"based_on_style\s*[=:]\s*[\"']?(\w+)")
# The styles that yapf brings.
_STYLES = {"pep8": 79, "google": 80, "chromium": 80, "yapf": 80, "facebook": 80}


def refusal(project: Project, file: SourceFile, old: SourceFile | None) -> str:
    """Why yapf would lay out another way what is new in a file; "" where it would not, as far as one can tell."""
    if old is None:
        return "the added module is laid out as black does it"
    width = _width(project, project.service_root(file.path))
    had = set(old.lines)
    if any(len(each) > width and each not in had for each in file.lines):
        return f"a line would have more than {width} columns"
    try:
        known = {ast.dump(each) for each in ast.walk(old.tree) if isinstance(each, ast.stmt)}
        new = (each for each in ast.walk(file.tree) if isinstance(each, ast.stmt) and ast.dump(each) not in known)
        broken = any(_is_broken(each) for each in new)
    except (Unreadable, SyntaxError):
        return ""
    return "it breaks lines in another way" if broken else ""


def _is_broken(statement: ast.stmt) -> bool:
    """Whether it is one that is no block, and stands on several lines."""
    return not hasattr(statement, "body") and statement.end_lineno != statement.lineno


def _width(project: Project, root: str) -> int:
    for folder in dict.fromkeys((root, "")):
        for name, section in ((".style.yapf", "style"), ("setup.cfg", "yapf"), ("pyproject.toml", "")):
            text = project.text_on_disk(posixpath.join(folder, name))
            said = _section(text, section) if section else _table(text)
            if said and (limit := _LIMIT.search(said)):
                return int(limit[1])
            if said:
                style = _BASED.search(said)
                return _STYLES.get(style[1].lower(), 79) if style else 79
    return 79


def _section(text: str, name: str) -> str:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
        return "\n".join(f"{key} = {value}" for key, value in parser.items(name)) if parser.has_section(name) else ""
    except configparser.Error:
        return ""


def _table(text: str) -> str:
    try:
        found = tomllib.loads(text).get("tool", {}).get("yapf", {})
    except (tomllib.TOMLDecodeError, AttributeError):
        return ""
    return "\n".join(f"{key} = {value}" for key, value in found.items()) if isinstance(found, dict) else ""
