"""The sentences that the labs can show a person, read from their code: what a catalogue has to have.

In a text with values in it, a number stands where each value would.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

LABS = Path(__file__).parent
# What is told to the application that is measured, and not to a person; and tools of make that speak no language yet.
NOT_SHOWN = ("prove/watch/", "cluster/bounds/", "bundle.py", "slides.py", "__main__.py")
SAMPLE = "7"
_WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}")
_SENTENCES = ("str", "list[str]", "tuple[str, list[str]]")
_CHECKS = ("define/checks.py", "define/application.py")


def sentences(folder: Path = LABS) -> Iterator[str]:
    """All of them, some more than once."""
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        if name.startswith(NOT_SHOWN):
            continue
        tree = ast.parse(path.read_bytes())
        yield from told(tree)
        if name.startswith(("experiments/", "prove/trials/", "ill_start.py")):
            yield from figures(tree)
        if name.startswith("experiments/") or name in _CHECKS:
            yield from mistakes(tree)


def told(tree: ast.AST) -> Iterator[str]:
    """What is given to said(), what is raised, and what the records of these names hold."""
    for node in ast.walk(tree):
        match node:
            case ast.Raise(exc=ast.Call(args=args)) | ast.Call(func=ast.Name(id="said_by_line"), args=args):
                lines = [line for each in args for text in texts(each) for line in text.split("\n")]
                yield from filter(_WORDS.search, lines)
            case ast.Call(func=ast.Name(id=name), args=args) if name in _SHOWN:
                yield from (text for each in _SHOWN[name](args) for text in texts(each))


def _bars(args: Sequence[ast.expr]) -> Sequence[ast.expr]:
    return [*args[:1], *(each for node in args[1:2] for each in getattr(node, "keys", ())), *args[3:]]


# Which arguments of a call are shown.
_SHOWN: dict[str, Callable[[Sequence[ast.expr]], Sequence[ast.expr]]] = {
    "said": lambda args: args[:1],
    "starting": lambda args: args[:1],
    "fail": lambda args: args[:1],
    "Problem": lambda args: args[1:],
    "File": lambda args: args[1:2],
    "Trial": lambda args: args,
    "Bars": _bars,
}


def figures(tree: ast.AST) -> Iterator[str]:
    """What an experiment's module calls its figures, how it says their values, and its line of the scoreboard."""
    made = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    makers = {"Figure", *(each.name for each in made if each.returns and ast.unparse(each.returns) == "Figure")}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[called, *values]) if name in makers:
                yield from (text.strip() for text in texts(called))
                yield from (text for each in values[:1] for text in texts(each))
                yield from (f"{SAMPLE} {text}".rstrip() for each in values[1:2] for text in texts(each))
            case ast.Call(func=ast.Name(id="Outcome"), args=args, keywords=keywords):
                cells = [*args[:1], *(each.value for each in keywords if each.arg == "cell")]
                yield from (text for each in cells for text in texts(each))


def mistakes(tree: ast.AST) -> Iterator[str]:
    """The sentences that a module has for what is wrong: those of functions that return such."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) in _SENTENCES:
            for each in node.body[ast.get_docstring(node) is not None :]:
                yield from (text for text in _all_in(each) if text.count(" ") > 3)


def _all_in(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant | ast.JoinedStr):
        yield from texts(node)
        return
    for child in ast.iter_child_nodes(node):
        yield from _all_in(child)


def texts(node: ast.AST) -> Iterator[str]:
    """The text that a node is, or those that it chooses between; what a variable holds is not followed."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(map(_part, values))
        case ast.IfExp(body=body, orelse=orelse):
            yield from texts(body)
            yield from texts(orelse)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            # A part that a variable holds, or a call, may be nothing.
            yield from (one + other for one in [*texts(left)] or [""] for other in [*texts(right)] or [""])


def _part(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=value):
            return str(value)
        case ast.FormattedValue(value=ast.BinOp(left=ast.Constant(value=str()), op=ast.Mult())):
            return ""  # the s of a plural
    return SAMPLE


def unsaid_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """What is printed, by line, without being given to said()."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("click.echo", "console.print", "tell", "print"):
            for each in node.args:
                yield from ((node.lineno, text) for text in texts(each) if _WORDS.search(re.sub(r"\[.*?\]", "", text)))
