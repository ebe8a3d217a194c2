"""Settings over which code puts a variable's value later: `if "X" in os.environ: app.config["X"] = os.environ["X"]`."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator

from codemods.domains.settings.overridden.by_prefix import bound_once
from codemods.libraries.settings import DATABASE_URL_CALLS, DATABASE_URL_FILLERS, DATABASE_URL_METHODS, FILLS
from codemods.model.environment_reads import environment_read
from codemods.model.names import called
from codemods.model.overlays.module import loaded_into
from codemods.model.parsable import readable
from codemods.model.scopes import stored_name
from codemods.model.strings import literal
from codemods.model.targets import is_config, place_of, words
from codemods.model.test_scopes import is_test_code
from codemods.project.source_file import SourceFile, begin, end, walk
from codemods.vocabulary.kept import once

_HOLDERS = frozenset(("config", "configs", "configuration", "conf", "settings", "defaults"))


def put_over(file: SourceFile, node: ast.AST) -> tuple[str, ...]:
    """The variables whose values code of the service puts over the node's setting in a configuration.

    Raises Unreadable.
    """
    place = place_of(file, node)
    if place is None or not place.name.isupper() or not _is_of_settings(file, node, place.kind):
        return ()
    own, root = file.statement(node), file.project.service_root(file.path)
    others = (
        each for each in file.project.words.holding(place.name.encode(), whole=True)
        if not file.project.is_test(each.path) and file.project.service_root(each.path) in ("", root)
    )  # fmt: skip
    return tuple(
        variable
        for other in readable(others) for entry, at, variable in _entries(other)
        if entry == place.name and (other is not file or _is_later(file, own, at))
    )  # fmt: skip


def is_database_of_variable(file: SourceFile, node: ast.AST) -> bool:
    """Whether the module goes on to put a URL of the environment over Django's database around the node:
    `DATABASES["default"].update(dj_database_url.config())`.

    Raises Unreadable.
    """
    later = [each for _, each in loaded_into(file, node)]
    statement = file.statement(node)
    if isinstance(statement, ast.Assign) and file.function(statement) is None:
        names = set(map(stored_name, statement.targets))
        later += [
            each.value for each in file.nodes(ast.Assign)
            if begin(each) > end(statement) and file.function(each) is None
            and not names.isdisjoint(map(stored_name, each.targets))
        ]  # fmt: skip
    return any(_makes_of_variable(file, each) for each in later if not is_test_code(file, each)) or any(
        called(file, each) in DATABASE_URL_FILLERS and all(word.arg != "databases" for word in each.keywords)
        for each in file.nodes(ast.Call)
    )


def _makes_of_variable(file: SourceFile, value: ast.expr) -> bool:
    calls = [each for each in walk(bound_once(file, value) or value) if isinstance(each, ast.Call)]
    return any(
        called(file, each).startswith(DATABASE_URL_CALLS)
        or getattr(each.func, "attr", "") in DATABASE_URL_METHODS
        or environment_read(file, each) is not None
        for each in calls
    )


def _is_of_settings(file: SourceFile, node: ast.AST, kind: str) -> bool:
    """Whether a value comes into a configuration: it is an entry of one, or stands in a module or class of settings."""
    if kind not in ("constant", "attribute"):
        return kind == "setting"
    owner = file.enclosing_class(node) if kind == "attribute" else None
    said = words(posixpath.basename(file.path).removesuffix(".py")) + words(owner.name if owner is not None else "")
    return not _HOLDERS.isdisjoint(said)


def _is_later(file: SourceFile, own: ast.stmt, at: tuple[int, int]) -> bool:
    return at > end(own) or (file.function(own) is None and at < begin(own))


@once
def _entries(file: SourceFile) -> tuple[tuple[str, tuple[int, int], str], ...]:
    """The entries of configurations that get a variable's value in a file: key, place and variable."""
    return tuple(_found(file)) if b"environ" in file.spelled or b"getenv" in file.spelled else ()


def _found(file: SourceFile) -> Iterator[tuple[str, tuple[int, int], str]]:
    for assign in file.nodes(ast.Assign):
        for each in assign.targets:
            if isinstance(each, ast.Subscript) and is_config(each.value) and (key := literal(each.slice)):
                yield from ((key, begin(assign), name) for name in variables_in(file, assign.value))
    for call in file.nodes(ast.Call):
        match call.func:
            case ast.Attribute(attr=attr, value=holder) if attr in FILLS and is_config(holder):
                for keyword in call.keywords:
                    if keyword.arg:
                        yield from ((keyword.arg, begin(call), name) for name in variables_in(file, keyword.value))


def variables_in(file: SourceFile, value: ast.expr) -> list[str]:
    """The variables that an expression reads, but for tests."""
    if is_test_code(file, value):
        return []
    return [read[0] for each in walk(value) if (read := environment_read(file, each)) is not None]
