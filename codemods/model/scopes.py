"""Which names a scope binds, and to what: the table under names and values, and which of it holds at a place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from codemods.model.functions import FUNCTIONS
from codemods.project.source_file import SourceFile, walk
from codemods.vocabulary.kept import fact

Scope = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_SCOPES = (*FUNCTIONS, ast.ClassDef)
_BINDING: tuple[type[ast.AST], ...] = (
    ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.AugAssign, ast.For, ast.AsyncFor,
    ast.comprehension, ast.withitem, ast.ExceptHandler, ast.Delete, ast.Global, ast.Nonlocal,
)  # fmt: skip
_DEFINITIONS = ("import", "from", "def", "class")
# Branches on these choose between two names of one thing.
_SPELLINGS = ("version_info", "TYPE_CHECKING", "PY2", "PY3", "platform")


@dataclass(slots=True)
class Binding:
    """One place that gives a name its value.

    `kind` is import, from, value (an assignment with a known right side), def, class, param or other (loops, unpacking,
    `with`, `except`, augmented assignment: the value is not one expression). `node` is the binding's own node.
    """

    kind: str
    node: ast.AST
    value: ast.expr | None = None


@dataclass(slots=True)
class ScopeTable:
    """The bindings of one scope by name, and the names that it takes from outside by `global` or `nonlocal`."""

    names: dict[str, list[Binding]] = field(default_factory=dict)
    outside: set[str] = field(default_factory=set)

    def bind(self, name: str, binding: Binding) -> None:
        """Add a binding."""
        self.names.setdefault(name, []).append(binding)


@fact
def tables(file: SourceFile) -> dict[ast.AST, ScopeTable]:
    """The table of every scope in the file."""
    return _build(file)


@fact
def scope_of(file: SourceFile, node: ast.AST) -> Scope:
    """The scope whose table a name at this node is looked up in first."""
    parents = file.parents
    child, each = node, parents.get(node)
    while each is not None:
        if isinstance(each, _SCOPES) and not _outside_of(each, child):
            return each
        child, each = each, parents.get(each)
    return file.tree


def lookup(file: SourceFile, node: ast.AST, name: str) -> list[Binding]:
    """All bindings of the name that code at this node sees; empty for builtins and unbound names."""
    table = tables(file)
    scope: ast.AST | None = scope_of(file, node)
    first = True
    while scope is not None:
        here = table[scope]
        # A class body's names are not seen from its methods.
        if (first or not isinstance(scope, ast.ClassDef)) and name in here.names and name not in here.outside:
            return here.names[name]
        scope = None if isinstance(scope, ast.Module) else scope_of(file, scope)
        first = False
    return []


def _outside_of(scope: ast.AST, child: ast.AST) -> bool:
    """Whether the child of a scope's node is evaluated outside of it: decorators, defaults, bases, annotations."""
    if isinstance(scope, ast.Lambda):
        return child is not scope.body
    # Of what stands in its node only its body is made of statements.
    return not isinstance(child, ast.stmt | ast.arg)


def _build(file: SourceFile) -> dict[ast.AST, ScopeTable]:
    module = file.tree
    found: dict[ast.AST, ScopeTable] = {module: ScopeTable()}
    for scope_type in _SCOPES:
        found |= {node: ScopeTable() for node in file.nodes(scope_type)}
    for scope, table in found.items():
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            kind = "class" if isinstance(scope, ast.ClassDef) else "def"
            found[scope_of(file, scope)].bind(scope.name, Binding(kind, scope))
        if isinstance(scope, FUNCTIONS):
            for arg in _arguments(scope.args):
                table.bind(arg.arg, Binding("param", arg))
    for binding_type in _BINDING:
        for node in file.nodes(binding_type):
            table = found[scope_of(file, node)]
            for name, binding in _bindings(node):
                table.bind(name, binding)
            if isinstance(node, ast.Global | ast.Nonlocal):
                table.outside.update(node.names)
            if isinstance(node, ast.Global):
                for name in node.names:
                    found[module].bind(name, Binding("other", node))
    for table in found.values():
        for bindings in table.names.values():
            bindings.sort(key=lambda each: (getattr(each.node, "lineno", 0), getattr(each.node, "col_offset", 0)))
    return found


