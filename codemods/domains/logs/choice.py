"""Whether somebody outside the code chooses a log's file, or whether there is one: no rewrite may ignore the choice."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence

from codemods.model.environment_reads import environment_read
from codemods.model.names import called, members, qualified
from codemods.model.scopes import Binding, lookup, tables
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

CHOSEN = "the file's name is a setting or an argument: let whoever gives it choose stdout, and make stdout the default"

# What says where the program itself is, or what time it is: nobody chooses that.
_PLACES = frozenset(
    ("root_path", "instance_path", "parent", "parents", "name", "import_name", "stem", "BASE_DIR", "__name__",
     "__class__", "__file__", "ROOT_DIR", "PROJECT_ROOT")
)  # fmt: skip
_METHODS = frozenset(
    ("strftime", "format", "join", "joinpath", "resolve", "absolute", "with_suffix", "with_name", "expanduser",
     "replace", "lower", "upper", "as_posix", "strip", "rstrip", "lstrip", "date", "isoformat", "split", "exists",
     "is_dir", "is_file", "hasHandlers", "values", "items")
)  # fmt: skip
_BUILTINS = ("builtins.str", "builtins.repr", "builtins.int", "builtins.len", "builtins.any", "builtins.isinstance")
_ASKING = ("argparse.", "configparser.", "os.environ", "os.getenv", "sys.argv")
_OPTION = re.compile(r"(?<![a-z])logs?(?![a-z])|logfile|stdout|console|(?<![a-z])files?(?![a-z])", re.IGNORECASE)


def is_chosen(file: SourceFile, path: ast.expr | None) -> bool:
    """Whether a setting, an argument or the environment has a say in the path, or what can't be known here."""
    return path is not None and _outside(file, path, set())


def is_asked_for(file: SourceFile, node: ast.AST) -> bool:
    """Whether a setting or an argument about logging decides if the code at the node runs at all."""
    if any(_is_option(file, test) for test in _tests(file, node)):
        return True
    function = file.function(node)
    if function is None or isinstance(function, ast.Lambda):
        return False
    calls = [each for each in file.nodes(ast.Call) if _last(each.func) == function.name]
    return bool(calls) and all(any(_is_option(file, test) for test in _tests(file, each)) for each in calls)


def is_emptied(file: SourceFile, statements: Sequence[ast.stmt]) -> bool:
    """Whether a function would have nothing left to do without the statements."""
    gone = {id(each) for each in statements}
    for function in {id(each): each for each in map(file.function, statements)}.values():
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
            if all(id(each) in gone for each in body):
                return True
    return False


def _tests(file: SourceFile, node: ast.AST) -> Iterator[ast.expr]:
    """What decides whether the node runs: the `if` around it, and those before it that end with a return."""
    child = node
    for each in file.ancestors(node):
        if isinstance(child, ast.stmt):
            block = file.block(child)
            for before in block[: block.index(child)]:
                if isinstance(before, ast.If) and not before.orelse and isinstance(before.body[-1], ast.Return):
                    yield before.test
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            return
        if isinstance(each, ast.If | ast.IfExp) and child is not each.test:
            yield each.test
        child = each


def _is_option(file: SourceFile, test: ast.expr) -> bool:
    return any(_has_option(file, each) for each in ast.walk(test)) or any(
        isinstance(each, ast.Name | ast.Attribute | ast.Subscript | ast.Call)
        and _OPTION.search(ast.unparse(each)) is not None
        and _outside(file, each, set())
        for each in ast.walk(test)
    )


def _has_option(file: SourceFile, node: ast.AST) -> bool:
    """Whether settings are asked if they name a log's file at all: `"logfile" in settings`."""
    match node:
        case ast.Compare(left=ast.Constant(value=str(key)), ops=[ast.In() | ast.NotIn()], comparators=[settings]):
            return _OPTION.search(key) is not None and _outside(file, settings, set())
    return False


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _outside(file: SourceFile, node: ast.AST, seen: set[int]) -> bool:
    if id(node) in seen:
        return False
    seen.add(id(node))
    match node:
        case ast.Constant():
            return False
        case ast.Name():
            return any(_bound(file, node, each, seen) for each in lookup(file, node, node.id))
        case ast.Attribute():
            return _attribute(file, node, seen)
        case ast.Subscript(value=value):
            whole = isinstance(value, ast.Call) or _last(value) in ("parents", "argv") or _is_display(file, value)
            return not whole or _outside(file, value, seen)
        case ast.Call():
            return _call(file, node, seen)
        case ast.Lambda() | ast.Starred() | ast.Await() | ast.Yield():
            return True
        case _:
            return any(
                _outside(file, each, seen)
                for each in ast.iter_child_nodes(node)
                if isinstance(each, ast.expr | ast.comprehension)
            )


