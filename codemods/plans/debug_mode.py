"""Where the configuration of a service says DEBUG, which `flask run` turns off and another server leaves on."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.libraries.settings import TAKERS
from codemods.model.parsable import parses
from codemods.model.strings import literal
from codemods.model.targets import is_config
from codemods.model.types import evaluate
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_BRANCHES = (ast.If, ast.Try, ast.IfExp)
_DEPTH = 3


@once
def debug_left_on(project: Project, root: str) -> str:
    """The line that says `DEBUG = True` in what an application of the service surely loads, as path:line; or ''."""
    for file in project.services.get(root, ()):
        named = b"DEBUG" in file.spelled or b"debug" in file.spelled or b"from_object" in file.spelled
        if named and not project.is_test(file.path) and parses(file):
            for found in (*_set(file), *_loaded(file)):
                return found
    return ""


def _set(file: SourceFile) -> Iterator[str]:
    """`app.config["DEBUG"] = True` and `app.debug = True`, in no branch."""
    for each in file.nodes(ast.Assign):
        target = each.targets[0]
        entry = isinstance(target, ast.Subscript) and literal(target.slice) == "DEBUG" and is_config(target.value)
        own = isinstance(target, ast.Attribute) and target.attr == "debug" and file.data.count(b"Flask(") > 0
        if (entry or own) and _is_true(each.value) and not _is_in_branch(file, each):
            yield f"{file.path}:{each.lineno}"


def _loaded(file: SourceFile) -> Iterator[str]:
    """`app.config.from_object(Development)`, in no branch, where that or a base of it says so."""
    for call in file.nodes(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr == TAKERS[0] and call.args:
            for file_of, node in _taken(file, call.args[0]) if not _is_in_branch(file, call) else ():
                if line := _says(file_of, node):
                    yield f"{file_of.path}:{line}"


def _is_in_branch(file: SourceFile, node: ast.AST) -> bool:
    return any(isinstance(each, _BRANCHES) for each in file.ancestors(node))


def _taken(file: SourceFile, given: ast.expr) -> Iterator[tuple[SourceFile, ast.AST]]:
    """The class or module that is given, by its name, as text or as the default of a parameter."""
    if isinstance(given, ast.Name):
        function = file.function(given)
        given = (_default(function.args, given.id) if function is not None else None) or given
    if (dotted := literal(given)) is None:
        yield from ((each.file, each.node) for each in evaluate(file, given) if each.kind in ("class", "module"))
    elif module := file.project.module(dotted, file.path):
        yield module, module.tree
    elif module := file.project.module(dotted.rpartition(".")[0], file.path):
        yield from ((module, each) for each in module.nodes(ast.ClassDef) if each.name == dotted.rpartition(".")[2])


def _default(arguments: ast.arguments, name: str) -> ast.expr | None:
    own = [*arguments.posonlyargs, *arguments.args]
    given = zip(reversed(own), reversed(arguments.defaults), strict=False)
    keywords = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return next((value for each, value in (*given, *keywords) if each.arg == name), None)


def _says(file: SourceFile, node: ast.AST, depth: int = 0) -> int:
    """The line of `DEBUG = True` in a class, else in its first bases, or in a module; 0 for none."""
    said = [
        each for each in getattr(node, "body", ())
        if isinstance(each, ast.Assign | ast.AnnAssign)
        and ast.unparse(each.target if isinstance(each, ast.AnnAssign) else each.targets[0]) == "DEBUG"
    ]  # fmt: skip
    if said:
        return said[-1].lineno if _is_true(said[-1].value) else 0
    bases = [each for base in getattr(node, "bases", ()) for each in evaluate(file, base) if each.file is file]
    return next((line for each in bases if depth < _DEPTH and (line := _says(file, each.node, depth + 1))), 0)


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
