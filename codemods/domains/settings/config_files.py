"""Configuration files that code reads: which file, and whether the environment may override what it holds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.settings.deployed_files import is_mounted, is_written_at_start
from codemods.model.environment_reads import environment_read
from codemods.model.names import called, members, qualified
from codemods.model.scopes import lookup
from codemods.model.strings import argument, literal
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile

# Files of tools, not settings of the application.
_TOOLS = re.compile(
    r"(alembic|tox|pytest|mypy|uwsgi|supervisord?|setup|babel|\w*logging\w*|\w*logger\w*|\w*log_?conf\w*|gunicorn\w*|"
    r"package(-lock)?|pyproject|pylintrc|flake8|coveragerc|manifest|odoo|poetry|hosts|"
    r"(docker-)?compose\w*|openapi|swagger|tsconfig|launch)([.-].*)?\.\w+$",
    re.IGNORECASE,
)
_FROM_OUTSIDE = ("os.environ", "os.getenv", "sys.argv", "os.path.expanduser", "pathlib.Path.home", "builtins.input")
_DEPTH = Limit(6, "the name of a configuration file")


def fixed_file(file: SourceFile, node: ast.AST | None) -> str | None:
    """The base name of the file that the expression names, None where it or all that it holds comes from outside."""
    name = named_file(file, node)
    given = name is not None and (is_written_at_start(file.project, name) or is_mounted(file.project, name))
    return None if given else name


def named_file(file: SourceFile, node: ast.AST | None) -> str | None:
    """The base name of the file that the expression names, None where it comes from outside or can't be known."""
    words: list[str] = []
    if node is None or not _fixed(file, node, words, 0):
        return None
    names = [each.replace("\\", "/").rpartition("/")[2] for each in words if re.search(r"\w\.\w+$", each)]
    return names[-1] if names and not _TOOLS.match(names[-1]) else None


def _fixed(file: SourceFile, node: ast.AST, words: list[str], depth: int) -> bool:
    """Whether nothing from outside of the program takes part in the value; collects the strings that do."""
    if _DEPTH.is_passed(file, depth):
        return False
    match node:
        case ast.Constant():
            if isinstance(node.value, str):
                if node.value.startswith("~"):
                    return False
                words.append(node.value)
            return True
        case ast.Name(id=name):
            bindings = lookup(file, node, name)
            if any(each.kind in ("param", "other") for each in bindings):
                return False
            values = [each.value for each in bindings if each.value is not None]
            return all(_fixed(file, each, words, depth + 1) for each in values)
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=attr):
            owner = file.enclosing_class(node)
            values = members(file, owner).get(attr, []) if owner else []
            return bool(values) and all(_fixed(file, each, words, depth + 1) for each in values)
        case ast.Call():
            name = called(file, node)
            if name.startswith(_FROM_OUTSIDE) or environment_read(file, node) or "parse_args" in name:
                return False
        case ast.Subscript():
            if environment_read(file, node) or qualified(file, node.value).startswith(_FROM_OUTSIDE):
                return False
    return all(_fixed(file, each, words, depth + 1) for each in ast.iter_child_nodes(node) if isinstance(each, _PARTS))


_PARTS = (ast.expr, ast.keyword)


def looks_at_any_variable(file: SourceFile, nodes: Iterator[ast.AST] | list[ast.AST]) -> bool:
    """Whether code reads variables whose names it computes: a loader that lets the environment override anything."""
    for root in nodes:
        for node in ast.walk(root):
            if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Load):
                if qualified(file, node) in ("os.environ", "os.getenv", "os.environb") and not _named(file, node):
                    return True
            elif isinstance(node, ast.Call) and called(file, node).endswith(".from_prefixed_env"):
                return True
    return False


def file_wins(file: SourceFile, around: ast.AST) -> bool:
    """Whether all variables that code reads by computed names are only what is taken where a file is silent."""
    found = [
        node
        for node in ast.walk(around)
        if isinstance(node, ast.Attribute | ast.Name)
        and isinstance(node.ctx, ast.Load)
        and qualified(file, node) in ("os.environ", "os.getenv", "os.environb")
        and not (
            isinstance(file.parents.get(node), ast.Attribute) and qualified(file, file.parents[node]) == "os.getenv"
        )
    ]
    return bool(found) and all(_is_second(file, each) for each in found)


def _is_second(file: SourceFile, node: ast.AST) -> bool:
    """Whether a read of the environment stands behind something else: `{**environ, **file}`, `get(key, …)`, `or`."""
    child: ast.AST = node
    for each in file.ancestors(node):
        match each:
            case ast.Dict(keys=keys, values=values) if child in values:
                return None in keys[values.index(child) + 1 :]
            case ast.BoolOp(op=ast.Or(), values=values):
                return values[0] is not child
            case ast.Call(func=ast.Attribute(attr="get"), args=[_, default]) if default is child:
                return True
            case ast.Call(func=ast.Attribute(attr="update", value=base)) if base is child:
                return True
            case ast.Subscript(ctx=ast.Store(), value=base) if base is child:
                return True
            case ast.stmt():
                return False
        child = each
    return False


def _named(file: SourceFile, node: ast.AST) -> bool:
    """Whether `os.environ` is asked here for one variable by a literal name (or is only imported or set)."""
    parent = file.parents.get(node)
    if isinstance(parent, ast.Attribute):
        call = file.parents.get(parent)
        if parent.attr not in ("get", "setdefault", "pop") or not isinstance(call, ast.Call):
            return parent.attr not in ("items", "keys", "copy", "values", "get")
        return literal(argument(call, 0, "key")) is not None
    if isinstance(parent, ast.Call) and parent.func is node:
        return literal(argument(parent, 0, "key")) is not None
    if isinstance(parent, ast.Compare):
        return literal(parent.left) is not None
    return isinstance(parent, ast.Subscript) and (
        literal(parent.slice) is not None or not isinstance(parent.ctx, ast.Load)
    )


def reads_environment(file: SourceFile, root: ast.AST) -> bool:
    """Whether anything inside reads a variable of the environment."""
    return any(environment_read(file, node) for node in ast.walk(root))
