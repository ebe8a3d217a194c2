"""Whom a place in a file is for: by the file's name, by the classes and functions around it, by what they set."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from codemods.libraries.frameworks.web import SERVED
from codemods.model.from_outside.platforms import asks_for_platform, developers_branches
from codemods.model.import_graph import importers
from codemods.model.overlays.beside_production import imports_beside_production
from codemods.model.overlays.for_want import imports_for_want, imports_of
from codemods.model.overlays.picked import is_picked, is_picked_for_tests
from codemods.model.scopes import stored_name
from codemods.model.settings_classes.constants import only_read_where
from codemods.model.test_classes import may_inherit, sets_testing, use_of_class_in
from codemods.project.audience.compose_beside_service import is_beside_service
from codemods.project.audience.compose_beside_tests import is_beside_tests
from codemods.project.audience.compose_tests import runs_only_tests
from codemods.project.audience.compose_use import is_for_developers
from codemods.project.audience.developers_files import is_given_to_developers
from codemods.project.audience.developers_functions import is_developers_function
from codemods.project.audience.developers_settings import is_developers_settings
from codemods.project.audience.loaded_by_tests import has_classes, is_module_of_tests
from codemods.project.audience.test_packages import is_test_package
from codemods.project.purpose import head, is_for_development
from codemods.project.source_file import SourceFile, walk
from codemods.project.test_code import (
    SETTINGS,
    Use,
    fills,
    is_for_tests,
    is_test_database,
    parts,
    use_of_class,
    use_of_function,
    use_of_path,
)
from codemods.vocabulary.kept import fact, once
from codemods.vocabulary.signs import Sign
from codemods.vocabulary.unreadable import Unreadable

_ORDER = (Use.PRODUCTION, Use.DEVELOPMENT, Use.EXAMPLE, Use.TEST)
_ENVIRONMENTS = {
    **dict.fromkeys(("test", "testing", "tests", "unittest", "pytest", "ci"), Use.TEST),
    **dict.fromkeys(("development", "develop", "dev", "local"), Use.DEVELOPMENT),
}
# Bytes without which no place of a Python file is for anybody else.
_TELLING = Sign(rb"(?i)test|mock|fake|stub|e2e|dev|local|prod|csrf|memory|_unit|environ")
_TESTED = re.compile(r"\bTESTING\b|\.testing\b|\bPYTEST_\w+|[\"']pytest[\"']|[\"']test[\"'] in sys\.argv")
# A module is for developers whose imports all stand in a branch on this.
_DEBUGS = Sign(rb"(?i)\bif\b[^\n]*\bdebug\b")
_DEBUG_MODE = re.compile(r"^(?:[\w.]+\.)?(?:DEBUG|debug|config\[[\"']DEBUG[\"']\])$")
_PRODUCES = frozenset(("prod", "production"))
_ASKED = frozenset(("is", "in", "on", "env", "environment", "mode", "running"))
# Where production's branch reads the environment, the other one has what a developer's machine has.
_READS = re.compile(r"\benviron\b|\bgetenv\b")
_NEGATED = re.compile(r"\bnot\b|!=")
_CONFIGURES = frozenset(("app", "application", "config", "settings", "configure", "init", "object", "setup"))
_DATABASE_KEYS = frozenset(("database", "dbname", "db", "name", "NAME"))


class _Range(NamedTuple):
    """A stretch of a file that is not for production; places are (line, offset in bytes). `owner`: a class's name."""

    start: tuple[int, int]
    end: tuple[int, int]
    use: Use
    owner: str = ""


@once
def use_of(file: SourceFile) -> Use:
    """Whom a file is for. What production imports is its own, whatever it is called, but for settings."""
    found = file.project.use_of_file(file.path)
    if found is not Use.TEST and is_test_package(file.project, file.path) and not _is_imported_from_outside(file):
        return Use.TEST
    if found is Use.DEVELOPMENT and file.kind == "python" and fills(file.path) and reaches_production(file):
        return Use.PRODUCTION
    if found is Use.PRODUCTION and file.kind == "python" and is_picked_for_tests(file):
        return Use.TEST
    if found is Use.PRODUCTION and file.kind == "python" and is_module_of_tests(file) and not is_picked(file):
        return Use.TEST
    if found is Use.PRODUCTION and file.kind == "python" and is_developers_settings(file.project, file.path):
        return Use.DEVELOPMENT
    if found is Use.PRODUCTION and file.kind == "python" and _is_for_debugging(file):
        return Use.DEVELOPMENT
    if found is Use.PRODUCTION and is_given_to_developers(file) and not (file.kind == "python" and importers(file)):
        return Use.DEVELOPMENT
    if found is Use.PRODUCTION and (runs_only_tests(file) or is_beside_tests(file)):
        return Use.TEST
    if found is Use.PRODUCTION and file.kind in ("compose", "procfile") and _is_developers(file):
        return Use.DEVELOPMENT
    return found


