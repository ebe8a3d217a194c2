"""Code that nobody comes to: functions and classes of a module that nothing names, or only what is unnamed too."""

from __future__ import annotations

import ast
import re

from codemods.model.names import last_name
from codemods.project.source_file import SourceFile

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
# Decorators that leave a function to whoever names it: any other may hand it on.
_PLAIN = frozenset(("contextmanager", "asynccontextmanager", "cache", "lru_cache", "wraps"))


def is_out_of_use(file: SourceFile, node: ast.AST) -> bool:
    """Whether a node is in a function or class that nothing comes to."""
    around = [node, *file.ancestors(node)]
    return len(around) > 1 and _is_unnamed(file, around[-2], frozenset())


def _is_unnamed(file: SourceFile, top: ast.AST, asked: frozenset[ast.AST]) -> bool:
    """`asked`: the definitions that name it and are unnamed themselves, if this one is."""
    if not isinstance(top, _Definition) or any(last_name(each) not in _PLAIN for each in top.decorator_list):
        return False
    # Whoever made the class that it is a kind of may keep a list of them.
    if isinstance(top, ast.ClassDef) and (top.keywords or any(ast.unparse(each) != "object" for each in top.bases)):
        return False
    name = top.name.encode()
    if any(each is not file for each in file.project.words.holding(name, whole=True)):
        return False
    word = re.compile(rb"\b%s\b" % re.escape(name))
    if any(each.kind != "python" and word.search(each.data) for each in file.project.files.values()):
        return False
    return all(
        each is top or each in asked or not _names(each, top.name) or _is_unnamed(file, each, asked | {top})
        for each in file.tree.body
    )


def _names(statement: ast.stmt, name: str) -> bool:
    """Whether a statement has the name, also as a part of a text: `__all__`, `globals()["make"]`."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    for each in ast.walk(statement):
        match each:
            case ast.Name(id=text) | ast.Attribute(attr=text) | ast.Constant(value=str(text)) if word.search(text):
                return True
    return False
