"""The settings that belong together: what one body or dictionary says under names with one beginning."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.model.strings import literal
from codemods.model.targets import Place
from codemods.project.source_file import SourceFile

_LAST = re.compile(
    r"_?(HOST|HOSTNAME|PORT|USER|USERNAME|LOGIN|NAME|DB|DBNAME|DATABASE|SERVERS?|ADDRESS|ENDPOINT|USE_TLS|USE_SSL|STARTTLS|"
    r"(DEFAULT_)?(SENDER|FROM)|FROM_ADDRESS|PASSWORD|PASSWD|PASS|PWD|PSWD|SECRET|TOKEN)$",
    re.IGNORECASE,
)


def family(file: SourceFile, place: Place) -> dict[str, ast.expr]:
    """The values that stand beside this one under names of the same beginning, its own among them.

    `DB_HOST`, `DB_PORT` and `DB_PASSWORD` of one module, class, function, dictionary or call are one family.
    """
    beginning = _beginning(place.name)
    if beginning is None:
        return {}
    return {name: value for name, value in _beside(file, place) if _beginning(name) == beginning}


def family_key(file: SourceFile, relatives: dict[str, ast.expr]) -> str:
    """What names the family among those of the project; '' for one value alone."""
    if len(relatives) < 2:
        return ""
    first = min(relatives.values(), key=lambda each: each.lineno)
    return f"{file.path}:{first.lineno}:{_beginning(min(relatives))}"


def _beginning(name: str) -> str | None:
    upper = name.upper()
    stem = _LAST.sub("", upper)
    return stem if stem != upper else None


def _beside(file: SourceFile, place: Place) -> Iterator[tuple[str, ast.expr]]:
    shown = place.shown
    holder = file.parents.get(shown)
    if isinstance(holder, ast.Dict):
        for key, value in zip(holder.keys, holder.values, strict=True):
            if name := literal(key):
                yield name, value
    elif isinstance(holder, ast.Call):
        yield from ((each.arg, each.value) for each in holder.keywords if each.arg)
    elif isinstance(shown, ast.stmt):
        for statement in getattr(holder, "body", ()):
            if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
                targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
                yield from ((name, statement.value) for each in targets if (name := _target(each)))


def _target(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
    return ""
