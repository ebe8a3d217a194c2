"""What statements leave behind in one given environment: the names of a scope, and what could be noticed on the way."""

from __future__ import annotations

import ast
from typing import Any

from codemods.domains.environments.evaluation import evaluate, put, read, unknown
from codemods.domains.environments.worlds import (
    Box,
    Frame,
    Stopped,
    Term,
    Undecided,
    World,
    fork,
    place,
    shown,
    touch,
    truth,
)
from codemods.model.names import qualified
from codemods.model.scopes import tables
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_DEPTH = 3


def outcome(world: World, file: SourceFile, scope: ast.AST) -> tuple[Any, ...]:
    """All that a module, or a function after its module, does in a world, to be compared. Raises Undecided, Fork."""
    frame = Frame(file)
    world.imported = world.imported or _imported
    end: Any = None
    try:
        execute(world, frame, file.tree.body)
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
            for name in tables(file)[file.tree].names:
                if any(name in each.outside for each in tables(file).values()):
                    frame.names[name] = Term(("global", name))
            frame = Frame(file, {each: Term(("parameter", each)) for each in _parameters(scope)}, frame)
            execute(world, frame, scope.body)
    except Stopped as stopped:
        end = stopped.key
    names = {name: shown(value) for name, value in frame.names.items()}
    held = {name: shown(value) for name, value in world.held.items()}
    return end, names, held, world.events


def execute(world: World, frame: Frame, body: list[ast.stmt]) -> None:
    """Run statements in the frame. Raises Stopped, Undecided."""
    for statement in body:
        _execute(world, frame, statement)


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    args = function.args
    found = [*args.posonlyargs, *args.args, *args.kwonlyargs, *filter(None, (args.vararg, args.kwarg))]
    return [each.arg for each in found]


def _execute(world: World, frame: Frame, node: ast.stmt) -> None:
    if (written := world.instead.get(node)) is not None:
        for target, reading in written:
            _assign(world, frame, target, read(world, reading))
        return
    match node:
        case ast.Assign(targets=targets, value=value):
            found = evaluate(world, frame, value)
            for each in targets:
                _assign(world, frame, each, found)
        case ast.AnnAssign(target=target, value=value):
            if value is not None:
                _assign(world, frame, target, evaluate(world, frame, value))
        case ast.AugAssign(target=ast.Name() as target, op=op, value=value):
            joined = ast.BinOp(ast.Name(target.id, ast.Load()), op, value)
            _assign(world, frame, target, evaluate(world, frame, ast.copy_location(joined, node)))
        case ast.Expr(value=value):
            evaluate(world, frame, value)
        case ast.If(test=test, body=body, orelse=orelse):
            found = evaluate(world, frame, test)
            chosen = truth(found)
            if chosen is None and node in world.judged:
                world.decided.append(shown(found))
            elif chosen is None:
                chosen = fork(world, frame, node)
            if chosen is None:
                _skip(world, frame, node)
            else:
                execute(world, frame, body if chosen else orelse)
        case ast.Match():
            _match(world, frame, node)
        case ast.Return(value=value):
            raise Stopped(("return", None if value is None else shown(evaluate(world, frame, value))))
        case ast.Raise(exc=exc):
            raise Stopped(
                ("raise", place(frame.file, node), None if exc is None else shown(evaluate(world, frame, exc)))
            )
        case ast.Pass() | ast.Global() | ast.Nonlocal():
            pass
        case ast.Import(names=names):
            for alias in names:
                frame.names[alias.asname or alias.name.partition(".")[0]] = Term(("module", alias.name))
        case ast.ImportFrom(level=level, module=module, names=names):
            source = frame.file.project.absolute_name(frame.file.path, level, module)
            for alias in names:
                frame.names[alias.asname or alias.name] = Term(("import", source, alias.name))
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            _define(world, frame, node)
        case ast.ClassDef(name=name, body=body):
            inner = Frame(frame.file, {}, frame)
            execute(world, inner, body)
            _define(world, frame, node)
            frame.names[name] = Term(("class", name, shown(frame.names[name]), shown(tuple(inner.names.items()))))
        case ast.With(items=items, body=body):
            for item in items:
                value = evaluate(world, frame, item.context_expr)
                if item.optional_vars is not None:
                    _assign(world, frame, item.optional_vars, Term(("with", shown(value))))
            execute(world, frame, body)
        case _:
            _skip(world, frame, node)


