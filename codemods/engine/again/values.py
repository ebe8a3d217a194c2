"""Answers as bytes: to tell whether two are the same, and to give one again."""

from __future__ import annotations

import ast
import dataclasses
import enum
import hashlib
import io
import pickle
import re
from typing import Any

from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import Names

_DEEPEST = 12
_PLAIN = (tuple, list, set, frozenset)


class NoValue(Exception):
    """An answer that can't be told from another one from run to run: it holds nodes of a tree."""


def digest(value: object, salt: bytes) -> bytes | None:
    """What two equal answers have in common; None for one that is no plain value."""
    parts: list[str] = []
    try:
        _spell(value, parts, 0)
    except NoValue:
        return None
    text = "\0".join(parts).encode(errors="surrogatepass")
    return hashlib.blake2b(text, key=salt, digest_size=16).digest()


def _spell(value: object, parts: list[str], depth: int) -> None:
    if depth > _DEEPEST or isinstance(value, ast.AST):
        raise NoValue
    match value:
        case str():
            parts.append(f"str {len(value)} {value}")
        case bytes():
            parts.append(f"bytes {len(value)} {value.decode('latin-1')}")
        case None | bool() | int() | float() | enum.Enum():
            parts.append(f"{value!r}")
        case SourceFile():
            parts.append(f"file {value.path!r}")
        case Project():
            parts.append("project")
        case re.Pattern():
            parts.append(f"pattern {value.pattern!r} {value.flags}")
        case tuple() | list():
            parts.append(f"{type(value).__name__} {len(value)}")
            for each in value:
                _spell(each, parts, depth + 1)
        case dict():
            parts.append(f"dict {len(value)}")
            for key, each in value.items():
                _spell(key, parts, depth + 1)
                _spell(each, parts, depth + 1)
        case set() | frozenset():
            parts.append(f"set {len(value)}")
            spelled = []
            for each in value:
                inner: list[str] = []
                _spell(each, inner, depth + 1)
                spelled.append("\0".join(inner))
            parts += sorted(spelled)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            parts.append(type(value).__qualname__)
            for each in dataclasses.fields(value):
                _spell(getattr(value, each.name), parts, depth + 1)
        case _:
            raise NoValue


def question(path: str, name: str, about: tuple[object, ...]) -> tuple[object, ...] | None:
    """A question's name from run to run; None where it is about a node, or anything else that has no name."""
    named = tuple(map(_named, about))
    return None if None in named else (name, path, *named)


def _named(value: object) -> object:
    match value:
        case ast.AST():
            return None
        case bool() | int() | str() | bytes() | enum.Enum():
            return value
        case SourceFile():
            return ("file", value.path)
        case re.Pattern():
            return ("pattern", value.pattern, value.flags)
        case tuple():
            inner = tuple(map(_named, value))
            return None if None in inner else ("tuple", *inner)
    return None


def about(named: tuple[Any, ...], project: Project) -> tuple[object, ...]:
    """What the named question was about. Raises KeyError for a file that is gone."""
    return tuple(_thing(each, project) for each in named)


def _thing(named: Any, project: Project) -> object:
    match named:
        case ("file", path):
            return project.files[path]
        case ("pattern", pattern, flags):
            return re.compile(pattern, flags)
        case ("tuple", *inner):
            return tuple(_thing(each, project) for each in inner)
    return named


def pack(value: object, project: Project) -> bytes | None:
    """The answer, if it consists of files, folders, numbers and the like: what could be a secret is never kept."""
    if not _is_harmless(value, project, 0):
        return None
    stream = io.BytesIO()
    _Packer(stream).dump(value)
    return stream.getvalue()


def _is_harmless(value: object, project: Project, depth: int) -> bool:
    match value:
        case None | bool() | int() | enum.Enum() | SourceFile() | Names():
            return True
        case str():
            return value in project.files or value in project.folders
        case tuple() | list() | set() | frozenset() if (
            type(value) in (tuple, list, set, frozenset) and depth < _DEEPEST
        ):
            return all(_is_harmless(each, project, depth + 1) for each in value)
        case dict() if type(value) is dict and depth < _DEEPEST:
            return all(_is_harmless(each, project, depth + 1) for pair in value.items() for each in pair)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type) and depth < _DEEPEST:
            fields = dataclasses.fields(value)
            return all(_is_harmless(getattr(value, each.name), project, depth + 1) for each in fields)
    return False


def unpack(data: bytes, project: Project) -> Any:
    """A packed answer, of the files of this project."""
    return _Unpacker(io.BytesIO(data), project).load()


class _Packer(pickle.Pickler):
    def persistent_id(self, value: object) -> str | None:
        return value.path if isinstance(value, SourceFile) else None


class _Unpacker(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, project: Project) -> None:
        super().__init__(stream)
        self._project = project

    def persistent_load(self, path: str) -> SourceFile:
        return self._project.files[path]
