"""Main guards that never run, as Python refuses relative imports in what is run by its path, or for developers."""

from __future__ import annotations

import ast
import posixpath
import re

from codemods.domains.commands.commands import web_entries
from codemods.domains.runtime.entry_points import Role
from codemods.domains.runtime.processes import process
from codemods.model.call_graph import code_at, main_guard
from codemods.model.scopes import tables
from codemods.model.strings import literal
from codemods.model.test_scopes import use_of
from codemods.project.guides import readmes
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use
from codemods.vocabulary.kept import Names, once
from codemods.vocabulary.signs import Sign

_ROLES: tuple[Role, ...] = ("web", "worker", "command")
# `python -m service.app`, `["python", "-m", "service.app"]`, `"module": "service.app"`.
_BY_NAME = Sign(rb"(?:-m[\s\"',]+|\"module\"\s*:\s*\"|run_module\(\s*[\"'])([A-Za-z_][\w.]*)")
_PROFILERS = rb"scalene|py-spy|pyinstrument|memray|cProfile|kernprof|viztracer|austin|fil-profile"


def cannot_run(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node stands under the main guard of a module that imports by its place in its package, and nothing
    starts the module by its name. A package's own `__init__.py` is never started by its name.
    """
    guard = main_guard(file)
    if guard is None or code_at(file, node).node is not guard:
        return False
    if not any(isinstance(each, ast.ImportFrom) and each.level for each in (*file.tree.body, *guard.body)):
        return False
    if posixpath.basename(file.path) in ("__init__.py", "__main__.py"):
        return file.path.endswith("__init__.py")
    module = f".{file.path.removesuffix('.py').replace('/', '.')}"
    return not any(module.endswith(f".{each}") for each in _started_by_name(file.project))


def is_for_developers(file: SourceFile, line: int) -> bool:
    """Whether a line stands under a main guard that only a definition of developers runs, while production imports the
    module.
    """
    if _guard_around(file, line) is None:
        return False
    own = [each for each in web_entries(file.project) if each.file is file]
    uses = {main: {_use(file.project, each.path) for each in own if each.main is main} for main in (True, False)}
    return uses[True] == {Use.DEVELOPMENT} and Use.PRODUCTION in uses[False]


def is_switched_off(file: SourceFile, line: int) -> bool:
    """Whether a line of a main guard stands in a branch that a word of the module decides against: `match MODE:` where
    MODE is "production".
    """
    guard = _guard_around(file, line)
    if guard is None:
        return False
    return any(
        each.body[0].lineno <= line <= (each.body[-1].end_lineno or 0)
        for match in ast.walk(guard) if isinstance(match, ast.Match)
        for each in _cases_left(file, match)
    )  # fmt: skip


def _cases_left(file: SourceFile, match: ast.Match) -> list[ast.match_case]:
    """The cases that are not taken, where the word is written once in the module and one of them is that word."""
    word = _word(file, match.subject)
    for taken in match.cases:
        if word is not None and taken.guard is None and word in _words(taken.pattern):
            return [each for each in match.cases if each is not taken]
    return []


def _word(file: SourceFile, subject: ast.expr) -> str | None:
    """What a name of the module surely holds, also as `NAME.upper()`."""
    match subject:
        case ast.Call(func=ast.Attribute(value=ast.Name() as inner, attr="upper" | "lower" as made), args=[]):
            word = _word(file, inner)
            return word if word is None else getattr(word, made)()
        case ast.Name(id=name):
            bound = tables(file)[file.tree].names.get(name, [])
            set_elsewhere = any(name in each.names for each in file.nodes(ast.Global))
            return literal(bound[0].value) if len(bound) == 1 and not set_elsewhere else None
    return None


def _words(pattern: ast.pattern) -> set[object]:
    match pattern:
        case ast.MatchValue(value=ast.Constant(value=word)):
            return {word}
        case ast.MatchOr(patterns=several):
            return set[object]().union(*map(_words, several))
    return set()


def is_passed_by(file: SourceFile, node: ast.AST) -> bool:
    """Whether a node stands under a main guard that no command runs, while production imports the module."""
    if not _is_guarded(file, node):
        return False
    own = [each for each in web_entries(file.project) if each.file is file]
    return not any(each.main for each in own) and any(_use(file.project, each.path) is Use.PRODUCTION for each in own)


def is_left_to_people(file: SourceFile, node: ast.AST) -> bool:
    """Whether a node stands under the main guard of a module that processes import, and no process runs as a script."""
    if not _is_guarded(file, node):
        return False
    processes = [process(file.project, role) for role in _ROLES]
    return any(each.holds(file) for each in processes) and not any(
        entry.main for each in processes for entry in each.entries.get(file.path, ())
    )


def _guard_around(file: SourceFile, line: int) -> ast.If | None:
    """The main guard, if the line stands under it."""
    guard = main_guard(file)
    return guard if guard is not None and guard.lineno <= line <= (guard.end_lineno or 0) else None


def _is_guarded(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node is code of the main guard itself, and of no function in it."""
    guard = main_guard(file)
    return guard is not None and code_at(file, node).node is guard


def _use(project: Project, path: str) -> Use:
    return use_of(project.files[path]) if path in project.files else Use.PRODUCTION


@once
def is_profiled(file: SourceFile) -> bool:
    """Whether something runs the file under a profiler."""
    name = re.escape(posixpath.basename(file.path).encode())
    command = re.compile(rb"\b(?:%s)\b[^\n]*[\s/]%s(?![\w.])" % (_PROFILERS, name))
    return any(command.search(each.spelled) for each in file.project.files.values() if each.kind != "python")


@once
def _started_by_name(project: Project) -> frozenset[str]:
    """The modules that anything in the tree starts by their names."""
    told = (_modules_in(project, each.encode()) for each in readmes(project, ("", *project.services)))
    return frozenset().union(*told, *map(_modules_named, project.files.values()))


@once
def _modules_named(file: SourceFile) -> Names:
    return _modules_in(file.project, file.spelled)


def _modules_in(project: Project, text: bytes) -> Names:
    """What a text has behind `-m` and the like, if all its parts are those of modules: of a string nothing else is
    kept.
    """
    found = (match[1].decode() for match in _BY_NAME.finditer(text))
    return Names(each for each in found if _parts_of_modules(project).issuperset(each.split(".")))


@once
def _parts_of_modules(project: Project) -> Names:
    """The folders and stems of which the names of the project's modules are made."""
    return Names(part for path in project.files if path.endswith(".py") for part in path.removesuffix(".py").split("/"))