def reaches_production(file: SourceFile) -> bool:
    """Whether a file of production imports this one, and not for debugging alone."""
    return file.kind == "python" and any(
        use_of_path(importer.path, file.project.told.test_folders) is Use.PRODUCTION
        and not _imports_to_debug(importer, file)
        and not imports_for_want(importer, file)
        and not imports_beside_production(importer, file)
        for importer, _ in importers(file)
    )


def owners_at(file: SourceFile, line: int, offset: int) -> list[str]:
    """The classes of what is not for production around a place of a file, '' for all else that is not."""
    return [each.owner for each in _ranges(file) if each.start <= (line, offset) < each.end]


def use_at(file: SourceFile, node: ast.AST) -> Use:
    """Whom a node is for: its file, what stands around it, and the database that it names itself."""
    found = use_of(file)
    if found in (Use.TEST, Use.EXAMPLE) or file.kind != "python":
        return found
    if _names_test_database(node):
        return Use.TEST
    lineno = getattr(node, "lineno", None)
    return found if lineno is None else _most(found, use_at_place(file, lineno, node.col_offset))  # type: ignore[attr-defined]


def use_at_place(file: SourceFile, line: int, offset: int) -> Use:
    """Whom what begins at a place of a Python file is for, by what stands around it alone."""
    return _most(*(each.use for each in _ranges(file) if each.start <= (line, offset) < each.end))


def is_test_code(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node is for tests, or an example."""
    return use_at(file, node) in (Use.TEST, Use.EXAMPLE)


def _most(*uses: Use) -> Use:
    return max(uses, key=_ORDER.index, default=Use.PRODUCTION)


def _is_developers(file: SourceFile) -> bool:
    """Whether a Compose file or a Procfile is a developer's, as far as it can be read."""
    try:
        said = file.kind == "compose" and is_for_development(head(file.text))
        return said or is_for_developers(file) or (file.kind == "compose" and is_beside_service(file))
    except Unreadable:
        return False


def _is_imported_from_outside(file: SourceFile) -> bool:
    """Whether code of another service imports a Python file."""
    project, root = file.project, file.project.service_root(file.path)
    return file.kind == "python" and any(
        project.service_root(each.path) != root and not project.is_test(each.path) for each, _ in importers(file)
    )


def _is_for_debugging(file: SourceFile) -> bool:
    """Whether a module is imported, and in nothing but branches for debugging: `if settings.DEBUG: from … import …`."""
    taking = importers(file)
    return bool(taking) and all(_imports_to_debug(other, file) for other, _ in taking)


def _imports_to_debug(file: SourceFile, module: SourceFile) -> bool:
    """Whether each import of the file that may be the module's stands in a branch that asks for the debug mode."""
    if not _asks_for_debugging(file):
        return False
    try:
        found = list(imports_of(file, module))
    except (Unreadable, RecursionError):
        return False
    return bool(found) and all(debug_branch(file, each) is not None for each in found)


@fact
def _asks_for_debugging(file: SourceFile) -> bool:
    return _DEBUGS.search(file.spelled) is not None


def debug_branch(file: SourceFile, node: ast.AST) -> ast.If | None:
    """The `if settings.DEBUG:` in whose branch a node stands."""
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.If) and child in each.body and _DEBUG_MODE.search(ast.unparse(each.test)):
            return each
        child = each
    return None


def _names_test_database(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=str(value)):
            return "://" in value and is_test_database(value)
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value) | ast.keyword(value=value):
            return _names_test_database(value)
        case ast.Call():
            return any(
                (each.arg in _DATABASE_KEYS and _is_name_of_tests(each.value)) or _names_test_database(each.value)
                for each in node.keywords
            ) or any(_names_test_database(each) for each in node.args)
    return False


