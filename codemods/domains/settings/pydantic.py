"""pydantic's settings classes: each field is an environment variable."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.libraries.settings import PYDANTIC_ALIASES
from codemods.model.from_outside.classes import is_settings_class
from codemods.model.strings import keyword, literal
from codemods.model.types import ancestry
from codemods.project.source_file import SourceFile


@dataclass(frozen=True, slots=True)
class Field:
    """A field, and the variables that it is read from: the first one that is set. `default` may be a call of `Field`'s
    own (default_factory), whose value only the program knows."""

    names: tuple[str, ...]
    default: ast.expr | None
    node: ast.stmt


def fields(file: SourceFile) -> Iterator[Field]:
    """The fields of the settings classes in a file. Those that a class inherits are listed where they are written."""
    for owner in file.nodes(ast.ClassDef):
        if not is_settings_class(file, owner):
            continue
        lineage = ancestry(file, owner)
        options = [each for _, known in reversed(lineage) for each in _options(known)]
        prefix = next((literal(value) or "" for name, value in reversed(options) if name == "env_prefix"), "")
        exact = any(name == "case_sensitive" and ast.unparse(value) == "True" for name, value in options)
        for item in owner.body:
            match item:
                case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                    if name.startswith("_") or name == "model_config" or "ClassVar" in ast.unparse(annotation):
                        continue
                    described = _described(annotation, value)
                    known = prefix + name
                    names = _aliases(described) or (known if exact else known.upper(),)
                    yield Field(names, _default(described, value), item)


def _options(owner: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    """What `model_config` or an inner `Config` sets."""
    for item in owner.body:
        match item:
            case ast.Assign(targets=[ast.Name(id="model_config")], value=ast.Call(keywords=keywords)):
                yield from ((each.arg or "", each.value) for each in keywords)
            case ast.Assign(targets=[ast.Name(id="model_config")], value=ast.Dict(keys=keys, values=values)):
                yield from ((literal(key) or "", value) for key, value in zip(keys, values, strict=True))
            case ast.ClassDef(name="Config", body=body):
                for each in body:
                    match each:
                        case ast.Assign(targets=[ast.Name(id=name)], value=value):
                            yield name, value


def _described(annotation: ast.expr, value: ast.expr | None) -> ast.Call | None:
    """The call of `Field` behind the `=`, or in the annotation."""
    inside = ast.walk(annotation) if "Annotated" in ast.unparse(annotation) else ()
    for each in (value, *inside):
        if isinstance(each, ast.Call) and ast.unparse(each.func).rpartition(".")[2] == "Field":
            return each
    return None


def _aliases(described: ast.Call | None) -> tuple[str, ...]:
    found = keyword(described, *PYDANTIC_ALIASES) if described is not None else None
    if found is None:
        return ()
    listed = found.value.args if isinstance(found.value, ast.Call) else getattr(found.value, "elts", [found.value])
    return tuple(filter(None, map(literal, listed)))


def _default(described: ast.Call | None, value: ast.expr | None) -> ast.expr | None:
    if described is None or value is not described:
        return value
    given = keyword(described, "default", "default_factory")
    default = described.args[0] if described.args else given.value if given is not None else None
    return None if isinstance(default, ast.Constant) and default.value is ... else default
