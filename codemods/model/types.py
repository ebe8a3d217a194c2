"""What an expression is among the project's own modules, classes, instances and functions."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from codemods.libraries.frameworks.web import LOADED, WRAPPERS
from codemods.libraries.sqlalchemy import FETCHES
from codemods.model.functions import FUNCTIONS, is_property, returns
from codemods.model.import_graph import knowing, submodule
from codemods.model.names import members, qualified
from codemods.model.parsable import mentioning
from codemods.model.scopes import Binding, lookup, reaching, scope_of, tables
from codemods.project.memo import asked
from codemods.project.source_file import SourceFile
from codemods.project.text.code_bytes import may_derive
from codemods.vocabulary.unreadable import Unreadable

# All others are nothing of the project's.
_TELLING = (
    ast.Name, ast.Attribute, ast.Call, ast.Lambda, ast.Await, ast.NamedExpr, ast.Starred, ast.IfExp, ast.BoolOp,
    ast.Subscript,
)  # fmt: skip
_RECEIVERS = ("self", "cls", "klass", "mcs", "this")


@dataclass(frozen=True, slots=True)
class Thing:
    """A module, class, function or instance (of the class that `node` is; super: of its bases) of the project."""

    kind: Literal["module", "class", "instance", "super", "function"]
    file: SourceFile
    node: ast.AST


Things = tuple[Thing, ...]


def evaluate(file: SourceFile, node: ast.AST | None) -> Things:
    """All that an expression can be; empty where it is nothing of the project's or can't be known."""
    if not isinstance(node, _TELLING):
        return ()
    return asked(file.project, node, lambda: _readable(_evaluate(file, node)))


def _readable(found: Iterable[Thing]) -> Things:
    """All of them; none where a file that would have to be asked can't be read."""
    try:
        return tuple(found)
    except Unreadable:
        return ()


def _evaluate(file: SourceFile, node: ast.AST) -> Iterator[Thing]:
    match node:
        case ast.Name():
            yield from named(file, node, node.id)
            if node.id == "current_user" and (loader := LOADED.get(qualified(file, node))):
                yield from _loaded(file, loader)
        case ast.Attribute():
            yield from _attribute(file, node)
        case ast.Call():
            yield from _call(file, node)
        case ast.Lambda():
            yield Thing("function", file, node)
        case ast.Await() | ast.NamedExpr() | ast.Starred():
            yield from evaluate(file, node.value)
        case ast.IfExp():
            yield from (*evaluate(file, node.body), *evaluate(file, node.orelse))
        case ast.BoolOp():
            for value in node.values:
                yield from evaluate(file, value)
        case ast.Subscript():
            yield from _elements(file, node.value)


def _loaded(file: SourceFile, loader: str) -> Iterator[Thing]:
    for other in mentioning(file.project, loader):
        for scope in tables(other):
            for decorator in getattr(scope, "decorator_list", ()):
                if isinstance(decorator, ast.Attribute) and decorator.attr == loader:
                    yield from result(other, scope)


def named(file: SourceFile, at: ast.AST, name: str) -> Iterator[Thing]:
    """What a name means at a node."""
    bindings = reaching(file, at, name)
    if not bindings:
        yield from _starred(file, name)
    for binding in bindings:
        yield from _bound(file, name, binding)


def exported(file: SourceFile, name: str) -> Things:
    """What a name at the module level of a file is."""
    return asked(file.project, (file.path, name), lambda: _exported(file, name))


def _exported(file: SourceFile, name: str) -> Iterator[Thing]:
    bindings = tables(file)[file.tree].names.get(name, [])
    for binding in bindings:
        yield from _bound(file, name, binding)
    if not bindings:
        if module := submodule(file, name):
            yield Thing("module", module, module.tree)
        else:
            yield from _starred(file, name)


def member(file: SourceFile, owner: ast.ClassDef, name: str, *, inherited: bool = False) -> Things:
    """What an attribute of a class or of its instances is, by the class and its bases in the project."""
    for home, each in ancestry(file, owner)[1 if inherited else 0 :]:
        bindings = tables(home)[each].names.get(name, [])
        found = [thing for binding in bindings for thing in _bound(home, name, binding)]
        for value in members(home, each).get(name, ()):
            found += evaluate(home, value)
        if found or bindings:
            return tuple(found)
    return ()


def ancestry(file: SourceFile, owner: ast.ClassDef) -> tuple[tuple[SourceFile, ast.ClassDef], ...]:
    """The class and its bases as far as the project has them, nearest first."""
    return asked(file.project, (owner, "ancestry"), lambda: _ancestry(file, owner))