def _is_name_of_tests(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and is_test_database(node.value)


@once
def _ranges(file: SourceFile) -> list[_Range]:
    # No fact of the file alone: a class may inherit from another file's.
    try:
        telling = (
            _TELLING.search(file.spelled) or asks_for_platform(file) or has_classes(file.spelled) or may_inherit(file)
        )
        found = list(_found(file)) if telling else []
        return [*found, *_read_by(file, found)]
    except Unreadable:
        return []


def _read_by(file: SourceFile, ranges: list[_Range]) -> Iterator[_Range]:
    """The module's constants that nothing but classes of settings reads which are not for production."""
    ranges = [each for each in ranges if not SETTINGS.isdisjoint(parts(each.owner))]
    if not ranges:
        return

    def around(node: ast.Name) -> _Range | None:
        place = (node.lineno, node.col_offset)
        return next((each for each in ranges if each.start <= place < each.end), None)

    for statement, readers in only_read_where(file, lambda each: around(each) is not None):
        nearest = min(filter(None, map(around, readers)), key=lambda each: _ORDER.index(each.use))
        yield _whole(statement, nearest.use)._replace(owner=nearest.owner)


def _found(file: SourceFile) -> Iterator[_Range]:
    for owner in file.nodes(ast.ClassDef):
        if (use := use_of_class_in(file, owner)) is not Use.PRODUCTION:
            yield _block(owner.body, use)._replace(owner=owner.name)
    functions: tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]
    functions = (*file.nodes(ast.FunctionDef), *file.nodes(ast.AsyncFunctionDef))
    for function in functions:
        if _is_test_function(function):
            yield _block(function.body, Use.TEST)
        elif is_developers_function(file, function):
            yield _block(function.body, Use.DEVELOPMENT)
    for branch in file.nodes(ast.If):
        yield from _branches(branch)
    for done in developers_branches(file):
        yield _block(done, Use.DEVELOPMENT) if isinstance(done, list) else _whole(done, Use.DEVELOPMENT)
    for case in file.nodes(ast.match_case):
        word = word_of(getattr(case.pattern, "value", None))
        if word in _ENVIRONMENTS:
            yield _block(case.body, _ENVIRONMENTS[word])
    for table in file.nodes(ast.Dict):
        yield from _entries(table)
    for call in file.nodes(ast.Call):
        if any(each.arg == "TESTING" and _is_true(each.value) for each in call.keywords):
            yield _whole(call, Use.TEST)
    for assign in file.nodes(ast.Assign):
        if any(is_for_tests(stored_name(each)) for each in assign.targets):
            yield _whole(assign, Use.TEST)


def _is_test_function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    for each in node.decorator_list:
        called = each.func if isinstance(each, ast.Call) else each
        if isinstance(called, ast.Attribute) and called.attr in SERVED:
            return False
    if use_of_function(node.name) is Use.TEST:
        return True
    return any(
        sets_testing(each) or (isinstance(each, ast.Assign | ast.Expr | ast.Return) and _configures_tests(each.value))
        for each in node.body
    )


def _configures_tests(value: ast.expr | None) -> bool:
    """Whether an application is made, or configured, for tests: `create_app("testing")`."""
    if not isinstance(value, ast.Call):
        return False
    function = value.func
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    given = [*value.args, *(each.value for each in value.keywords)]
    return not _CONFIGURES.isdisjoint(parts(name)) and any(_says_testing(each) for each in given)


def _says_testing(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str(value)):
            return value in ("test", "testing", "tests") or use_of_class(value.rpartition(".")[2]) is Use.TEST
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return use_of_class(name) is Use.TEST and name[:1].isupper()
        case ast.Subscript(slice=ast.Constant(value=str(value))):
            return value in ("test", "testing", "tests")
    return False


def _branches(node: ast.If) -> Iterator[_Range]:
    source = ast.unparse(node.test)
    words = [word_of(each.value) for each in walk(node.test) if isinstance(each, ast.Constant)]
    named = [_ENVIRONMENTS[each] for each in words if each in _ENVIRONMENTS]
    simple = isinstance(node.test, ast.Compare | ast.Attribute | ast.Name | ast.Call | ast.Subscript | ast.UnaryOp)
    if _asks_for_production(node.test):
        if node.orelse and any(_READS.search(ast.unparse(each)) for each in node.body):
            yield _block(node.orelse, Use.DEVELOPMENT)
        return
    if _TESTED.search(source):
        use = Use.TEST
    elif isinstance(node.test, ast.Compare) and named and len(set(named)) == 1:
        use = named[0]
    else:
        return
    negated = _NEGATED.search(source) is not None
    if simple and negated and node.orelse:
        yield _block(node.orelse, use)
    elif simple and not negated:
        yield _block(node.body, use)


def _asks_for_production(test: ast.expr) -> bool:
    """Whether a name says yes in production alone: `is_production`, `settings.IN_PROD`, `is_production()`."""
    called = test.func if isinstance(test, ast.Call) and not test.args else test
    name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
    words = set(parts(name))
    return not words.isdisjoint(_PRODUCES) and words <= _PRODUCES | _ASKED


def _entries(table: ast.Dict) -> Iterator[_Range]:
    for key, value in zip(table.keys, table.values, strict=True):
        word = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
        if word == "TESTING" and _is_true(value):
            yield _whole(table, Use.TEST)
        elif is_for_tests(word) or (word.lower() in _ENVIRONMENTS and isinstance(value, ast.Dict | ast.Call)):
            yield _whole(value, _ENVIRONMENTS.get(word.lower(), Use.TEST))


def word_of(value: object) -> str:
    """The lower-case word that a constant, or its node, is; '' for anything else."""
    if isinstance(value, ast.Constant):
        value = value.value
    return value.lower() if isinstance(value, str) else ""


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _block(body: list[ast.stmt], use: Use) -> _Range:
    """What stands in a body; the class, function or branch itself belongs to what is around it."""
    first, last = body[0], body[-1]
    return _Range((first.lineno, first.col_offset), (last.end_lineno or 0, last.end_col_offset or 0), use)


def _whole(node: ast.expr | ast.stmt, use: Use) -> _Range:
    return _Range((node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0), use)
