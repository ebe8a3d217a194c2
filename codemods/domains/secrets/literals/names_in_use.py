"""Literals that are what something is called, by how the project uses them: headers, variables, applications' keys."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.secrets.names_and_values import is_random
from codemods.domains.secrets.placeholders import HEADER
from codemods.model.names import last_name
from codemods.model.parsable import mentioning
from codemods.model.strings import literal
from codemods.model.targets import Place, words
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

# How headers are spelled: `Content-Type`, `Authorization`, `api-key`.
_CAPITALISED = re.compile(r"[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*")
_WORDS = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_IDENTIFIER = re.compile(r"[A-Za-z]+(?:_[A-Za-z]+)*")
_LOOKS_UP = frozenset(("get", "pop", "setdefault"))
_SEVERAL = 2


def is_name_in_use(file: SourceFile, place: Place, value: str) -> bool:
    """Whether a literal names a header, a variable of the environment, or a key of an application's mapping."""
    if place.kind in ("constant", "attribute") and (
        _is_among_headers(place, value)
        or _is_key_of_headers(file, place, value)
        or _is_key_of_class(file, place, value)
    ):
        return True
    return _VARIABLE.fullmatch(value) is not None and not is_random(value) and _is_variable(file.project, value)


def _is_among_headers(place: Place, value: str) -> bool:
    """Whether the class around lists names of headers."""
    if not isinstance(place.owner, ast.ClassDef) or not _CAPITALISED.fullmatch(value):
        return False
    values = [
        literal(each.value) for each in place.owner.body if isinstance(each, ast.Assign | ast.AnnAssign) and each.value
    ]
    return sum(1 for each in values if each and HEADER.fullmatch(each)) >= _SEVERAL and all(
        each and _CAPITALISED.fullmatch(each) for each in values
    )


def _is_key_of_headers(file: SourceFile, place: Place, value: str) -> bool:
    """Whether headers are looked up, or given, by the name: `request.headers[TOKEN]`, `headers={TOKEN: …}`."""
    return _WORDS.fullmatch(value) is not None and any(
        last_name(key) == place.name for other in (file, *mentioning(file.project, place.name)) for key in _keys(other)
    )


def _keys(file: SourceFile) -> Iterator[ast.expr]:
    """What the headers of a file are looked up or given by."""
    for each in file.nodes(ast.Subscript):
        if _are_headers(each.value):
            yield each.slice
    for call in file.nodes(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr in _LOOKS_UP and _are_headers(call.func.value):
            yield from call.args[:1]
        for word in call.keywords:
            if word.arg == "headers" and isinstance(word.value, ast.Dict):
                yield from filter(None, word.value.keys)
    for statement in file.nodes(ast.Assign):
        if isinstance(statement.value, ast.Dict) and any(map(_are_headers, statement.targets)):
            yield from filter(None, statement.value.keys)


def _are_headers(node: ast.expr) -> bool:
    return words(last_name(node))[-1:] == ["headers"]


def _is_key_of_class(file: SourceFile, place: Place, value: str) -> bool:
    """Whether an attribute of a class, a word or some, is only composed with another part to a key, or is one.

    `app[self.APP_KEY]`, `return f"{cls.APP_KEY}_{kind}"` of `get_app_key`.
    """
    if not isinstance(place.owner, ast.ClassDef) or _IDENTIFIER.fullmatch(value) is None:
        return False
    uses = [
        (other, each)
        for other in (file, *(each for each in mentioning(file.project, place.name) if each is not file))
        for each in other.nodes(ast.Attribute)
        if each.attr == place.name and isinstance(each.ctx, ast.Load)
    ]
    return bool(uses) and all(_is_key(other, each) for other, each in uses)


def _is_key(file: SourceFile, node: ast.Attribute) -> bool:
    parent = file.parents.get(node)
    match parent:
        case ast.Subscript(slice=key):
            return key is node
        case ast.Compare(left=left, ops=[ast.In() | ast.NotIn()]):
            return left is node
        case ast.Call(func=ast.Attribute(attr=called), args=[first, *_]):
            return called in _LOOKS_UP and first is node
        case ast.FormattedValue():
            around = file.parents.get(parent)
            parts = around.values if isinstance(around, ast.JoinedStr) else []
            return sum(isinstance(each, ast.FormattedValue) for each in parts) > 1 and _gives_key(file, node)
        case ast.Return():
            return _gives_key(file, node)
    return False


def _gives_key(file: SourceFile, node: ast.Attribute) -> bool:
    """Whether the function around gives the application's key under its own name, which the class's other uses tell."""
    function = file.function(node)
    return words(getattr(function, "name", ""))[-2:] == ["app", "key"]


@once
def _is_variable(project: Project, name: str) -> bool:
    """Whether the project uses a word as the name of a variable: asks for it, or gives it a value."""
    word = re.escape(name.encode())
    asked = re.compile(
        rb"(?:getenv|environ(?:\.get)?|\benv(?:\.\w+)?)\s*[(\[]\s*[\"']%s[\"']|[\"']%s[\"']\s*:" % (word, word)
    )
    given = re.compile(
        rb"(?m:^[ \t]*(?:-[ \t]+|export[ \t]+|ENV[ \t]+)?[\"']?%s[\"']?[ \t]*[=:])|\$\{?%s\b" % (word, word)
    )
    others = (each for each in project.files.values() if each.kind != "python" and name.encode() in each.data)
    return any(asked.search(each.spelled) for each in project.words.holding(name.encode(), whole=True)) or any(
        given.search(each.data) for each in others
    )