def _ancestry(file: SourceFile, owner: ast.ClassDef) -> Iterator[tuple[SourceFile, ast.ClassDef]]:
    yield file, owner
    for base in owner.bases:
        for thing in evaluate(file, base):
            if isinstance(thing.node, ast.ClassDef) and thing.kind == "class":
                yield from ancestry(thing.file, thing.node)


def subclasses(file: SourceFile, owner: ast.ClassDef) -> tuple[tuple[SourceFile, ast.ClassDef], ...]:
    """The classes of the project, tests left out, that have the class among their bases."""
    return asked(file.project, (owner, "subclasses"), lambda: _subclasses(file, owner))


def _subclasses(file: SourceFile, owner: ast.ClassDef) -> Iterator[tuple[SourceFile, ast.ClassDef]]:
    known = knowing(file)
    deriving = {
        each.path for each in file.project.words.holding(owner.name.encode(), whole=True)
        if each.path in known and may_derive(each, owner.name)
    }  # fmt: skip
    for other in mentioning(file.project, owner.name, deriving):
        classes = [each for each in tables(other) if isinstance(each, ast.ClassDef) and each.bases]
        yield from ((other, each) for each in classes if each is not owner and (file, owner) in ancestry(other, each))


def instances(things: Things) -> Iterator[Thing]:
    """Instances of the classes among the things."""
    return (Thing("instance", each.file, each.node) for each in things if each.kind == "class")


def result(file: SourceFile, function: ast.AST) -> Iterator[Thing]:
    """What a call of a function gives: by its annotation, else by its return statements."""
    if not isinstance(function, ast.Lambda) and (annotation := getattr(function, "returns", None)) is not None:
        found = tuple(_annotated(file, annotation))
        if found:
            yield from found
            return
    for value in returns(function):
        yield from evaluate(file, value)


def _bound(file: SourceFile, name: str, binding: Binding) -> Iterator[Thing]:
    project, node = file.project, binding.node
    match binding.kind:
        case "def":
            yield Thing("function", file, node)
        case "class":
            yield Thing("class", file, node)
        case "import" if isinstance(node, ast.alias):
            dotted = node.name if node.asname else node.name.partition(".")[0]
            if module := project.module(dotted, file.path):
                yield Thing("module", module, module.tree)
        case "from" if isinstance(node, ast.ImportFrom):
            original = next((each.name for each in node.names if (each.asname or each.name) == name), name)
            yield from _imported(file, node, original)
        case "value":
            yield from evaluate(file, binding.value)
        case "param" if isinstance(node, ast.arg):
            yield from _parameter(file, node)
        case "other" if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            yield from _elements(file, node.iter)
        case "other" if isinstance(node, ast.Global):
            for each in tables(file)[scope_of(file, node)].names.get(name, []):
                if each.kind == "value":
                    yield from evaluate(file, each.value)


def _imported(file: SourceFile, statement: ast.ImportFrom, name: str) -> Iterator[Thing]:
    project = file.project
    dotted = project.absolute_name(file.path, statement.level, statement.module)
    target = project.module(dotted, file.path) if dotted else project.files.get("__init__.py")
    if target is not None and target is not file:
        found = tuple(exported(target, name))
        if found:
            yield from found
            return
    if module := project.module(f"{dotted}.{name}" if dotted else name, file.path):
        yield Thing("module", module, module.tree)


def _starred(file: SourceFile, name: str) -> Iterator[Thing]:
    if not name.startswith("_"):
        for binding in tables(file)[file.tree].names.get("*", []):
            if isinstance(binding.node, ast.ImportFrom):
                yield from _imported(file, binding.node, name)


def _parameter(file: SourceFile, node: ast.arg) -> Iterator[Thing]:
    function = next((each for each in file.ancestors(node) if isinstance(each, FUNCTIONS)), None)
    if function is None:
        return
    owner = file.parents.get(function)
    positional = [*function.args.posonlyargs, *function.args.args]
    if isinstance(owner, ast.ClassDef) and positional and positional[0] is node and node.arg in _RECEIVERS:
        decorators = {each.id for each in getattr(function, "decorator_list", ()) if isinstance(each, ast.Name)}
        if "staticmethod" not in decorators:
            yield Thing("class" if "classmethod" in decorators else "instance", file, owner)
        return
    if node.annotation is not None:
        yield from _annotated(file, node.annotation)


