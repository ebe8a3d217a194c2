"""What an expression is worth in one given environment: a small interpreter, in which nothing is run."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from codemods.domains.environments.worlds import (
    Box,
    Frame,
    Reading,
    Stopped,
    Term,
    Undecided,
    World,
    fork,
    is_known,
    place,
    shown,
    touch,
    truth,
    variables,
)
from codemods.libraries.standard import ENVIRONMENT_GETS
from codemods.model.names import called, qualified
from codemods.model.strings import argument, literal

_OPERATORS: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.In: lambda left, right: left in right, ast.NotIn: lambda left, right: left not in right,
    ast.Is: operator.eq, ast.IsNot: operator.ne, ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
}  # fmt: skip
_SIGNS: Mapping[type, Callable[[Any], Any]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert,
}  # fmt: skip
_METHODS = frozenset(
    ("lower", "upper", "strip", "lstrip", "rstrip", "casefold", "title", "capitalize", "startswith", "endswith",
     "replace", "removeprefix", "removesuffix", "format", "isdigit")
)  # fmt: skip
_CASTS: Mapping[str, Callable[..., Any]] = {
    f"builtins.{each.__name__}": each for each in (str, int, float, bool, len)
}  # fmt: skip
_TRUE = ("1", "true", "yes", "on")


def evaluate(world: World, frame: Frame, node: ast.expr) -> Any:
    """The value of an expression. Raises Stopped where it raises, Undecided where a test that matters is unknown."""
    if (reading := world.instead.get(node)) is not None:
        return read(world, reading)
    value = _evaluate(world, frame, node)
    if node in world.judged:
        world.decided.append(shown(value))
    return value


def _evaluate(world: World, frame: Frame, node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return _resolved(world, frame, frame.find(name))
        case ast.NamedExpr(target=ast.Name(id=name), value=inner):
            frame.names[name] = evaluate(world, frame, inner)
            return frame.names[name]
        case ast.UnaryOp(op=op, operand=inner):
            return _unary(op, evaluate(world, frame, inner))
        case ast.BoolOp():
            return _bool(world, frame, node)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            found = evaluate(world, frame, test)
            chosen = truth(found)
            if chosen is None and node in world.judged:
                world.decided.append(shown(found))
            elif chosen is None:
                chosen = fork(world, frame, node)
            if chosen is not None:
                return evaluate(world, frame, body if chosen else orelse)
        case ast.Compare():
            return _compare(world, frame, node)
        case ast.BinOp(left=left, op=op, right=right):
            return _operate(type(op), evaluate(world, frame, left), evaluate(world, frame, right))
        case ast.JoinedStr(values=values):
            parts = [_formatted(world, frame, each) for each in values]
            return "".join(parts) if all(isinstance(each, str) for each in parts) else Term(("f", *map(shown, parts)))
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            if not any(isinstance(each, ast.Starred) for each in parts):
                return Box(type(node).__name__, [evaluate(world, frame, each) for each in parts])
        case ast.Dict(keys=keys, values=values) if None not in keys:
            found = [evaluate(world, frame, each) for each in keys if each is not None]
            return Box("Dict", [(key, evaluate(world, frame, each)) for key, each in zip(found, values, strict=True)])
        case ast.Subscript():
            return _subscript(world, frame, node)
        case ast.Attribute(value=base, attr=attr):
            owner = evaluate(world, frame, base)
            if isinstance(owner, Term) and owner.key[0] in ("module", "import"):
                return _resolved(world, frame, Term(("import", ".".join(owner.key[1:]), attr)))
            held = _place(owner, attr)
            return world.held.get(held, Term((*held, len(world.events))))
        case ast.Call():
            return _call(world, frame, node)
    return unknown(world, frame, node)


def unknown(world: World, frame: Frame, node: ast.AST) -> Term:
    """What a node that is not understood leaves: a term of all that it may look at, which happens here."""
    if any(each in world.instead for each in ast.walk(node)):
        raise Undecided
    names = sorted(
        {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}
    )
    values = [_resolved(world, frame, frame.find(each)) for each in names]
    number = world.event(frame, place(frame.file, node), *map(shown, values))
    touch(values, number)
    return Term((place(frame.file, node), number))


def variable(world: World, name: str, default: Any, required: bool = False) -> Any:
    """A variable of the environment. Raises Stopped where a required one is not set."""
    if name not in world.given:
        return Term(("env", name, shown(default), required))
    value = world.given[name]
    if value is None and required:
        raise Stopped(("raise", "KeyError", name))
    return default if value is None else value


def read(world: World, reading: Reading) -> Any:
    """What the read of a setting gives. Raises Stopped as the written code would."""
    found = variable(world, reading.name, reading.default, reading.default is None)
    if not isinstance(found, str):
        raise Undecided
    if reading.kind == "flag":
        return found.lower() in _TRUE
    return found if reading.kind == "text" else _attempt({"int": int, "float": float}[reading.kind], found)


def _resolved(world: World, frame: Frame, value: Any) -> Any:
    """The value of a constant of another module of the project, where it is one."""
    match value:
        case Term(("import", str(module), str(name))) if world.imported is not None:
            target = frame.file.project.module(module, frame.file.path)
            found = None if target is None or target is frame.file else world.imported(world, target, name)
            return value if found is None else found
    return value


def _attempt(function: Callable[..., Any], *args: Any) -> Any:
    try:
        return function(*args)
    except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError) as error:
        raise Stopped(("raise", type(error).__name__)) from None


def _unary(op: ast.unaryop, value: Any) -> Any:
    if isinstance(op, ast.Not):
        known = truth(value)
        return Term(("not", shown(value))) if known is None else not known
    if isinstance(value, int | float):
        return _attempt(_SIGNS[type(op)], value)
    return Term((type(op).__name__, shown(value)))


def _bool(world: World, frame: Frame, node: ast.BoolOp) -> Any:
    value: Any = None
    unknowns: list[Any] = []
    for each in node.values:
        value = evaluate(world, frame, each)
        known = truth(value)
        if known is None:
            unknowns.append(shown(value))
        elif known is isinstance(node.op, ast.Or):
            break
    return Term((type(node.op).__name__, *unknowns, shown(value))) if unknowns else value


def _compare(world: World, frame: Frame, node: ast.Compare) -> Any:
    left = evaluate(world, frame, node.left)
    result: Any = True
    for op, comparator in zip(node.ops, node.comparators, strict=True):
        right = evaluate(world, frame, comparator)
        result = _operate(type(op), left, right)
        if truth(result) is not True:
            break
        left = right
    return result


def _operate(op: type, left: Any, right: Any) -> Any:
    if isinstance(right, Box) and op in (ast.In, ast.NotIn) and is_known(left) and is_known(right):
        inside = left in [each[0] if right.kind == "Dict" else each for each in right.items]
        return inside is (op is ast.In)
    plain = (str, int, float, type(None))
    if op in _OPERATORS and isinstance(left, plain) and isinstance(right, plain):
        if op is ast.Mult and isinstance(left, str) is not isinstance(right, str):
            return Term((op.__name__, shown(left), shown(right)))
        return _attempt(_OPERATORS[op], left, right)
    return Term((op.__name__, shown(left), shown(right)))


def _formatted(world: World, frame: Frame, node: ast.expr) -> Any:
    if not isinstance(node, ast.FormattedValue):
        return evaluate(world, frame, node)
    value = evaluate(world, frame, node.value)
    if node.format_spec is None and node.conversion == -1 and isinstance(value, str | int | float | None):
        return str(value)
    return Term(("format", node.conversion, ast.dump(node.format_spec) if node.format_spec else "", shown(value)))


def _place(base: Any, key: Any) -> tuple[Any, ...]:
    return ("of", shown(base), shown(key))


def put(world: World, base: Any, key: Any, value: Any) -> None:
    """`base.key = value` or `base[key] = value`."""
    touch([base], len(world.events))
    world.held[_place(base, key)] = Term(shown(value)) if isinstance(value, Box) else value


def _subscript(world: World, frame: Frame, node: ast.Subscript) -> Any:
    key = evaluate(world, frame, node.slice) if not isinstance(node.slice, ast.Slice) else unknown(world, frame, node)
    if isinstance(key, str) and qualified(frame.file, node.value) == "os.environ":
        return variable(world, key, None, required=True)
    base = evaluate(world, frame, node.value)
    if is_known(key) and (known := _known_keys(base)) is not None:
        return _attempt(known.__getitem__, shown(key))
    if isinstance(base, Box) and base.kind in ("List", "Tuple") and isinstance(key, int) and not base.touched:
        return _attempt(base.items.__getitem__, key)
    held = _place(base, key)
    return world.held.get(held, Term((*held, len(world.events))))


def _known_keys(base: Any) -> dict[Any, Any] | None:
    """The values of a dictionary that nothing has changed and whose keys are known."""
    if not isinstance(base, Box) or base.kind != "Dict" or base.touched:
        return None
    return {shown(key): value for key, value in base.items} if all(is_known(key) for key, _ in base.items) else None


def _call(world: World, frame: Frame, node: ast.Call) -> Any:
    name = called(frame.file, node)
    key = literal(argument(node, 0, "key"))
    if name in ENVIRONMENT_GETS and key is not None:
        default = argument(node, 1, "default")
        return variable(world, key, None if default is None else evaluate(world, frame, default))
    args = [evaluate(world, frame, each) for each in node.args]
    if name in _CASTS and len(args) == 1 and not node.keywords and isinstance(args[0], str | int | float):
        return _attempt(_CASTS[name], args[0])
    base: Any = None
    if name in _CASTS and any(variables(shown(tuple(args)))) and not node.keywords:
        return Term((name, shown(tuple(args))))
    if isinstance(node.func, ast.Attribute):
        base = evaluate(world, frame, node.func.value)
        attr = node.func.attr
        if isinstance(base, str) and attr in _METHODS and not node.keywords and all(map(is_known, args)):
            return _attempt(getattr(base, attr), *args)
        if isinstance(base, Term) and attr in _METHODS and any(variables(base.key)) and not node.keywords:
            return Term((attr, base.key, shown(tuple(args))))
        if attr == "get" and args and (known := _known_keys(base)) is not None:
            if not is_known(args[0]):
                return Term(("get", shown(base), shown(tuple(args))))
            return known.get(shown(args[0]), args[1] if len(args) > 1 else None)
    function = (base, node.func.attr) if isinstance(node.func, ast.Attribute) else evaluate(world, frame, node.func)
    given = [(each.arg, evaluate(world, frame, each.value)) for each in node.keywords]
    number = world.event(frame, place(frame.file, node), shown(function), *map(shown, (*args, *given)))
    touch([base, *args, *(value for _, value in given)], number)
    return Term(("call", place(frame.file, node), number))
