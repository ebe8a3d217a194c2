"""Whether a path surely lies below the working directory or the folder of the service's own code."""

from __future__ import annotations

import ast

from codemods.domains.state.path_keys import constants, own_value, setting_key
from codemods.libraries.files import FIRST_PART, HERE, SAME_FOLDER
from codemods.libraries.standard import ENVIRONMENT_GETS
from codemods.model.names import called, qualified
from codemods.model.scopes import lookup
from codemods.model.strings import argument, config_values
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile

_DEPTH = Limit(12, "a folder")


def below_root(file: SourceFile, node: ast.expr, depth: int = 0) -> bool:
    """Whether the path begins with a relative name, the working directory, or a folder of the code's own."""
    if _DEPTH.is_passed(file, depth):
        return False
    match node:
        case ast.Constant(value=str(value)):
            return not value.startswith(("/", "~", "\\"))
        case ast.JoinedStr(values=[ast.FormattedValue(value=first), *_]):
            return _begins_relative(file, node) or below_root(file, first, depth + 1)
        case ast.JoinedStr(values=[first, *_]):
            return below_root(file, first, depth + 1)
        case ast.BinOp(op=ast.Add() | ast.Div() | ast.Mod(), left=left):
            return below_root(file, left, depth + 1)
        case ast.BoolOp(op=ast.Or(), values=values):
            return below_root(file, values[-1], depth + 1)
        case ast.Call():
            return _call(file, node, depth)
        case ast.Attribute(attr="root_path"):
            return True
        case ast.Attribute(attr="parent", value=value):
            return _levels(file, value, 1, depth + 1)
        case ast.Subscript() if setting_key(node):
            return _settings(file, setting_key(node), depth)
        case ast.Name():
            return _name(file, node, depth)
        case ast.Attribute():
            own = own_value(file, node)
            return below_root(file, own, depth + 1) if own is not None else _attribute(file, node, depth)
    return False


def _begins_relative(file: SourceFile, node: ast.JoinedStr) -> bool:
    """`f"{name}.txt"`: what is put in first is no folder, as no slash follows it."""
    return len(node.values) > 1 and isinstance(node.values[1], ast.Constant) and "/" not in str(node.values[1].value)


def _call(file: SourceFile, node: ast.Call, depth: int) -> bool:
    name = called(file, node)
    if name in HERE:
        return True
    if name in ENVIRONMENT_GETS:
        default = argument(node, 1, "default")
        return default is not None and below_root(file, default, depth + 1)
    if name == "os.path.dirname" and node.args:
        return _levels(file, node.args[0], 1, depth + 1)
    if name in FIRST_PART and node.args:
        return below_root(file, node.args[0], depth + 1)
    if setting_key(node):
        return _settings(file, setting_key(node), depth)
    if isinstance(node.func, ast.Attribute) and node.func.attr == "with_name":
        return _levels(file, node.func.value, 1, depth + 1)
    if isinstance(node.func, ast.Attribute) and node.func.attr in SAME_FOLDER:
        return below_root(file, node.func.value, depth + 1)
    return False


def _levels(file: SourceFile, node: ast.expr, levels: int, depth: int) -> bool:
    """Whether that many folders up from the path is still a folder of the service: `dirname(dirname(__file__))`."""
    if _DEPTH.is_passed(file, depth):
        return False
    match node:
        case ast.Name(id="__file__"):
            root = file.project.service_root(file.path)
            inside = file.path[len(root) :].strip("/")
            return levels - 1 <= inside.count("/")
        case ast.Attribute(attr="parent", value=value):
            return _levels(file, value, levels + 1, depth + 1)
        case ast.Call(args=[first, *_]) if (name := called(file, node)) in (*FIRST_PART, "os.path.dirname"):
            more = name == "os.path.dirname"
            return (more or len(node.args) == 1) and _levels(file, first, levels + more, depth + 1)
        case ast.Call(func=ast.Attribute(attr="resolve" | "absolute", value=value)):
            return _levels(file, value, levels, depth + 1)
        case ast.Name():
            bindings = lookup(file, node, node.id)
            given = bindings[0].value if len(bindings) == 1 else None
            return given is not None and _levels(file, given, levels, depth + 1)
    return False


def _settings(file: SourceFile, key: str, depth: int) -> bool:
    found = config_values(file.project, key)
    return bool(found) and all(below_root(other, value, depth + 1) for other, value in found)


def _name(file: SourceFile, node: ast.Name, depth: int) -> bool:
    bindings = lookup(file, node, node.id)
    if not bindings:
        return False
    if all(each.kind == "value" and each.value is not None for each in bindings):
        return all(each.value is not None and below_root(file, each.value, depth + 1) for each in bindings)
    statement = bindings[0].node
    if len(bindings) == 1 and isinstance(statement, ast.ImportFrom):
        original = next(each.name for each in statement.names if (each.asname or each.name) == node.id)
        module = file.project.absolute_name(file.path, statement.level, statement.module)
        return _constant(file, module, original, depth)
    return False


def _attribute(file: SourceFile, node: ast.Attribute, depth: int) -> bool:
    base = qualified(file, node.value)
    return bool(base) and _constant(file, base, node.attr, depth)


def _constant(file: SourceFile, module: str, name: str, depth: int) -> bool:
    found = constants(file, module, name)
    return bool(found) and all(below_root(other, value, depth + 1) for other, value in found)
