"""Which branches of a program a word of its command line chooses: `if sys.argv[1] == "fill":`, `if args.fill:`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.model.scopes import lookup
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact
from codemods.vocabulary.signs import Sign

_READS = Sign(rb"\bsys\.argv\b|\bparse_(?:known_)?args\(|\bimport[^\n]*\bargv\b")
_LINE = re.compile(r"(?:sys\.)?argv(?:\[.*\])?")
# What a parsed command line is called where a function is given it.
_PARSED = frozenset(("args", "options", "opts", "arguments", "namespace"))


def chosen(file: SourceFile, node: ast.AST) -> Iterator[tuple[ast.If, frozenset[str]]]:
    """The branches around a node in its code that are for words of the command line alone, each with its words."""
    if not _reads(file):
        return
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            return
        if isinstance(each, ast.If) and child in each.body and (words := frozenset(_words(file, each.test))):
            yield each, words
        child = each


@fact
def _reads(file: SourceFile) -> bool:
    return _READS.search(file.spelled) is not None


def _words(file: SourceFile, test: ast.expr) -> Iterator[str]:
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            for each in values:
                yield from _words(file, each)
        case ast.Compare(left=left, ops=[ast.Eq() | ast.In()], comparators=[right]):
            for asked, given in ((left, right), (right, left)):
                if _is_of_line(file, asked):
                    yield from _literals(given)
        case ast.Attribute(attr=name) if _is_of_line(file, test):
            option = f"--{name.replace('_', '-')}"
            if _is_switch(file, option, name):
                yield option


def _literals(node: ast.expr) -> Iterator[str]:
    for each in node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]:
        if (found := literal(each)) is not None:
            yield found


def _is_of_line(file: SourceFile, node: ast.expr) -> bool:
    """Whether an expression is a word of the command line, or all of them."""
    if _LINE.fullmatch(ast.unparse(node)):
        return True
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        bindings = lookup(file, node.value, node.value.id)
        return any(_is_parsed(each.value) for each in bindings if each.value is not None) or (
            node.value.id in _PARSED and bool(bindings) and all(each.value is None for each in bindings)
        )
    if isinstance(node, ast.Name):
        given = [each.value for each in lookup(file, node, node.id)]
        return bool(given) and all(
            each is not None and not isinstance(each, ast.Name) and _is_of_line(file, each) for each in given
        )
    return False


def _is_parsed(value: ast.expr) -> bool:
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and value.func.attr in ("parse_args", "parse_known_args")
    )


def _is_switch(file: SourceFile, option: str, name: str) -> bool:
    """Whether the file declares an option that is off until somebody gives it."""
    return any(
        isinstance(each.func, ast.Attribute) and each.func.attr == "add_argument"
        and any(literal(word) in (option, f"--{name}") for word in each.args)
        and any(given.arg == "action" and literal(given.value) == "store_true" for given in each.keywords)
        for each in file.nodes(ast.Call)
    )  # fmt: skip
