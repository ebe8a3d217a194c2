"""Who calls whom inside the project, as far as it resolves: through names, modules, self, instances and callbacks.

Nothing is built up front: callees come from the calls that stand in a piece of code. What does not resolve is no edge.
The other direction is model.callers.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from codemods.libraries.frameworks.web import HOOKS
from codemods.libraries.standard import CALLS_FOR
from codemods.model.functions import FUNCTIONS, is_property
from codemods.model.names import last_name, qualified
from codemods.model.parsable import readable
from codemods.model.scopes import scope_of, tables
from codemods.model.types import Thing, evaluate, member, result, subclasses
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.text.code_bytes import defines
from codemods.vocabulary.kept import fact, once

Kind = Literal["call", "callback", "decorator", "wrapper"]
CONSTRUCTORS = ("__init__", "__new__", "__post_init__")
MANAGERS = ("__enter__", "__exit__", "__aenter__", "__aexit__")
_HANDED = (ast.Name, ast.Attribute, ast.Lambda, ast.Call)


@dataclass(frozen=True, slots=True)
class Code:
    """What runs as one: a function or lambda, a file's module level (Module), or its main guard (If)."""

    file: SourceFile
    node: ast.AST

    @property
    def name(self) -> str:
        """What a message calls it: `create_app`, `Mailer.send`, `app.py`."""
        if isinstance(self.node, ast.FunctionDef | ast.AsyncFunctionDef):
            parent = self.file.parents.get(self.node)
            return f"{parent.name}.{self.node.name}" if isinstance(parent, ast.ClassDef) else self.node.name
        if isinstance(self.node, ast.Lambda):
            return "lambda"
        return self.file.path if isinstance(self.node, ast.Module) else f"{self.file.path} as a script"


@dataclass(frozen=True, slots=True)
class Edge:
    """The caller runs the callee, or hands it (callback) to the call at `node`, which may run it.

    decorator: the callee is called to decorate; wrapper: it is what a decorator put in the caller's place.
    """

    caller: Code
    callee: Code
    node: ast.AST
    kind: Kind = "call"


@dataclass(frozen=True, slots=True)
class Path:
    """The way from a piece of code to what was asked for."""

    codes: tuple[Code, ...]
    file: SourceFile
    node: ast.AST

    def __str__(self) -> str:
        called = self.node.func if isinstance(self.node, ast.Call) else self.node
        last = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        return " → ".join([*(each.name for each in self.codes), *([last] if last else [])])


def code_at(file: SourceFile, node: ast.AST) -> Code:
    """The code that runs a node: the innermost function, else the main guard, else the module level."""
    if isinstance(node, (*FUNCTIONS, ast.Module)):
        return Code(file, node)
    scope: ast.AST = scope_of(file, node)
    while isinstance(scope, ast.ClassDef):
        scope = scope_of(file, scope)
    if isinstance(scope, ast.Module) and (guard := main_guard(file)) is not None:
        child = node
        for each in file.ancestors(node):
            if each is guard and child in guard.body:
                return Code(file, guard)
            child = each
    return Code(file, scope)


def main_guard(file: SourceFile) -> ast.If | None:
    """The `if __name__ == "__main__":` of a file."""
    if b"__main__" not in file.spelled:
        return None
    for node in file.tree.body:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Compare) and isinstance(node.test.ops[0], ast.Eq):
            sides = [node.test.left, *node.test.comparators]
            names = {each.id for each in sides if isinstance(each, ast.Name)}
            # Another word is a module's own name, and such a branch runs when it is imported.
            if "__name__" in names and any(
                isinstance(each, ast.Constant) and each.value == "__main__" for each in sides
            ):
                return node
    return None


def body(code: Code) -> list[ast.AST]:
    """The nodes that run when the code runs: those of nested classes, not those of nested functions."""
    return _body(code.file, code.node)


