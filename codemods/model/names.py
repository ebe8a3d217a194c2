"""The qualified name behind an expression, through imports, aliases, instances and re-exports."""

from __future__ import annotations

import ast
import builtins
import re
import sys

from codemods.model.scopes import Binding, at_the_end, reaching, rivals, tables
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import Names, fact, once
from codemods.vocabulary.unreadable import Unreadable

# Names are followed once each; a chain of calls (`a().b().c()`) is as deep as it is written, but Python has a stack.
# `flask.ext.cache`, as extensions were imported before Flask 1.0, is `flask_cache`.
_OF_FLASK = re.compile(r"^flask\.ext\.(?=\w)")
_DEPTH = Limit(100, "a chain of calls and names")
_ALIAS = re.compile(r"as(?<=\bas)[\s\\]+(\w+)")


class _Seen(set[int]):
    """The names that were asked already: they said nothing, or the search would be over.

    `stays`: whether the search ends with _Elsewhere where it comes to another file.
    """

    def __init__(self, *, stays: bool = False) -> None:
        super().__init__()
        self.stays = stays


class _Elsewhere(Exception):
    """Another file has to be asked."""


@once
def qualified(file: SourceFile, node: ast.AST) -> str:
    """The dotted name of what the expression is, '' where it can't be known.

    A call is named as what it calls, so after `app = Flask(__name__)` both `app.run` and `Flask(__name__).run` are
    `flask.Flask.run`; builtins are `builtins.open`; what the project defines is named by its module's path from the
    root. Names imported from a module of the project are followed into it.
    """
    return sys.intern(_qualified(file, node, 0, _Seen()))


def _qualified(file: SourceFile, node: ast.AST, depth: int, seen: _Seen) -> str:
    if _DEPTH.is_passed(file, depth):
        return ""
    match node:
        case ast.Name():
            return _name(file, node, depth, seen)
        case ast.Attribute():
            return _attribute(file, node, depth, seen)
        case ast.Call():
            return _qualified(file, node.func, depth + 1, seen)
        case ast.Await() | ast.NamedExpr():
            return _qualified(file, node.value, depth + 1, seen)
        case _:
            return ""


def called(file: SourceFile, node: ast.Call) -> str:
    """The qualified name of what a call calls."""
    return qualified(file, node.func)


