"""Whether a function comes to an end by itself, and soon: what may run on, or wait for long, is taken to do so."""

from __future__ import annotations

import ast
import re

from codemods.libraries.standard import BLOCKING_SLEEPS
from codemods.model.call_graph import Code, body, callees
from codemods.model.names import called
from codemods.model.scopes import lookup
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile

# How many seconds a function may sleep at a time.
_SHORT = 5
_ENDLESS = (
    r"forever|infinity|listen|consum|poll|watch|subscri|monitor|observ|schedul|stream|pubsub|queue|serve|loop|follow"
)
# What may go on for ever when it is called, or starts something that does.
_CALLS = re.compile(
    rf"(?i){_ENDLESS}|(^|_)(run|work)(_|$)|^(start|main|follow|join|wait|accept|recv|receive|input|communicate|pause|system"
    r"|popen|call|check_call|check_output|spawn|fork|submit|thread|timer|process|start_new_thread)$"
)
_LOOPS = re.compile(rf"(?i){_ENDLESS}|^(count|cycle|repeat|iter)$|tail|changes|events")
_PLAIN = ("staticmethod", "classmethod", "property", "cached_property")


def ends(file: SourceFile, function: ast.expr) -> bool:
    """Whether the expression is one function of the project in which nothing may last.

    That is: no `while`, no sleep of more than 5 seconds, no call that may wait for ever, no recursion; also in what
    it calls, as far as that is the project's.
    """
    match function:
        case ast.Name(id=name):
            if len(lookup(file, function, name)) != 1:
                return False
        case ast.Attribute(value=ast.Name()) | ast.Lambda():
            pass
        case _:
            return False
    things = evaluate(file, function)
    if len(things) != 1 or things[0].kind != "function":
        return False
    return not _lasts(Code(things[0].file, things[0].node), (), set())


def _lasts(code: Code, way: tuple[Code, ...], known: set[Code]) -> bool:
    """Whether something in the code may last, or calls what is on the way to it; `known` does not."""
    if code in way:
        return True
    if code not in known:
        if _is_special(code) or any(_may_last(code.file, each) for each in body(code)):
            return True
        if any(_lasts(each.callee, (*way, code), known) for each in callees(code)):
            return True
        known.add(code)
    return False


def _is_special(code: Code) -> bool:
    """Whether calling it does not simply run it to its end."""
    decorators = [ast.unparse(each) for each in getattr(code.node, "decorator_list", ())]
    return isinstance(code.node, ast.AsyncFunctionDef) or any(each not in _PLAIN for each in decorators)


def _may_last(file: SourceFile, node: ast.AST) -> bool:
    match node:
        case ast.While() | ast.Await() | ast.Yield() | ast.YieldFrom() | ast.AsyncFor() | ast.AsyncWith():
            return True
        case ast.For(iter=over) | ast.comprehension(iter=over):
            return bool(_LOOPS.search(_last(over)))
        case ast.Call(func=ast.Attribute(attr="sleep") | ast.Name(id="sleep")):
            return called(file, node) not in BLOCKING_SLEEPS or not _is_short(node)
        case ast.Call(func=ast.Attribute(attr="join", value=value)) if node.args:
            return not isinstance(value, ast.Constant) and called(file, node) != "os.path.join"
        case ast.Call(func=ast.Attribute(attr="get"), args=[], keywords=[]):
            return True
        case ast.Call():
            return bool(_CALLS.search(_last(node)))
    return False


def _last(node: ast.expr) -> str:
    """The last word of a name, or of what is called."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call():
            return _last(node.func)
    return ""


def _is_short(call: ast.Call) -> bool:
    match call.args:
        case [ast.Constant(value=int() | float() as seconds)]:
            return seconds <= _SHORT
    return False