def _bound(file: SourceFile, node: ast.Name, binding: Binding, seen: set[int]) -> bool:
    """Whether one of a name's values comes from outside."""
    if binding.kind == "param":
        return not _names_logger(file, node)
    if isinstance(binding.node, ast.ImportFrom):
        return _imported(file, node, binding.node, seen)
    if isinstance(binding.value, ast.Constant) and isinstance(binding.value.value, bool):
        return any(_outside(file, test, seen) for test in _tests(file, binding.node))
    if binding.value is not None:
        setting = isinstance(file.parents[binding.node], ast.ClassDef) and _OPTION.search(node.id) is not None
        return setting or _outside(file, binding.value, seen)
    if isinstance(binding.node, ast.For | ast.comprehension):
        return _outside(file, binding.node.iter, seen)
    return binding.kind == "other"


def _names_logger(file: SourceFile, node: ast.Name) -> bool:
    """Whether the parameter is the logger's name, which the function needs without the file too."""
    function = file.function(node)
    return function is not None and any(
        isinstance(each, ast.Call)
        and called(file, each) == "logging.getLogger"
        and any(isinstance(one, ast.Name) and one.id == node.id for one in ast.walk(each))
        for each in ast.walk(function)
    )


def _imported(file: SourceFile, node: ast.Name, statement: ast.ImportFrom, seen: set[int]) -> bool:
    """The same for a constant of another module; one about logs is a setting of its own."""
    name = next((each.name for each in statement.names if (each.asname or each.name) == node.id), "")
    module = file.project.absolute_name(file.path, statement.level, statement.module)
    if module.partition(".")[0] in sys.stdlib_module_names:
        return False
    target = file.project.module(module, file.path)
    if target is None or _OPTION.search(name):
        return True
    try:
        bindings = tables(target)[target.tree].names.get(name, [])
    except Unreadable:
        return True
    return any(each.value is None or _outside(target, each.value, seen) for each in bindings)


def _attribute(file: SourceFile, node: ast.Attribute, seen: set[int]) -> bool:
    if node.attr in _PLACES:
        return isinstance(node.value, ast.Call | ast.BinOp) and _outside(file, node.value, seen)
    owner = file.enclosing_class(node)
    if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls") and owner is not None:
        own = tables(file)[owner].names.get(node.attr, [])
        values = [*members(file, owner).get(node.attr, []), *(each.value for each in own if each.value is not None)]
        return not values or any(_outside(file, each, seen) for each in values)
    name = qualified(file, node)
    if name.partition(".")[0] in sys.stdlib_module_names and not name.startswith(_ASKING):
        return isinstance(node.value, ast.Call) and _outside(file, node.value, seen)
    return True


def _is_display(file: SourceFile, node: ast.expr) -> bool:
    """Whether the expression is a dictionary or list that the code itself spells out."""
    if not isinstance(node, ast.Name):
        return isinstance(node, ast.Dict | ast.List | ast.Tuple)
    bindings = lookup(file, node, node.id)
    return bool(bindings) and all(isinstance(each.value, ast.Dict | ast.List | ast.Tuple) for each in bindings)


def _call(file: SourceFile, node: ast.Call, seen: set[int]) -> bool:
    if environment_read(file, node) is not None:
        return True
    name = called(file, node)
    known = name.partition(".")[0] in sys.stdlib_module_names and not name.startswith(_ASKING)
    method = isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS
    if not known and not method and name not in _BUILTINS:
        return True
    parts = [*node.args, *(each.value for each in node.keywords)]
    if method and isinstance(node.func, ast.Attribute) and not name.startswith("os."):
        parts.append(node.func.value)
    return any(_outside(file, each, seen) for each in parts)