@fact
def _body(file: SourceFile, node: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = []
    inner = getattr(node, "body", [])
    stack: list[ast.AST] = [inner] if isinstance(inner, ast.AST) else list(inner)
    guard = main_guard(file) if isinstance(node, ast.Module) else None
    while stack:
        each = stack.pop()
        found.append(each)
        if each is guard:
            stack.extend(guard.orelse)
        elif isinstance(each, FUNCTIONS):
            stack.extend((*getattr(each, "decorator_list", ()), *each.args.defaults))
            stack.extend(default for default in each.args.kw_defaults if default)
        else:
            stack.extend(ast.iter_child_nodes(each))
    return found


def callees(code: Code) -> tuple[Edge, ...]:
    """What a piece of code calls, hands on or is wrapped by, in no special order."""
    return _callees(code.file, code)


@once
def _callees(file: SourceFile, code: Code) -> tuple[Edge, ...]:
    found = [edge for node in body(code) for edge in edges_at(file, node)]
    if isinstance(code.node, ast.FunctionDef | ast.AsyncFunctionDef):
        found += [each for each in edges_at(file, code.node) if each.kind == "wrapper"]
    return tuple(dict.fromkeys(each for each in found if each.caller == code))


def reaches(code: Code, predicate: Callable[[SourceFile, ast.AST], bool]) -> Path | None:
    """The shortest way from a piece of code to a node that the predicate accepts, itself and its callees searched."""
    seen = {code}
    queue: list[tuple[Code, ...]] = [(code,)]
    while queue:
        way = queue.pop(0)
        here = way[-1]
        for node in body(here):
            if predicate(here.file, node):
                return Path(way, here.file, node)
        for edge in callees(here):
            if edge.callee not in seen:
                seen.add(edge.callee)
                queue.append((*way, edge.callee))
    return None


@once
def edges_at(file: SourceFile, node: ast.AST) -> tuple[Edge, ...]:
    """The edges that one node makes: a call, a decorated definition, a `with`, a property that is read."""
    return tuple(_edges(file, node))


def _edges(file: SourceFile, node: ast.AST) -> Iterator[Edge]:
    match node:
        case ast.Call():
            here = code_at(file, node)
            for code in _targets(file, node.func):
                yield Edge(here, code, node)
            for value in arguments(node):
                if isinstance(value, _HANDED):
                    for code in _functions(evaluate(file, value)):
                        yield Edge(here, code, node, "callback")
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() if node.decorator_list:
            here = code_at(file, node.decorator_list[0])
            # `functools.wraps(f)` takes names from `f` and calls nothing.
            for each in (other for other in node.decorator_list if qualified(file, other) != "functools.wraps"):
                for code in _functions(evaluate(file, each)):
                    yield Edge(here, code, each, "decorator")
                    if not isinstance(node, ast.ClassDef):
                        for inner in _functions(result(code.file, code.node)):
                            yield Edge(Code(file, node), inner, each, "wrapper")
        case ast.withitem(context_expr=context):
            for name in MANAGERS:
                for code in _methods(evaluate(file, context), name):
                    yield Edge(code_at(file, context), code, context)
        case ast.Attribute(ctx=ast.Load()):
            for code in _methods(evaluate(file, node.value), node.attr):
                if is_property(code.node):
                    yield Edge(code_at(file, node), code, node)


def arguments(call: ast.Call) -> Iterator[ast.expr]:
    """What a call is given; in a list what is in it, where an application runs that at its start or its stop."""
    hooked = isinstance(call.func, ast.Attribute) and last_name(call.func.value) in HOOKS
    for name, value in (*((None, each) for each in call.args), *((each.arg, each.value) for each in call.keywords)):
        if (name in HOOKS or hooked) and isinstance(value, ast.List | ast.Tuple):
            yield from value.elts
        else:
            yield value


def made_by(file: SourceFile, call: ast.Call) -> ast.Call:
    """The call that is made there: `load(path)` for `await to_thread(load, path)`, else the call itself."""
    at = CALLS_FOR.get(last_name(call.func))
    if at is None or len(call.args) <= at or not isinstance(file.parents.get(call), ast.Await):
        return call
    function = call.args[at]
    if not isinstance(function, ast.Name | ast.Attribute):
        return call
    made = ast.Call(function, call.args[at + 1 :], call.keywords)
    return ast.copy_location(made, call)


def _functions(things: Iterable[Thing]) -> Iterator[Code]:
    return (Code(each.file, each.node) for each in things if each.kind == "function")


def _methods(things: Iterable[Thing], name: str, kind: str = "instance") -> Iterator[Code]:
    """The methods of that name of the instances (or classes) among the things."""
    for thing in things:
        if thing.kind == kind and isinstance(thing.node, ast.ClassDef):
            yield from _functions(member(thing.file, thing.node, name))


def _targets(file: SourceFile, function: ast.expr) -> Iterator[Code]:
    """What calling an expression runs."""
    things = evaluate(file, function)
    yield from _functions(things)
    yield from _methods(things, "__call__")
    for name in CONSTRUCTORS:
        yield from _methods(things, name, "class")
    if isinstance(function, ast.Attribute):
        if isinstance(function.value, ast.Name) and function.value.id in ("self", "cls"):
            yield from _overriding(file, function)
        elif not things and not qualified(file, function.value) and not evaluate(file, function.value):
            yield from only_method(file.project, function.attr)


def _overriding(file: SourceFile, function: ast.Attribute) -> Iterator[Code]:
    """The methods of subclasses that `self.method()` of a base may mean."""
    for thing in evaluate(file, function.value):
        if isinstance(thing.node, ast.ClassDef):
            for other, each in subclasses(thing.file, thing.node):
                for binding in tables(other)[each].names.get(function.attr, []):
                    if binding.kind == "def":
                        yield Code(other, binding.node)


def only_method(project: Project, name: str) -> tuple[Code, ...]:
    """The method that a call on an unknown object means, where the whole project has one of that (composed) name."""
    return () if "_" not in name.strip("_") or name.startswith("_") else _only_method(project, name)


@once
def _only_method(project: Project, name: str) -> tuple[Code, ...]:
    found: list[Code] = []
    files = [
        each for each in project.words.holding(name.encode(), whole=True)
        if not project.is_test(each.path) and defines(each, name)
    ]  # fmt: skip
    if len(files) == 1:
        for file in readable(files):
            for scope, table in tables(file).items():
                if not isinstance(scope, ast.Lambda):
                    found += [Code(file, each.node) for each in table.names.get(name, []) if each.kind == "def"]
    only = len(found) == 1 and isinstance(found[0].file.parents.get(found[0].node), ast.ClassDef)
    return tuple(found) if only else ()


def carried_out(node: ast.AST) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The function that a call of a function or a class runs."""
    if isinstance(node, ast.ClassDef):
        return next((each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"), None)
    return node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else None


def parameter(
    file: SourceFile, function: ast.FunctionDef | ast.AsyncFunctionDef, call: ast.Call, given: ast.AST
) -> str:
    """The parameter of a function of the file that gets an argument of a call, '' where that is not to be seen."""
    for keyword in call.keywords:
        if keyword.value is given or keyword is given:
            return keyword.arg or ""
    names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    plain = any(last_name(each) == "staticmethod" for each in function.decorator_list)
    bound = isinstance(file.parents.get(function), ast.ClassDef) and not plain
    at = next((at for at, each in enumerate(call.args) if each is given), len(call.args)) + bound
    if at < len(names):
        return names[at]
    return function.args.vararg.arg if function.args.vararg else ""
