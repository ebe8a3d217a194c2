"""The source of an expression that asks the file's own reader for a setting: `env.str("NAME", "default")`."""

from __future__ import annotations

from codemods.rewriting.edit import Edit
from codemods.vocabulary.rule import Skip

_TYPES = {"flag": "bool"}


def asked(edit: Edit, name: str, kind: str = "text", default: str = "") -> str | None:
    """A read of a setting of kind text, int, float or flag, `default` being an expression's source, '' for none.

    None where the file has no reader of its own. Raises Skip where that would read something else.
    """
    reader = edit.reader
    if reader is None:
        return None
    if reader.line >= edit.site.span.line:
        raise Skip(f"{reader.name}, which the file reads its settings with, is made below")
    if any(first <= edit.site.span.line <= last for first, last in reader.hidden):
        raise Skip(f"{reader.name}, which the file reads its settings with, is something else here")
    if reader.prefixed:
        raise Skip(f"{reader.name}, which the file reads its settings with, puts a prefix before their names")
    if reader.form.expands and "$" in default:
        raise Skip(f"{reader.name}, which the file reads its settings with, would take $ for another variable")
    if "\n" in default:
        raise Skip(f"{reader.name}, which the file reads its settings with, would be given a default of several lines")
    edit.relied.add(reader.name)
    arguments = [edit.string(name), *([f"default={default}" if reader.named else default] if default else [])]
    if kind == "text":
        method = f".{reader.method}" if reader.method else ""
    elif reader.form.methods:
        method = f".{_TYPES.get(kind, kind)}"
    else:
        method = ""
        arguments.append(f"cast={_TYPES.get(kind, kind)}")
    return f"{reader.name}{method}({', '.join(arguments)})"
