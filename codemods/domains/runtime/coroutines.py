"""What becomes of what a call makes or gets: of a coroutine, and of a function that a function of the project is given.

Calling an `async def` runs nothing. Its body runs where the coroutine is awaited or handed to what runs it; it is
followed through names, lists and the parameters of the project's own functions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from codemods.domains.runtime.handlers import declared, detaches, handed, hooked
from codemods.model.call_graph import CONSTRUCTORS, MANAGERS, Code, Edge, arguments, carried_out, parameter
from codemods.model.callers import callers, references
from codemods.model.functions import FUNCTIONS
from codemods.model.names import last_name
from codemods.model.types import Thing, ancestry, evaluate
from codemods.project.source_file import SourceFile
from codemods.vocabulary.phases import Handing, Phase

Fate = tuple[Phase, ...] | Handing | None
_Seen = set[tuple[ast.AST, str]]
# What gives back something to be awaited in the place of what it gets.
_AWAITABLE = frozenset(("gather", "wait", "wait_for", "shield", "as_completed"))
_COLLECTS = frozenset(("append", "add", "extend", "insert", "appendleft"))
_METHODS = frozenset(("staticmethod", "classmethod"))


def fate(edge: Edge) -> Fate:
    """When what the edge leads to runs, as seen from the caller: NOW with it; None where nothing runs it."""
    file, node = edge.caller.file, edge.node
    if not isinstance(node, ast.Call):
        return Handing.NOW
    if edge.kind == "call" and detaches(edge.callee.file, edge.callee.node):
        return Handing.THREAD
    if edge.kind == "call":
        return _of_value(file, node, Handing.NOW, set()) if _is_coroutine(edge.callee) else Handing.NOW
    if edge.kind != "callback":
        return Handing.NOW
    if (phase := _hook(edge)) is not None:
        return (phase,)
    given = _argument(edge, node)
    return (
        _of_function(file, node, given, _makes_coroutine(edge.callee), set())
        if given is not None
        else handed(file, node)
    )


def is_stop(file: SourceFile, node: ast.AST) -> bool:
    """Whether a node stands behind the last `yield` of what an application has for its start: it runs at the stop."""
    function = None if isinstance(node, FUNCTIONS) else file.function(node)
    ends = (
        [(each.end_lineno or 0, each.end_col_offset or 0) for each in _yields(Code(file, function))] if function else []
    )
    if not ends or (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)) < max(ends):
        return False
    return function is not None and (Phase.START in declared(file, function) or _is_hooked(Code(file, function)))


def _is_hooked(code: Code) -> bool:
    """Whether any code gives the function to an application, for its start."""
    return any(_hook(each) is Phase.START for each in callers(code) if each.kind == "callback")


def _hook(edge: Edge) -> Phase | None:
    """When an application runs the function that the edge hands over, for its start or its stop."""
    given = _argument(edge, edge.node) if isinstance(edge.node, ast.Call) else None
    return hooked(edge.node, given) if given is not None and isinstance(edge.node, ast.Call) else None


def _argument(edge: Edge, call: ast.Call) -> ast.expr | None:
    return next((each for each in arguments(call) if _means(edge.caller.file, each, edge.callee.node)), None)


def _of_value(file: SourceFile, node: ast.AST, otherwise: Handing, seen: _Seen) -> Fate:
    """What becomes of a coroutine (`otherwise` is NOW) or of a task, which runs already (THREAD), that a node gives."""
    child = node
    for each in file.ancestors(node):
        match each:
            case ast.Await():
                # What has begun is waited for at the stop alone: `task.cancel()`, and the end of that.
                return otherwise if is_stop(file, each) else Handing.NOW
            case ast.Call() if child is not each.func:
                return _passed(file, each, child, otherwise, seen)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                uses = _uses(file, file.function(each), name)
                return _strongest(_of_value(file, use, otherwise, seen) for use in _new(uses, each, name, seen))
            case ast.For() if child is each.iter and any(isinstance(it, ast.Await) for it in ast.walk(each)):
                return Handing.NOW
            case ast.Expr():
                return None if otherwise is Handing.NOW else otherwise
            case ast.stmt() | ast.Lambda():
                return otherwise
        child = each
    return otherwise


def _passed(file: SourceFile, call: ast.Call, given: ast.AST, otherwise: Handing, seen: _Seen) -> Fate:
    if things := _own(file, call):
        found = [(each.file, _of_parameter(each, call, given, seen)) for each in things]
        if any(uses is None for _, uses in found):
            return otherwise
        return _strongest(_of_value(home, use, otherwise, seen) for home, uses in found for use in uses or ())
    name = last_name(call.func)
    if name in _COLLECTS and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        held = call.func.value
        uses = [each for each in _uses(file, file.function(call), held.id) if each is not held]
        return _strongest(_of_value(file, use, otherwise, seen) for use in _new(uses, call, held.id, seen))
    if name in _AWAITABLE:
        return _of_value(file, call, Handing.THREAD, seen)
    how = Handing.THREAD if name == "run_coroutine_threadsafe" else handed(file, call)
    return _of_value(file, call, Handing.THREAD, seen) if how is Handing.THREAD else how


def _of_function(file: SourceFile, call: ast.Call, given: ast.AST, lazy: bool, seen: _Seen) -> Fate:
    """What a call does with a function that it is given; `lazy`: a call of that makes a coroutine."""
    how = handed(file, call)
    things = _own(file, call)
    if how is not Handing.NOW or not things:
        return how
    return _strongest(_in_function(each, file, call, given, lazy, seen) for each in things)


def _in_function(thing: Thing, file: SourceFile, call: ast.Call, given: ast.AST, lazy: bool, seen: _Seen) -> Fate:
    """What a function of the project does with a function that it is given: with its coroutine, if it makes one."""
    if isinstance(thing.node, ast.ClassDef) and _only_keeps(thing.file, thing.node):
        return Handing.LATER
    uses = _of_parameter(thing, call, given, seen)
    if uses is None:
        return Handing.NOW
    how = _strongest(_used(thing.file, each, lazy, seen) for each in uses) or Handing.LATER
    if how is Handing.NOW and _is_coroutine(Code(thing.file, thing.node)):
        return _of_value(file, call, Handing.NOW, seen)
    return how


def _only_keeps(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether nobody here has written what making an instance does: a dataclass or a model keeps what it is given."""
    own = (getattr(each, "name", "") for _, base in ancestry(file, owner) for each in base.body)
    return not any(name in CONSTRUCTORS for name in own)


