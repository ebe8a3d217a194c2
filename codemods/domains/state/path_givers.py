"""What a path begins with, who gives it, and in which functions it begins."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.state.path_keys import first_part
from codemods.libraries.files import FOLDERS, FROM_ARGUMENT, FROM_OBJECT
from codemods.model.call_graph import Code
from codemods.model.callers import callers
from codemods.model.names import called
from codemods.model.scopes import lookup
from codemods.model.strings import argument
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile


def outermost(file: SourceFile, node: ast.AST) -> ast.AST:
    """The function of a module or class that the node stands in, also through nested ones; the module without one."""
    found: ast.AST = file.tree
    for each in file.ancestors(node):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            found = each
    return found


def base(file: SourceFile, node: ast.expr) -> ast.expr:
    """What a path begins with, through joins and names of one value."""
    seen: set[ast.expr] = set()
    while node not in seen:
        seen.add(node)
        first = _derived_from(first_part(file, node))
        if first is not node:
            node = first
            continue
        bindings = lookup(file, node, node.id) if isinstance(node, ast.Name) else []
        if len(bindings) != 1 or bindings[0].kind != "value" or bindings[0].value is None:
            break
        node = bindings[0].value
    return node


def _derived_from(node: ast.expr) -> ast.expr:
    """The path that another one is made of: `Path(p).with_suffix(".png")`, `os.path.splitext(p)[0]`."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="os"), attr="replace"), args=[_, new, *_]):
            return new
        case ast.Call(func=ast.Attribute(value=value, attr="replace"), args=[old, new, *_]):
            # `path.replace(from_folder, to_folder)` is below the second; of "_" for " " the path is still made.
            return value if isinstance(old, ast.Constant) else new
        case ast.Call(func=ast.Attribute(attr=name), args=[first, *_]) if name in FROM_ARGUMENT:
            return first
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in FROM_ARGUMENT:
            return first
        case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in FROM_OBJECT:
            return value
        case ast.Attribute(value=value, attr="parent" | "stem" | "name") | ast.Subscript(value=value):
            return value
    return node


def given_by_callers(file: SourceFile, node: ast.Name) -> Iterator[tuple[SourceFile, ast.expr]]:
    """What the callers of the function that the parameter belongs to give for it."""
    function = next(
        (each for each in file.ancestors(node) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
         and node.id in [arg.arg for arg in (*each.args.posonlyargs, *each.args.args, *each.args.kwonlyargs)]), None,
    )  # fmt: skip
    if function is None:
        return
    names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    shift = names[:1] in (["self"], ["cls"])
    position = names.index(node.id) - shift if node.id in names else 99
    for edge in callers(Code(file, function)):
        if edge.kind == "call" and isinstance(edge.node, ast.Call) and position >= 0:
            value = argument(edge.node, position, node.id)
            if value is not None:
                yield edge.caller.file, value


def origins(file: SourceFile, node: ast.expr) -> frozenset[ast.AST]:
    """The functions in which the path begins: those that make it, not those that it is handed to."""
    return frozenset(maker for here, each in beginnings(file, node) for maker in _makers(here, each))


def beginnings(file: SourceFile, node: ast.expr) -> Iterator[tuple[SourceFile, ast.expr]]:
    """The expressions that the path is made of in the end, where nothing tells what they are made of."""
    seen: set[ast.AST] = set()
    pending = [(file, node)]
    for here, each in pending:
        if each not in seen:
            seen.add(each)
            before = list(_before(here, each))
            pending += before
            if not before:
                yield here, each


def _makers(file: SourceFile, node: ast.expr) -> set[ast.AST]:
    """The function of the project that is called for the path, else the one that the expression stands in."""
    things = evaluate(file, node.func) if isinstance(node, ast.Call) else ()
    made = {each.node for each in things if each.kind == "function"}
    return made or {outermost(file, node)}


def _before(file: SourceFile, node: ast.expr) -> Iterator[tuple[SourceFile, ast.expr]]:
    """What the path is made of: the first part of a join, what its name or its parameter is given, a walked folder."""
    first = _derived_from(first_part(file, node))
    if first is not node:
        yield file, first
    elif isinstance(node, ast.Await):
        yield file, node.value
    elif isinstance(node, ast.Name):
        for binding in lookup(file, node, node.id):
            if binding.kind == "param":
                yield from given_by_callers(file, node)
            elif binding.value is not None and file.function(binding.value) is not None:
                yield file, binding.value
            elif isinstance(binding.node, ast.For | ast.comprehension) and (folder := _walked(file, binding.node.iter)):
                yield file, folder


def _walked(file: SourceFile, node: ast.expr) -> ast.expr | None:
    """The folder that a loop goes through: `os.walk(folder)`."""
    if isinstance(node, ast.Call) and called(file, node) in FOLDERS:
        return argument(node, 0, "top", "path")
    return None
