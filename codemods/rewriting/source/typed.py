"""The source of an expression that reads a setting of a known kind."""

from __future__ import annotations

from codemods.rewriting.edit import Edit
from codemods.rewriting.source.environment import optional, required
from codemods.rewriting.source.readers import asked

_ON = ("1", "true", "yes", "on")


def read(edit: Edit, name: str, kind: str, default: str | None) -> str:
    """A read of a setting of kind text, int, float or flag; required where there is no default."""
    if own := asked(edit, name, kind, "" if default is None else _literal(edit, kind, default)):
        return own
    source = required(edit, name) if default is None else optional(edit, name, default)
    match kind:
        case "text":
            return source
        case "flag":
            return f"{source}.lower() in ({', '.join(map(edit.string, _ON))})"
        case _:
            return f"{kind}({source})"


def _literal(edit: Edit, kind: str, default: str) -> str:
    """The default as a literal of its kind."""
    match kind:
        case "text":
            return edit.string(default)
        case "flag":
            return str(default.lower() in _ON)
        case _:
            return default