def _annotated(file: SourceFile, annotation: ast.expr) -> Iterator[Thing]:
    """Instances of the class that an annotation names, also in quotes, in `X | None` and in Optional[X]."""
    match annotation:
        case ast.Constant(value=str(name)) if name.isidentifier():
            yield from instances(tuple(named(file, annotation, name)))
        case ast.BinOp(op=ast.BitOr()):
            yield from (*_annotated(file, annotation.left), *_annotated(file, annotation.right))
        case ast.Subscript(value=ast.Name(id="Optional") | ast.Attribute(attr="Optional")):
            yield from _annotated(file, annotation.slice)
        case ast.Name() | ast.Attribute():
            yield from instances(evaluate(file, annotation))


def _attribute(file: SourceFile, node: ast.Attribute) -> Iterator[Thing]:
    bases = evaluate(file, node.value)
    # A folder without __init__.py is no file: `import a.b` and then a.b.
    dotted = "" if bases or not isinstance(node.value, ast.Name | ast.Attribute) else qualified(file, node)
    if dotted and (module := file.project.module(dotted, file.path)):
        yield Thing("module", module, module.tree)
    for base in bases:
        if base.kind == "module":
            yield from exported(base.file, node.attr)
        elif isinstance(base.node, ast.ClassDef):
            for thing in member(base.file, base.node, node.attr, inherited=base.kind == "super"):
                if base.kind != "class" and thing.kind == "function" and is_property(thing.node):
                    yield from result(thing.file, thing.node)
                else:
                    yield thing


def _call(file: SourceFile, node: ast.Call) -> Iterator[Thing]:
    if isinstance(node.func, ast.Name) and node.func.id == "super":
        owner = file.enclosing_class(node)
        if owner is not None:
            yield Thing("super", file, owner)
        return
    functions = evaluate(file, node.func)
    yield from instances(functions)
    for each in functions:
        if each.kind == "function":
            yield from result(each.file, each.node)
    if functions:
        return
    if node.args and qualified(file, node.func) in WRAPPERS:
        yield from evaluate(file, node.args[0])
    elif isinstance(node.func, ast.Attribute):
        if node.func.attr in FETCHES:
            yield from _queried(file, node)
        if node.func.attr == "get":
            yield from _elements(file, node.func.value)


def _queried(file: SourceFile, node: ast.expr) -> Iterator[Thing]:
    """The model whose rows a query gives: `X.query.filter(…).first()`, `session.query(X)…`, `session.get(X, id)`."""
    at: ast.expr = node
    while isinstance(at, ast.Call | ast.Attribute):
        if isinstance(at, ast.Call):
            name = at.func.attr if isinstance(at.func, ast.Attribute) else getattr(at.func, "id", "")
            if at.args and name in ("query", "select", "get", "get_or_404"):
                yield from instances(evaluate(file, at.args[0]))
            at = at.func
        else:
            if at.attr == "query":
                yield from instances(evaluate(file, at.value))
            at = at.value


def _elements(file: SourceFile, node: ast.expr) -> Things:
    """What the elements of a collection can be: of a literal one, or the rows of a query."""
    return asked(file.project, (node, "elements"), lambda: _elements_of(file, node))


def _elements_of(file: SourceFile, node: ast.expr) -> Iterator[Thing]:
    match node:
        case ast.Dict():
            for value in node.values:
                yield from evaluate(file, value)
        case ast.List() | ast.Tuple() | ast.Set():
            for value in node.elts:
                yield from evaluate(file, value)
        case ast.Name():
            for home, binding in _origins(file, node):
                if binding.kind == "value" and binding.value is not None:
                    yield from _elements(home, binding.value)
        case ast.Call(func=ast.Attribute()):
            yield from _queried(file, node)


def _origins(file: SourceFile, node: ast.Name) -> Iterator[tuple[SourceFile, Binding]]:
    """The bindings of a name, in the file that it is imported from where it is."""
    for binding in lookup(file, node, node.id):
        if binding.kind == "from" and isinstance(binding.node, ast.ImportFrom):
            statement = binding.node
            original = next((each.name for each in statement.names if (each.asname or each.name) == node.id), node.id)
            dotted = file.project.absolute_name(file.path, statement.level, statement.module)
            target = file.project.module(dotted, file.path) if dotted else None
            if target is not None and target is not file:
                yield from ((target, each) for each in tables(target)[target.tree].names.get(original, []))
        else:
            yield file, binding
