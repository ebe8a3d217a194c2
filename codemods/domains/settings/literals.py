"""Literals that a fix can hand to the environment: their kind, their text, and what value a host or port may have."""

from __future__ import annotations

import ast
import ipaddress
import re

from codemods.domains.environments.subclasses import is_rebound_below
from codemods.model.from_outside.platforms import developers_branches
from codemods.model.overlays.module import is_rebound
from codemods.model.test_scopes import is_test_code
from codemods.project.source_file import SourceFile

_NAME = re.compile(
    r"[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?)*\.?(:\d{1,5})?$"
)


def literal_kind(node: ast.AST | None) -> tuple[str, str] | None:
    """The kind of a literal (text, int or flag) and how the environment would spell it; None for anything else."""
    match node:
        case ast.Constant(value=bool(value)):
            return "flag", "1" if value else "0"
        case ast.Constant(value=int(value)):
            return "int", str(value)
        case ast.Constant(value=str(value)):
            return "text", value
    return None


def place_in_call(call: ast.Call, value: ast.expr) -> tuple[int, int]:
    """The number of the argument that the value is, in the order of the text, and its own in a tuple, else -1."""
    given: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    args = sorted(given, key=lambda each: (each.lineno, each.col_offset))
    for number, each in enumerate(args):
        argument = each.value if isinstance(each, ast.keyword) else each
        if argument is value:
            return number, -1
        if isinstance(argument, ast.Tuple | ast.List) and value in argument.elts:
            return number, argument.elts.index(value)
    raise ValueError("the value is no argument of the call")


def is_host(text: str) -> bool:
    """Whether the text can name where a service listens or is found: a host name, an address, with or without port."""
    if text in ("", "*") or _NAME.match(text):
        return True
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True


def is_port(text: str) -> bool:
    """Whether the text is the number of a port."""
    return text.isdecimal() and 0 < int(text) < 65536


def is_service_code(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node belongs to what is deployed, as far as its place says: no test, migration, example or manual,
    and no value that production's settings bind again.
    """
    if is_test_code(file, node) or file.project.is_migration(file.path):
        return False
    # A value of a branch: what is shown for it may begin before the branch.
    if any(isinstance(each, ast.expr) and node in ast.walk(each) for each in developers_branches(file)):
        return False
    return not is_rebound(file, node) and not is_rebound_below(file, node)
