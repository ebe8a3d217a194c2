"""A configuration that serves whatever environment the code does not name: it takes its values from the environment,
and the classes beside it are for developers and tests. No environment is limited by these."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.environments.classes import is_environment_class, words
from codemods.domains.environments.names import is_development, is_testing, subject
from codemods.domains.secrets.names_and_values import is_secret_name
from codemods.model.environment_reads import environment_read
from codemods.model.overlays.replaced import of_service
from codemods.model.parsable import readable
from codemods.model.settings_classes.class_names import mentions
from codemods.model.strings import literal
from codemods.model.types import ancestry
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import SETTINGS
from codemods.vocabulary.kept import once

# With fewer reads of the environment it is no class that all settings have gone to.
_FEW = 3
_ADDRESSES = frozenset(("host", "hostname", "url", "uri", "server", "endpoint", "bucket", "domain", "broker"))
_STARTS = ("dockerfile", "procfile")


def is_open(file: SourceFile) -> bool:
    """Whether the file's service gives any environment that it does not name a class that reads the environment."""
    return _is_open(file.project, file.project.service_root(file.path))


@once
def _is_open(project: Project, root: str) -> bool:
    own = [
        each for each in project.services.get(root, []) if not project.is_test(each.path) and b"lass" in each.spelled
    ]
    classes = [(file, each) for file in readable(own) for each in file.nodes(ast.ClassDef)]
    limited = [(file, each) for file, each in classes if is_environment_class(file, each)]
    deployed = [each for _, each in limited if not _is_of_developers(each)]
    return any(
        all(each is owner for each in deployed)
        and _reads_all(file, owner)
        and _is_taken_by_default(file, owner)
        and not any(_starts_as(project, root, each.name) for _, each in limited if each is not owner)
        for file, owner in classes if _holds_settings(owner)
    )  # fmt: skip


def is_only_one(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether a class of settings is its service's only one, but for its bases and the tests', and asks the environment
    for its values: it is called after an environment, and serves any."""
    own = file.project.services.get(file.project.service_root(file.path), ())
    found = [each for other in readable(own) if not file.project.is_test(other.path) and b"lass" in other.spelled
             for each in other.nodes(ast.ClassDef)]  # fmt: skip
    bases = [body for _, body in ancestry(file, owner)]
    others = [each for each in found if all(each is not one for one in bases)]
    if _is_of_developers(owner) or not _reads_all(file, owner) or any(map(_is_of_settings, others)):
        return False
    # What it writes over its base is its environment's own.
    above = {name for body in bases if body is not owner for name, _ in _given(body)}
    return not any(name in above and isinstance(value, ast.Constant) for name, value in _given(owner))


def _is_of_settings(owner: ast.ClassDef) -> bool:
    parts = words(owner.name)
    return not SETTINGS.isdisjoint(parts) and not any(map(is_testing, parts))


def _is_of_developers(owner: ast.ClassDef) -> bool:
    return any(is_development(each) or is_testing(each) for each in words(owner.name))


def _holds_settings(owner: ast.ClassDef) -> bool:
    return not SETTINGS.isdisjoint(words(owner.name)) and not _is_of_developers(owner)


def _reads_all(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether a class asks the environment for its values, and writes down no secret and no address."""
    values = [(home, *each) for home, body in ancestry(file, owner) for each in _given(body)]
    asked = [each for home, _, value in values for each in ast.walk(value) if environment_read(home, each)]
    return len(asked) >= _FEW and not any(_differs(name, literal(value)) for _, name, value in values)


def _given(owner: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for each in owner.body:
        match each:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value


def _differs(name: str, value: str | None) -> bool:
    return bool(value) and (
        is_secret_name(name) or not _ADDRESSES.isdisjoint(words(name)[-1:]) or "://" in (value or "")
    )


def _is_taken_by_default(file: SourceFile, owner: ast.ClassDef) -> bool:
    return any(
        _is_default(other, each) for other in of_service(file, owner.name) for each in mentions(other, owner.name)
    )


def _is_default(file: SourceFile, mention: ast.expr) -> bool:
    """Whether what is named is taken where no name is given, or none that the code knows."""
    parent = file.parents.get(mention)
    match parent:
        case ast.Call(func=ast.Attribute(attr="get"), args=[key, default]) if default is mention:
            return _hangs_on_name(file, key) or environment_read(file, parent) is not None
        case ast.Call():
            if (read := environment_read(file, parent)) is not None:
                return read[1] is mention
        case ast.BoolOp(op=ast.Or(), values=[*_, last]):
            return last is mention
    child: ast.AST = mention
    for each in file.ancestors(mention):
        match each:
            case ast.If(test=test, orelse=orelse) if child in orelse:
                return _hangs_on_name(file, test)
            case ast.IfExp(test=test, orelse=other) if child is other:
                return _hangs_on_name(file, test)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return False
        child = each
    return False


def _hangs_on_name(file: SourceFile, node: ast.expr) -> bool:
    """Whether something hangs on the environment's name, which is not a developer's where none is given."""
    found = [name for each in ast.walk(node) if (name := subject(file, each)) is not None]
    return bool(found) and not any(each.default and is_development(each.default) for each in found)


def _starts_as(project: Project, root: str, name: str) -> bool:
    """Whether an image or a Procfile of the service names the class."""
    return any(
        file.kind in _STARTS and project.service_root(path) in ("", root) and name.encode() in file.spelled
        for path, file in project.files.items()
    )