def _match(world: World, frame: Frame, node: ast.Match) -> None:
    subject = evaluate(world, frame, node.subject)
    for case in node.cases:
        fits = _fits(subject, case.pattern) if case.guard is None else None
        if fits is None:
            world.decided.append(shown(subject))
            return _skip(world, frame, node)
        if fits:
            return execute(world, frame, case.body)
    return None


def _fits(subject: Any, pattern: ast.pattern) -> bool | None:
    match pattern:
        case ast.MatchValue(value=ast.Constant(value=value)) if not isinstance(subject, Term | Box):
            return bool(subject == value)
        case ast.MatchOr(patterns=patterns):
            found = [_fits(subject, each) for each in patterns]
            return None if None in found else any(found)
        case ast.MatchAs(pattern=None, name=None):
            return True
    return None


def _define(world: World, frame: Frame, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
    """A function or class: what its decorators, defaults and bases are worth now is part of it."""
    if isinstance(node, ast.ClassDef):
        parts = [*node.decorator_list, *node.bases, *(each.value for each in node.keywords)]
    else:
        parts = [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
    found = tuple(shown(evaluate(world, frame, each)) for each in parts)
    frame.names[node.name] = Term(("def", place(frame.file, node), found))


def _skip(world: World, frame: Frame, node: ast.stmt) -> None:
    """A statement whose course is not known: both evaluations take the same one, as they begin it alike."""
    left = unknown(world, frame, node)
    bound = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    for each in ast.walk(node):
        if isinstance(each, ast.Import | ast.ImportFrom):
            bound |= {alias.asname or alias.name.partition(".")[0] for alias in each.names}
        elif isinstance(each, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            bound.add(each.name)
    for name in bound:
        frame.names[name] = Term(("left", left.key, name))


def _assign(world: World, frame: Frame, target: ast.expr, value: Any) -> None:
    match target:
        case ast.Name(id=name):
            frame.names[name] = value
        case ast.Subscript(value=base, slice=ast.expr() as key):
            word = evaluate(world, frame, key)
            if qualified(frame.file, base) == "os.environ":
                if not isinstance(word, str) or not isinstance(value, str):
                    raise Undecided
                world.given[word] = value
            put(world, evaluate(world, frame, base), word, value)
        case ast.Attribute(value=base, attr=attr):
            put(world, evaluate(world, frame, base), attr, value)
        case ast.Tuple(elts=parts) | ast.List(elts=parts) if not any(isinstance(each, ast.Starred) for each in parts):
            items = value.items if isinstance(value, Box) and len(value.items) == len(parts) else None
            for number, each in enumerate(parts):
                _assign(world, frame, each, items[number] if items else Term(("part", number, shown(value))))
        case _:
            touch([value], world.event(frame, place(frame.file, target), shown(value)))


def _imported(world: World, file: SourceFile, name: str) -> Any:
    """A constant of another module in the same environment, None where the name is something else there."""
    if file in world.importing or len(world.importing) >= _DEPTH:
        return None
    try:
        bindings = tables(file)[file.tree].names.get(name, ())
        if not bindings or any(each.kind != "value" for each in bindings):
            return None
        frame = Frame(file)
        inner = World(dict(world.given), imported=_imported, importing=[*world.importing, file])
        execute(inner, frame, file.tree.body)
    except (Unreadable, Stopped):
        return None
    return frame.names.get(name)
