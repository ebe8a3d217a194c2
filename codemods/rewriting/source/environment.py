"""The source of an expression that reads a setting, in the style of the file it lands in, by that one's own reader."""

from __future__ import annotations

import re

from codemods.rewriting.edit import Edit
from codemods.rewriting.source.readers import asked

_GETENV = re.compile(r"\bgetenv\b")
_ENVIRON = re.compile(r"\benviron\b")


def required(edit: Edit, name: str) -> str:
    """`os.environ["NAME"]`: a secret has no default."""
    return asked(edit, name) or f"{edit.name('os.environ')}[{edit.string(name)}]"


def possible(edit: Edit, name: str) -> str:
    """`os.environ.get("NAME")`: a secret that only one of several environments has."""
    return asked(edit, name, default="None") or f"{edit.name('os.environ')}.get({edit.string(name)})"


def optional(edit: Edit, name: str, default: str) -> str:
    """`os.environ.get("NAME", "default")`, or `os.getenv` where the file prefers it."""
    return with_default(edit, name, edit.string(default))


def with_default(edit: Edit, name: str, code: str) -> str:
    """`os.environ.get("NAME", settings["section"]["key"])`: the default is an expression's source."""
    if own := asked(edit, name, default=code):
        return own
    text = edit.file.text
    prefers_getenv = len(_GETENV.findall(text)) > len(_ENVIRON.findall(text))
    getter = edit.name("os.getenv") if prefers_getenv else f"{edit.name('os.environ')}.get"
    return f"{getter}({edit.string(name)}, {code})"


def number(edit: Edit, name: str, default: str) -> str:
    """`int(os.environ.get("PORT", "5000"))`."""
    return asked(edit, name, "int", default) or f"int({optional(edit, name, default)})"
