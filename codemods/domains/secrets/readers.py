"""Settings that nothing reads: an added requirement would stop the service for what it does not need."""

from __future__ import annotations

import ast
import re

from codemods.libraries.settings import ASKED_BY_NONE, READ_BY
from codemods.model.from_outside.classes import is_settings_class
from codemods.model.parsable import is_passed_over, readable
from codemods.model.strings import literal
from codemods.model.targets import field_of, place_of
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

# What hands on all fields of settings, or one by a name that it makes up: `getattr(settings, "MODE")` asks for one.
_WHOLE = re.compile(
    rb"(?i)\b\w*(?:settings|config|conf|cfg|env)\w*(?:\(\))?\.(?:model_dump|model_dump_json|dict|json)\("
    rb"|\bgetattr\(\s*[\w.]*(?:settings|config|conf|cfg|env)\w*(?:\(\))?\s*,(?!\s*[rbu]?[\"'])"
    rb"|\b(?:vars|dict|asdict)\(\s*\w*(?:settings|config|conf|cfg|env)|\*\*\w*(?:settings|config)|\b__dict__\b"
    rb"|\bself\.(?:model_dump|dict)\("
)


def is_asked_by_nobody(file: SourceFile, node: ast.AST) -> bool:
    """Whether nothing reads the constant or the entry of a configuration that gets the node's value."""
    place = field_of(file, node) or place_of(file, node)
    while place is not None and place.kind == "key" and isinstance(place.owner, ast.Dict):
        place = place_of(file, place.owner)
    if place is None:
        return False
    if place.name in ASKED_BY_NONE:
        return not _is_named_again(file.project, place.name)
    if place.name in READ_BY and place.kind in ("setting", "constant"):
        return not _is_read(file, place.name, READ_BY[place.name])
    if place.kind == "attribute":
        return isinstance(place.owner, ast.ClassDef) and _is_field_of_nobody(file, place.owner, place.name)
    return place.kind == "constant" and place.shown is file.statement(node) and is_passed_over(file, place.name)


def _is_field_of_nobody(file: SourceFile, owner: ast.ClassDef, name: str) -> bool:
    """Whether no code names a field of a class of settings again, and none takes such a class as a whole."""
    if not is_settings_class(file, owner):
        return False
    word = re.compile(rb"\b%s\b" % re.escape(name.encode()))
    holding = (each for each in file.project.words.holding(name.encode(), whole=True))
    named = sum(len(word.findall(each.spelled)) for each in holding if not file.project.is_test(each.path))
    return named == 1 and not _is_taken_whole(file.project)


@once
def _is_taken_whole(project: Project) -> bool:
    return any(_WHOLE.search(each.spelled) for each in project.python() if not project.is_test(each.path))


def _is_read(file: SourceFile, key: str, library: str) -> bool:
    """Whether code names the entry again, or does something with its library besides importing it."""
    readers = readable(file.project.words.holding(library.encode()))
    return _is_named_again(file.project, key) or any(_uses(each, library) for each in readers)


def _is_named_again(project: Project, key: str) -> bool:
    word = re.compile(rf"\b{key}\b".encode())
    return sum(len(word.findall(each.spelled)) for each in project.words.holding(key.encode(), whole=True)) > 1


def _uses(file: SourceFile, library: str) -> bool:
    statements: list[ast.Import | ast.ImportFrom] = [*file.nodes(ast.Import), *file.nodes(ast.ImportFrom)]
    bound = {
        (alias.asname or alias.name).partition(".")[0]
        for each in statements for alias in each.names
        if (getattr(each, "module", None) or alias.name).partition(".")[0] == library
    }  # fmt: skip
    return any(each.id in bound for each in file.nodes(ast.Name)) or any(
        library in (literal(each) or "") for each in file.nodes(ast.Constant)
    )
