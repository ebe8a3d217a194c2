"""Whether a file, where there is one, says already what a program is run for: an image's build can write it. Or a
variable does, which a definition of the deployment gives.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.libraries.files import EXIST, MISSING, READ
from codemods.model.call_graph import code_at
from codemods.model.callers import callers
from codemods.model.environment_reads import environment_read
from codemods.model.functions import FUNCTIONS
from codemods.model.names import called, qualified
from codemods.model.scopes import lookup
from codemods.model.strings import literal
from codemods.project.givers import named_in
from codemods.project.source_file import SourceFile


def is_told_by_file(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node runs only where a file is missing that the same code reads: behind `if path.is_file(): return`,
    in that test's `else`, or where it could not be opened.
    """
    for child, each in _outwards(file, node):
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
    return False


def is_told_by_variable(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node runs only where a variable is missing that some definition names: behind `if "COMMIT" in
    os.environ: return …`, `os.environ.get("COMMIT") or …`, in `if not commit:`; also where each call of its function
    does.
    """
    if _is_told_here(file, node):
        return True
    function = file.function(node)
    edges = callers(code_at(file, node)) if function is not None else ()
    return bool(edges) and all(_is_told_here(each.caller.file, each.node) for each in edges)


def _is_told_here(file: SourceFile, node: ast.AST) -> bool:
    for child, each in _outwards(file, node):
        match each:
            case ast.If(test=ast.UnaryOp(op=ast.Not(), operand=asked), body=body) if child in body:
                if _asks_for_variable(file, asked):
                    return True
            case _:
                pass
        if isinstance(each, ast.BoolOp) and isinstance(each.op, ast.Or) and child in each.values:
            before = each.values[: each.values.index(child)]
            if any(_asks_for_variable(file, one) for one in before):
                return True
        if isinstance(child, ast.stmt) and any(_returns_variable(file, one) for one in _above(file, child)):
            return True
    return False


def _outwards(file: SourceFile, node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """What the node stands in, up to its function, each with the one before it."""
    child = node
    for each in file.ancestors(node):
        yield child, each
        if isinstance(each, FUNCTIONS):
            return
        child = each


def _returns_variable(file: SourceFile, statement: ast.stmt) -> bool:
    match statement:
        case ast.If(test=test, body=body):
            return _ends(body) and _asks_for_variable(file, test)
    return False


def _asks_for_variable(file: SourceFile, test: ast.expr) -> bool:
    """Whether a test holds where a variable is given that a definition names."""
    match test:
        case ast.Compare(left=key, ops=[ast.In()], comparators=[held]) if qualified(file, held) == "os.environ":
            return _is_given(file, literal(key) or "")
        case ast.Name(id=known):
            # What is bound further down does not come to the test.
            made = [each.value for each in lookup(file, test, known) if not _is_below(each.value, test)]
            return len(made) == 1 and made[0] is not None and _asks_for_variable(file, made[0])
        case ast.BoolOp(op=ast.Or(), values=[first, *rest]) if all(
            literal(each) == "" or _is_none(each) for each in rest
        ):
            return _asks_for_variable(file, first)
    return _reads_variable(file, test)


def _is_below(value: ast.expr | None, test: ast.expr) -> bool:
    return value is not None and value.lineno > test.lineno


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _reads_variable(file: SourceFile, value: ast.expr) -> bool:
    read = environment_read(file, value)
    return read is not None and _is_given(file, read[0])


def _is_given(file: SourceFile, name: str) -> bool:
    return name != "" and named_in(file.project, name.encode()) != ""


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