def _arguments(args: ast.arguments) -> Iterator[ast.arg]:
    yield from (*args.posonlyargs, *args.args, *args.kwonlyargs)
    yield from (each for each in (args.vararg, args.kwarg) if each)


def _bindings(node: ast.AST) -> Iterator[tuple[str, Binding]]:
    match node:
        case ast.Import():
            for alias in node.names:
                yield alias.asname or alias.name.partition(".")[0], Binding("import", alias)
        case ast.ImportFrom():
            for alias in node.names:
                yield alias.asname or alias.name, Binding("from", node)
        case ast.Assign():
            for target in node.targets:
                yield from _targets(target, node, node.value)
        case ast.AnnAssign() if node.value:
            yield from _targets(node.target, node, node.value)
        case ast.NamedExpr():
            yield node.target.id, Binding("value", node, node.value)
        case ast.AugAssign() | ast.For() | ast.AsyncFor() | ast.comprehension():
            yield from _targets(node.target, node, None)
        case ast.withitem() if node.optional_vars:
            # `with X() as name`: for most context managers the name is X() itself.
            yield from _targets(node.optional_vars, node, node.context_expr)
        case ast.ExceptHandler() if node.name:
            yield node.name, Binding("other", node)
        case ast.Delete():
            for target in node.targets:
                yield from _targets(target, node, None)


def _targets(target: ast.expr, node: ast.AST, value: ast.expr | None) -> Iterator[tuple[str, Binding]]:
    if isinstance(target, ast.Name):
        yield target.id, Binding("value" if value is not None else "other", node, value)
    elif isinstance(target, ast.Starred):
        yield from _targets(target.value, node, None)
    elif isinstance(target, ast.Tuple | ast.List):
        pairs: list[ast.expr | None] = [None] * len(target.elts)
        if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
            pairs = list(value.elts)
        for each, part in zip(target.elts, pairs, strict=True):
            yield from _targets(each, node, part)


def stored_name(target: ast.expr) -> str:
    """What something is stored as: `name`, `x.name`, `x["name"]`; '' for anything else."""
    match target:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
    return ""


def reaching(file: SourceFile, node: ast.AST, name: str) -> list[Binding]:
    """The bindings of a name that hold at this node; one and the same list for one and the same answer.

    Branches that exclude each other do not reach each other, and what is bound anew replaces what stands above it in
    the block. A `try` with its handlers is one branch: a handler's import stands in for what could not be imported.
    """
    bindings = lookup(file, node, name)
    return bindings if len(bindings) < 2 else _reaching(file, node, name)


@fact
def _reaching(file: SourceFile, node: ast.AST, name: str) -> list[Binding]:
    bindings = lookup(file, node, name)
    mine = dict(_branches(file, node))
    kept = [each for each in bindings if not _excluded(file, each, mine)]
    if kept and not any(_mentions(each, name) for each in kept):
        kept = _nearest(file, node, kept)
    return _interned(file, kept, bindings)


def _interned(file: SourceFile, kept: list[Binding], bindings: list[Binding]) -> list[Binding]:
    """The one list for what is kept: who follows names knows by its identity what was asked already."""
    if not kept or len(kept) == len(bindings):
        return bindings
    return _lists(file).setdefault(tuple(id(each) for each in kept), kept)


@fact
def _lists(file: SourceFile) -> dict[tuple[int, ...], list[Binding]]:
    return {}


def rivals(file: SourceFile, bindings: list[Binding]) -> list[Binding]:
    """Of several imports and definitions, those that an `if` or `match` chooses between; a fallback's are none."""
    found = [each for each in bindings if each.kind in _DEFINITIONS]
    if len(found) < 2:
        return []
    return [each for each in found if any(_chosen(file, each, other) for other in found if other is not each)]