def last_name(node: ast.AST) -> str:
    """The last word of a name as it is spelled, '' for what is no name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def awaited(node: ast.expr) -> ast.expr:
    """What an expression waits for: `load()` of `await load()`; itself where it does not."""
    return node.value if isinstance(node, ast.Await) else node


def spelled(file: SourceFile, node: ast.AST, name: str) -> str:
    """How code at this node says a qualified name by an import in the blocks around it, '' where there is none.

    The module's own imports do not count here: `Edit.name` knows those.
    """
    module, _, last = name.rpartition(".")
    for each in file.ancestors(node):
        if isinstance(each, ast.Module):
            break
        for statement in getattr(each, "body", ()) if isinstance(each, ast.stmt) else ():
            if statement.lineno > node.lineno:  # type: ignore[attr-defined]
                break
            if isinstance(statement, ast.Import):
                for alias in statement.names:
                    if alias.name == module or (not alias.asname and alias.name.startswith(f"{module}.")):
                        return f"{alias.asname or module}.{last}"
            elif isinstance(statement, ast.ImportFrom) and statement.module == module and not statement.level:
                for alias in statement.names:
                    if alias.name == last:
                        return alias.asname or last
    return ""


def may_be_called(file: SourceFile, node: ast.Call, last: frozenset[str]) -> bool:
    """The cheap question before `called`: whether what is called ends in one of these words, or may be an alias."""
    match node.func:
        case ast.Attribute(attr=name):
            return name in last
        case ast.Name(id=name):
            return name in last or name in aliases(file)
    return True


@fact
def aliases(file: SourceFile) -> frozenset[str]:
    """The names that stand behind an `as` in the file."""
    return frozenset(_ALIAS.findall(file.spelled.decode(errors="replace")))


def module_name(file: SourceFile) -> str:
    """The file's dotted name from the project's root."""
    stem = file.path.removesuffix(".py").removesuffix("/__init__")
    return stem.replace("/", ".")


def is_of_project(file: SourceFile, name: str) -> bool:
    """Whether a qualified name begins with a module of the project, as the file would import it."""
    parts = name.split(".")
    return any(file.project.module(".".join(parts[:end]), file.path) for end in range(1, len(parts)))


def exported(file: SourceFile, name: str) -> str:
    """The qualified name of a name at the module level of a file of the project."""
    return _exported(file, name, 0, _Seen())


def _exported(file: SourceFile, name: str, depth: int, seen: _Seen) -> str:
    try:
        if not seen.stays and (found := _told(file, name)) is not None:
            return next(iter(found))
        bindings = tables(file)[file.tree].names.get(name, [])
    except Unreadable:
        return ""
    if not bindings:
        return f"{module_name(file)}.{name}"
    return _bound(file, name, at_the_end(file, bindings), depth, seen)


@once
def _told(file: SourceFile, name: str) -> Names | None:
    """The qualified name, if the file alone tells it, as most do; None if another one has to be asked.

    So whoever asks for one name hangs on what it is, and not on the rest of the file. Raises Unreadable.
    """
    try:
        return Names((_exported(file, name, 0, _Seen(stays=True)),))
    except _Elsewhere:
        return None


def _name(file: SourceFile, node: ast.Name, depth: int, seen: _Seen) -> str:
    bindings = reaching(file, node, node.id)
    if bindings:
        return _bound(file, node.id, bindings, depth, seen)
    return f"builtins.{node.id}" if hasattr(builtins, node.id) else ""


def _bound(file: SourceFile, name: str, bindings: list[Binding], depth: int, seen: _Seen) -> str:
    """The first binding that says something: `try: import a except ImportError: import b as a` is a.

    '' where an `if` chooses between imports or definitions of different things.
    """
    if id(bindings) in seen:
        return ""
    seen.add(id(bindings))
    if (chosen := rivals(file, bindings)) and len({_one(file, name, each, depth, seen) for each in chosen}) > 1:
        return ""
    return next((found for each in bindings if (found := _one(file, name, each, depth, seen))), "")


def _one(file: SourceFile, name: str, binding: Binding, depth: int, seen: _Seen) -> str:
    match binding.kind:
        case "import":
            assert isinstance(binding.node, ast.alias)
            return binding.node.name if binding.node.asname else binding.node.name.partition(".")[0]
        case "from":
            assert isinstance(binding.node, ast.ImportFrom)
            original = next(each.name for each in binding.node.names if (each.asname or each.name) == name)
            return _imported(file, binding.node, original, depth, seen)
        case "def" | "class":
            return f"{module_name(file)}.{name}"
        case "value" if binding.value is not None:
            return _qualified(file, binding.value, depth + 1, seen)
    return ""


def _imported(file: SourceFile, statement: ast.ImportFrom, name: str, depth: int, seen: _Seen) -> str:
    module = file.project.absolute_name(file.path, statement.level, statement.module)
    target = file.project.module(module, file.path) if module or statement.level else None
    if target is not None and target is not file and not _DEPTH.is_passed(file, depth + 1):
        if seen.stays:
            raise _Elsewhere
        submodule = file.project.module(f"{module}.{name}", file.path)
        if submodule is not None and target.path.endswith("__init__.py") and not _binds(target, name):
            return module_name(submodule)
        return _exported(target, name, depth + 1, seen)
    submodule = file.project.module(f"{module}.{name}" if module else name, file.path)
    return module_name(submodule) if submodule is not None else _OF_FLASK.sub("flask_", f"{module}.{name}")


def _binds(file: SourceFile, name: str) -> bool:
    try:
        return name in tables(file)[file.tree].names
    except Unreadable:
        return False


def _attribute(file: SourceFile, node: ast.Attribute, depth: int, seen: _Seen) -> str:
    if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
        return _member(file, node, depth, seen)
    base = _qualified(file, node.value, depth + 1, seen)
    if not base:
        return ""
    if isinstance(node.value, ast.Name | ast.Attribute):
        module = file.project.module(base, file.path)
        if module is not None and module is not file and not _DEPTH.is_passed(file, depth + 1):
            if seen.stays:
                raise _Elsewhere
            return _exported(module, node.attr, depth + 1, seen)
    return f"{base}.{node.attr}"


def _member(file: SourceFile, node: ast.Attribute, depth: int, seen: _Seen) -> str:
    """`self.x`: what the class assigns to it, in its body or in any method."""
    owner = file.enclosing_class(node)
    if owner is None:
        return ""
    for binding in tables(file)[owner].names.get(node.attr, []):
        if binding.kind in ("def", "class"):
            return f"{module_name(file)}.{owner.name}.{node.attr}"
        if binding.value is not None and (found := _qualified(file, binding.value, depth + 1, seen)):
            return found
    values = members(file, owner).get(node.attr)
    if values is not None and id(values) not in seen:
        seen.add(id(values))
        for value in values:
            if found := _qualified(file, value, depth + 1, seen):
                return found
    return ""


def members(file: SourceFile, owner: ast.ClassDef) -> dict[str, list[ast.expr]]:
    """What the methods of a class assign to attributes of `self`, by attribute."""
    return _members(file).get(owner, {})


@fact
def _members(file: SourceFile) -> dict[ast.AST, dict[str, list[ast.expr]]]:
    rows: list[tuple[int, int, int, ast.AST, str, ast.expr]] = []
    assigned: list[ast.Assign | ast.AnnAssign] = [*file.nodes(ast.Assign), *file.nodes(ast.AnnAssign)]
    for node in assigned:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            match target:
                case ast.Attribute(value=ast.Name(id="self"), attr=name) if node.value is not None:
                    around = enumerate(file.ancestors(node))
                    rows += [
                        (depth, node.lineno, node.col_offset, each, name, node.value)
                        for depth, each in around if isinstance(each, ast.ClassDef)
                    ]  # fmt: skip
    found: dict[ast.AST, dict[str, list[ast.expr]]] = {}
    # What stands less deep comes first: a constructor's assignment before one under a condition.
    for *_, each, name, value in sorted(rows, key=lambda row: row[:3]):
        found.setdefault(each, {}).setdefault(name, []).append(value)
    return found
