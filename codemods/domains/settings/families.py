"""The settings that belong together: what one body or dictionary says under names with one beginning, and what classes
of one environment, beside those of others, say of one setting."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.environments.classes import names_environment, words
from codemods.domains.settings.literals import is_service_code
from codemods.model.scopes import tables
from codemods.model.strings import literal
from codemods.model.targets import Place, environment_named
from codemods.model.types import ancestry, subclasses
from codemods.project.source_file import SourceFile
from codemods.project.test_code import SETTINGS

Value = tuple[SourceFile, ast.ClassDef, ast.expr]

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


def siblings(file: SourceFile, owner: ast.ClassDef, name: str) -> tuple[Value, ...]:
    """The values that other classes of the module give the name; none where each class reads its own, all at once."""
    others = [each for each in tables(file) if isinstance(each, ast.ClassDef) and each is not owner]
    found = tuple(value for each in others if is_service_code(file, each.body[0]) for value in _given(file, each, name))
    holders = (owner, *(each for _, each, _ in found))
    return found if all(_is_of_settings(each) or not _reads_itself(each, name) for each in holders) else ()


def relatives(file: SourceFile, owner: ast.ClassDef, name: str) -> Iterator[Value]:
    """The values that classes of other modules give the name, which inherit from the class or from a base of it."""
    lines = ancestry(file, owner)
    heirs = [heir for each in lines for heir in subclasses(*each)]
    for other, each in dict.fromkeys([*lines, *heirs]):
        if other is not file and each is not owner and is_service_code(other, each.body[0]):
            yield from _given(other, each, name)


def _given(file: SourceFile, owner: ast.ClassDef, name: str) -> Iterator[Value]:
    for each in tables(file)[owner].names.get(name, ()):
        if each.value is not None:
            yield file, owner, each.value


def _is_of_settings(owner: ast.ClassDef) -> bool:
    """Whether a class holds settings by its own words, or by those of what it inherits from."""
    named = [owner.name, *(ast.unparse(each).rpartition(".")[2] for each in owner.bases)]
    return any(
        names_environment(each) or environment_named(each) or not SETTINGS.isdisjoint(words(each)) for each in named
    )


def _reads_itself(owner: ast.ClassDef, name: str) -> bool:
    return any(
        isinstance(each, ast.Attribute)
        and each.attr == name
        and isinstance(each.value, ast.Name)
        and each.value.id in ("self", "cls", owner.name)
        for each in ast.walk(owner)
    )