def _chosen(file: SourceFile, one: Binding, other: Binding) -> bool:
    """Whether one of the two excludes the other one."""
    mine = dict(_branches(file, one.node))
    for test, branch in _branches(file, other.node):
        if mine.get(test, branch) is not branch and not _is_spelling(test):
            return True
    return False


def are_apart(file: SourceFile, one: ast.AST, other: ast.AST) -> bool:
    """Whether two nodes stand in branches of one statement, of which only one runs."""
    mine = dict(_branches(file, one))
    return any(mine.get(test, branch) is not branch for test, branch in _branches(file, other))


def _is_spelling(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and any(each in ast.unparse(node.test) for each in _SPELLINGS)


def _excluded(file: SourceFile, binding: Binding, mine: dict[ast.AST, object]) -> bool:
    if not mine:
        return False
    return any(mine.get(test, branch) is not branch for test, branch in _branches(file, binding.node))


def _branches(file: SourceFile, node: ast.AST) -> Iterator[tuple[ast.AST, object]]:
    """The statements around a node that choose, and the branch of each that it stands in."""
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.If) and child is not each.test:
            yield each, each.orelse if any(child is other for other in each.orelse) else each.body
        elif isinstance(each, ast.Match) and isinstance(child, ast.match_case):
            yield each, child
        child = each


def _nearest(file: SourceFile, node: ast.AST, bindings: list[Binding]) -> list[Binding]:
    """Without those that another one above the node, which every way passes, has replaced, and those that come later.

    All where none does.
    """
    owner = scope_of(file, node)
    mine = [each for each in bindings if scope_of(file, each.node) is owner]
    if not mine:
        return at_the_end(file, bindings)
    around = _places(file, node, owner)
    # By their places here: an item of a `with` has none of its own.
    before = sorted(
        (each for each in mine if _position(each.node) < _position(node)), key=lambda it: _position(it.node)
    )
    for at in range(len(before) - 1, -1, -1):
        each = before[at]
        if each.kind not in (*_DEFINITIONS, "value") or isinstance(each.node, ast.NamedExpr):
            continue
        statement = file.statement(each.node)
        # What a statement binds is not there yet inside of it, but in the body of a `with`.
        is_there = isinstance(each.node, ast.withitem) or statement not in around.values()
        if is_there and _place(file, statement) in around:
            return [*before[at:], *(other for other in bindings if scope_of(file, other.node) is not owner)]
    return bindings


def at_the_end(file: SourceFile, bindings: list[Binding]) -> list[Binding]:
    """Those that hold when a scope has run: the last import or definition of its own block replaces those above it."""
    last = bindings[-1]
    owner = scope_of(file, last.node)
    if last.kind in _DEFINITIONS and file.parents.get(file.statement(last.node)) is owner:
        kept = [each for each in bindings if each is last or scope_of(file, each.node) is not owner]
        return _interned(file, kept, bindings)
    return bindings


def _places(file: SourceFile, node: ast.AST, owner: ast.AST) -> dict[tuple[int, str], ast.stmt]:
    """The blocks that hold a node inside of its scope, each with the statement that does."""
    statements = [node] if isinstance(node, ast.stmt) else []
    for each in file.ancestors(node):
        if each is owner:
            break
        if isinstance(each, ast.stmt):
            statements.append(each)
    return {_place(file, each): each for each in statements}


def _place(file: SourceFile, statement: ast.stmt) -> tuple[int, str]:
    """The block of a statement."""
    parent = file.parents[statement]
    for name in ("orelse", "finalbody"):
        if any(each is statement for each in getattr(parent, name, None) or ()):
            return id(parent), name
    return id(parent), "body"


def _position(node: ast.AST) -> tuple[int, int]:
    if isinstance(node, ast.withitem):
        node = node.context_expr
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def _mentions(binding: Binding, name: str) -> bool:
    """Whether the new value is made of the old one: `app = ProxyFix(app)` is still the application."""
    value = binding.value
    return value is not None and any(isinstance(each, ast.Name) and each.id == name for each in walk(value))
