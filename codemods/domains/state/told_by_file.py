"""Whether a file, where there is one, says already what a program is run for: an image's build can write it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.libraries.files import EXIST, MISSING, READ
from codemods.model.functions import FUNCTIONS
from codemods.model.names import called
from codemods.project.source_file import SourceFile


def is_told_by_file(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node runs only where a file is missing that the same code reads: behind `if path.is_file(): return`,
    in that test's `else`, or where it could not be opened.
    """
    child = node
    for each in file.ancestors(node):
        match each:
            case ast.If(test=test, body=body, orelse=orelse):
                asked, read = (body, orelse) if _is_negated(test) else (orelse, body)
                if child in asked and _asks_for_file(file, test) and _reads(file, read):
                    return True
            case ast.Try(body=body, handlers=handlers):
                if isinstance(child, ast.ExceptHandler) and child in handlers and _is_missing(child):
                    return _reads(file, body)
            case _:
                pass
        if isinstance(child, ast.stmt) and any(_returns(file, one) for one in _above(file, child)):
            return True
        if isinstance(each, FUNCTIONS):
            return False
        child = each
    return False


def _above(file: SourceFile, statement: ast.stmt) -> Iterator[ast.stmt]:
    block = file.block(statement)
    if statement in block:
        yield from block[: block.index(statement)]


def _returns(file: SourceFile, statement: ast.stmt) -> bool:
    """Whether the function ends at this statement where a file is there."""
    match statement:
        case ast.If(test=test, body=body) if not _is_negated(test):
            return _ends(body) and _asks_for_file(file, test)
        case ast.Try(body=body, handlers=handlers, orelse=orelse):
            return any(map(_is_missing, handlers)) and _reads(file, body) and _ends(orelse or body)
    return False


def _ends(block: list[ast.stmt]) -> bool:
    """Whether a function ends with the block."""
    last = block[-1]
    return isinstance(last, ast.Return) or (isinstance(last, ast.With | ast.AsyncWith) and _ends(last.body))


def _is_negated(test: ast.expr) -> bool:
    return isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)


def _asks_for_file(file: SourceFile, test: ast.expr) -> bool:
    """Whether a test holds only where (with `not`: only where no) file is there."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _asks_for_file(file, operand)
        case ast.BoolOp(op=ast.And(), values=values):
            return any(not _is_negated(each) and _asks_for_file(file, each) for each in values)
    return isinstance(test, ast.Call) and _name(file, test) in EXIST


def _reads(file: SourceFile, statements: list[ast.stmt]) -> bool:
    return any(
        isinstance(each, ast.Call) and _name(file, each) in READ
        for statement in statements
        for each in ast.walk(statement)
    )


def _name(file: SourceFile, call: ast.Call) -> str:
    own = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    return own or called(file, call).rpartition(".")[2]


def _is_missing(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(each is None or getattr(each, "id", "") in MISSING for each in kinds)