def _used(file: SourceFile, use: ast.AST, lazy: bool, seen: _Seen) -> Fate:
    """What a use of a name does with the function behind it."""
    child = use
    for each in file.ancestors(use):
        match each:
            case ast.Call() if child is each.func:
                return _of_value(file, each, Handing.NOW, seen) if lazy else Handing.NOW
            case ast.Call():
                return _of_function(file, each, child, lazy, seen)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                uses = _uses(file, file.function(each), name)
                return _strongest(_used(file, other, lazy, seen) for other in _new(uses, each, name, seen))
            case ast.For() if child is each.iter:
                return Handing.NOW
            case ast.stmt() | ast.Lambda() | ast.Attribute():
                return Handing.LATER
        child = each
    return Handing.LATER


def _of_parameter(thing: Thing, call: ast.Call, given: ast.AST, seen: _Seen) -> list[ast.AST] | None:
    """The uses, in the function itself, of the parameter that gets an argument; None where that is not to be seen."""
    function = carried_out(thing.node)
    name = parameter(thing.file, function, call, given) if function is not None else ""
    return _new(_uses(thing.file, function, name), function, name, seen) if name and function is not None else None


def _own(file: SourceFile, call: ast.Call) -> list[Thing]:
    return [each for each in evaluate(file, call.func) if each.kind in ("function", "class")]


def _means(file: SourceFile, node: ast.expr, function: ast.AST) -> bool:
    return node is function or any(each.node is function for each in evaluate(file, node))


def _uses(file: SourceFile, function: ast.AST | None, name: str) -> list[ast.AST]:
    """Where the code of one function reads a name."""
    return [
        each for each in references(file).get(name, ())
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load) and file.function(each) is function
    ]  # fmt: skip


def _new(uses: Iterable[ast.AST], at: ast.AST, name: str, seen: _Seen) -> list[ast.AST]:
    """The uses, once in a search."""
    if (at, name) in seen:
        return []
    seen.add((at, name))
    return list(uses)


def _strongest(fates: Iterable[Fate]) -> Fate:
    """What runs at once goes before what runs beside, and that before what is only kept."""
    found = list(fates)
    for each in (Handing.NOW, Handing.THREAD):
        if each in found:
            return each
    return next((each for each in found if isinstance(each, tuple)), Handing.LATER if found else None)


def _is_coroutine(code: Code) -> bool:
    """Whether calling it makes a coroutine: an `async def` that no decorator makes something else of."""
    node = code.node
    if not isinstance(node, ast.AsyncFunctionDef) or node.name in MANAGERS:
        return False
    return all(last_name(each) in _METHODS for each in node.decorator_list) and not _yields(code)


def _makes_coroutine(code: Code) -> bool:
    """Whether a function that is handed over is a coroutine's, or a lambda that makes one."""
    if isinstance(code.node, ast.Lambda) and isinstance(code.node.body, ast.Call):
        return any(_is_coroutine(Code(each.file, each.node)) for each in _own(code.file, code.node.body))
    return _is_coroutine(code)


def _yields(code: Code) -> list[ast.Yield]:
    return [each for each in code.file.nodes(ast.Yield) if code.file.function(each) is code.node]


def is_cancelled(file: SourceFile, node: ast.AST) -> bool:
    """Whether the file makes a task of the coroutine around the node, and cancels it: its application ends it."""
    function = file.function(node)
    return (
        isinstance(function, ast.AsyncFunctionDef)
        and any(last_name(each.func) == "cancel" for each in file.nodes(ast.Call))
        and any(
            last_name(each.func) in ("create_task", "ensure_future")
            and bool(each.args)
            and isinstance(each.args[0], ast.Call)
            and last_name(each.args[0].func) == function.name
            for each in file.nodes(ast.Call)
        )
    )
