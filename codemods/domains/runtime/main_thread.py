"""Whether code runs in the main thread of a program, and only there."""

from __future__ import annotations

import ast

from codemods.model.call_graph import Code, code_at
from codemods.model.callers import callers
from codemods.model.import_graph import importers
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable


def in_main_thread(file: SourceFile, node: ast.AST) -> bool:
    """Whether all ways to the node begin in a main guard (or in a file that nothing imports) and are plain calls.

    What a thread, a framework or an unknown caller runs is not; there `signal.signal` would raise.
    """
    for here in leading_to(file, node):
        try:
            if isinstance(here.node, ast.Module):
                if any(True for _ in importers(here.file)):
                    return False
            elif not isinstance(here.node, ast.If):
                edges = callers(here)
                if not edges or any(each.kind != "call" for each in edges):
                    return False
        except Unreadable:
            return False
    return True


def leading_to(file: SourceFile, node: ast.AST) -> list[Code]:
    """The pieces of code that a node runs for, nearest first: its own, and those that call it."""
    found = [code_at(file, node)]
    for here in found:
        if not isinstance(here.node, ast.Module | ast.If):
            found += [each for edge in callers(here) if (each := edge.caller) not in found]
    return found
