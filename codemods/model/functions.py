"""Functions as syntax: what they return, and whether reading an attribute calls them."""

from __future__ import annotations

import ast

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def returns(function: ast.AST) -> list[ast.expr]:
    """The values that a function returns."""
    if isinstance(function, ast.Lambda):
        return [function.body]
    found: list[ast.expr] = []
    stack: list[ast.AST] = list(getattr(function, "body", []))
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Return) and node.value is not None:
            found.append(node.value)
        if isinstance(node, ast.stmt) and not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            stack.extend(ast.iter_child_nodes(node))
        elif isinstance(node, ast.ExceptHandler | ast.match_case):
            stack.extend(node.body)
    return found


def texts(function: ast.AST) -> list[str]:
    """The strings that code uses: one that is a statement by itself, a docstring above all, is for readers."""
    told = {each.value for each in ast.walk(function) if isinstance(each, ast.Expr)}
    return [
        each.value for each in ast.walk(function)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and each not in told
    ]  # fmt: skip


def is_property(function: ast.AST) -> bool:
    """Whether a method is called by reading the attribute."""
    for each in getattr(function, "decorator_list", ()):
        name = each.attr if isinstance(each, ast.Attribute) else each.id if isinstance(each, ast.Name) else ""
        if name in ("property", "cached_property", "hybrid_property"):
            return True
    return False
