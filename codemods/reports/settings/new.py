"""The variables that written files ask for and that nothing asked for before, whoever wrote them in."""

from __future__ import annotations

import posixpath
import re

from codemods.engine.fix import Fixed
from codemods.formats import dotenv
from codemods.project.project import Project

# `environ["A"]`, `environ.get("A"`, `getenv("A"`, and what environs and decouple have: `env.str("A"`, `config("A"`.
_READS = re.compile(
    rb"""(?:\bos\.environ\b(?:\.(?:get|setdefault|pop))?\s*[\[(]|\bgetenv\s*\("""
    rb"""|\benv\b(?:\.\w+)?\s*[\[(]|(?<![\w.])config\s*\()"""
    rb"""\s*["']([A-Za-z_]\w*)["']"""
)
# The environ of WSGI is a request's.
_BARE = re.compile(rb"""(?<![\w.])environ(?:\.(?:get|setdefault|pop))?\s*[\[(]\s*["']([A-Za-z_]\w*)["']""")
_FROM_OS = re.compile(rb"^\s*from os import [^\n]*\benviron\b", re.MULTILINE)
_SETS = re.compile(rb"""\benviron\s*\[\s*["'](\w+)["']\s*\]\s*=(?!=)""")
# In Compose files, scripts, images and Procfiles. What a script sets itself is lower-case there.
_EXPANDS = re.compile(rb"\$\{?([A-Z][A-Z0-9_]*)\b")


def new_names(fixed: Fixed) -> dict[str, set[str]]:
    """By name, the written files that ask for it."""
    names: dict[str, set[str]] = {}
    own: set[str] = set()
    for path, data in fixed.changes.items():
        own |= {match.decode() for match in _SETS.findall(data)}
        old = fixed.before.files[path].data if path in fixed.before.files else b""
        for name in asked(path, data) - asked(path, old):
            names.setdefault(name, set()).add(path)
    return {name: paths for name, paths in names.items() if name not in own and not was_asked(fixed.before, name)}


def asked(path: str, data: bytes) -> set[str]:
    """The variables that a file's text asks for."""
    if path.endswith((".py", ".pyw")):
        found = [*_READS.findall(data), *(_BARE.findall(data) if _FROM_OS.search(data) else ())]
    elif posixpath.basename(path).startswith(".env") or path.endswith((".env", ".txt", ".md", ".toml", ".lock")):
        return set()
    else:
        found = _EXPANDS.findall(data)
    return {each.decode() for each in found}


def was_asked(project: Project, name: str) -> bool:
    """Whether a file of the tree asked for the variable before."""
    needle = name.encode()
    return any(needle in each.data and name in asked(path, each.data) for path, each in project.files.items())


def kept(fixed: Fixed) -> set[str]:
    """The names that the written files of secrets hold, and did not before."""
    found: set[str] = set()
    for path, data in fixed.changes.items():
        name = posixpath.basename(path)
        if name.startswith(".env") and name.lower() not in dotenv.EXAMPLES:
            outside = fixed.after.outside.get(path)
            old = fixed.before.files[path].data if path in fixed.before.files else outside or b""
            texts = (each.decode("utf-8", "replace") for each in (data, old))
            new, before = ({entry.name for entry in dotenv.parse(text).entries} for text in texts)
            found |= new - before
    return found
