"""Addresses of servers that the class which holds them starts itself, on its own host."""

from __future__ import annotations

import ast
import re

from codemods.libraries.standard import STARTS, STARTS_ASYNC
from codemods.model.names import qualified
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile

_LOOPBACK = re.compile(r"\w+://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$")
_SERVES = re.compile(r"(?:^|[\s/.-])(?:serve|server|runserver|daemon)$")


def is_started_here(file: SourceFile, node: ast.AST, base: str) -> bool:
    """Whether an address on the loopback is an attribute of a class that runs a program to serve."""
    owner = file.enclosing_class(node)
    return (
        owner is not None
        and _LOOPBACK.match(base) is not None
        and any(isinstance(each, ast.Call) and _serves(file, each) for each in ast.walk(owner))
    )


def _serves(file: SourceFile, call: ast.Call) -> bool:
    if qualified(file, call.func) not in STARTS | STARTS_ASYNC or not call.args:
        return False
    first = call.args[0]
    said = first.elts if isinstance(first, ast.List | ast.Tuple) else call.args
    # The program's own name and its first words: a command `serve`, a program `minio server`.
    return any(_SERVES.search(word) for word in (literal(each) or "" for each in said[:4]))
