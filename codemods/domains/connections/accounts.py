"""Whether a user's name is an account of the operating system, which a package or an image makes, and no setting."""

from __future__ import annotations

import ast

from codemods.model.import_graph import importers
from codemods.model.names import qualified
from codemods.project.source_file import SourceFile

# What says who runs the process, and what looks an account up.
_RUNS = frozenset(("getpass.getuser", "os.getlogin"))
_LOOKS_UP = frozenset(("pwd.getpwnam", "shutil.chown"))


def is_account_of_machine(file: SourceFile, name: str) -> bool:
    """Whether the file only compares the constant with who runs it, looks that account up, or shows it in a text."""
    uses = [each for each in file.nodes(ast.Name) if each.id == name and isinstance(each.ctx, ast.Load)]
    kinds = {_kind(file, each) for each in uses}
    taken = any(name.encode() in other.spelled for other, _ in importers(file))
    return "account" in kinds <= {"account", "text"} and not taken


def _kind(file: SourceFile, use: ast.Name) -> str:
    parent = file.parents[use]
    if isinstance(parent, ast.Compare):
        others = [each for each in (parent.left, *parent.comparators) if each is not use]
        return "account" if all(_asks_who(file, each) for each in others) else ""
    if isinstance(parent, ast.Call | ast.keyword):
        call = parent if isinstance(parent, ast.Call) else file.parents[parent]
        return "account" if isinstance(call, ast.Call) and qualified(file, call.func) in _LOOKS_UP else ""
    whole = file.parents[parent]
    if isinstance(parent, ast.FormattedValue) and isinstance(whole, ast.JoinedStr):
        return "" if "://" in ast.unparse(whole) else "text"
    return ""


def _asks_who(file: SourceFile, node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute) and node.attr == "pw_name":
        return True
    return isinstance(node, ast.Call) and qualified(file, node.func) in _RUNS
