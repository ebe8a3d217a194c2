"""Calls that take long: downloads, loads of models and data, HTTP calls."""

from __future__ import annotations

import ast
import posixpath
from pathlib import Path

from codemods.libraries import slow_calls
from codemods.model.call_graph import made_by
from codemods.model.names import called, qualified
from codemods.model.strings import argument, keyword, text
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile

_SMALL = 1_000_000


def heavy(file: SourceFile, node: ast.Call) -> str:
    """What a call does that takes long ("downloads a file", "loads a model"), '' for any other call."""
    node = made_by(file, node)
    name = called(file, node)
    if not name:
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        return slow_calls.BY_METHOD.get(method, "")
    if slow_calls.DOWNLOADS.search(name):
        return "downloads a file"
    if slow_calls.HTTP.search(name):
        return "makes an HTTP request"
    if slow_calls.MODELS.search(name) or _is_pretrained(file, node, name):
        return "loads a model" if not _is_small_string(node, name) else ""
    if slow_calls.DATA.search(name) and not _is_small_file(file, node):
        return "loads data"
    method = name.rpartition(".")[2]
    if method not in slow_calls.BY_METHOD or (method == "from_pretrained" and "." not in name):
        return ""
    # What a method of the project's own does is seen where it does it.
    return "" if any(each.kind == "function" for each in evaluate(file, node.func)) else slow_calls.BY_METHOD[method]


def downloads(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node is a call that fetches a file."""
    return isinstance(node, ast.Call) and heavy(file, node) in ("downloads a file", "makes an HTTP request")


def _is_pretrained(file: SourceFile, node: ast.Call, name: str) -> bool:
    """Constructors that fetch weights: Keras does unless told not to, torchvision if told to."""
    weights = keyword(node, "weights", "pretrained")
    value = weights.value if weights else None
    off = isinstance(value, ast.Constant) and not value.value
    if slow_calls.PRETRAINED.search(name):
        return not off
    return slow_calls.PRETRAINED_IF_TOLD.search(name) is not None and value is not None and not off


def _is_small_string(node: ast.Call, name: str) -> bool:
    """`pickle.loads` of bytes that are in memory already."""
    return (
        name.endswith("pickle.loads") and not any(isinstance(each, ast.Call) for each in ast.walk(node.args[0]))
        if (node.args)
        else False
    )


def _is_small_file(file: SourceFile, node: ast.Call) -> bool:
    """Whether the file that is read lies in the tree and is small."""
    path = text(file, argument(node, 0)).known
    if "://" in path or path.startswith(("/", "\0")):
        return False
    root = file.project.service_root(file.path)
    for folder in dict.fromkeys((file.path.rpartition("/")[0], root, "")):
        try:
            if sizes := [each.stat().st_size for each in _places(file, folder, path)]:
                return max(sizes) < _SMALL
        except OSError:
            continue
    return False


def _places(file: SourceFile, folder: str, path: str) -> list[Path]:
    """The files of the tree that a path may name, where only its last part may be unknown: `data/\\0.csv`."""
    above, name = posixpath.split(posixpath.normpath(posixpath.join(folder, path)))
    names = [name]
    if "\0" in name:
        ends = posixpath.splitext(name)[1] or slow_calls.TABLES
        beside = file.project.root / above
        known = "\0" not in above and not above.startswith("..") and beside.is_dir()
        names = sorted(each.name for each in beside.iterdir() if each.name.endswith(ends)) if known else []
    found = (file.project.place(posixpath.join(above, each)) for each in names)
    return [each for each in found if each is not None]


def is_module(file: SourceFile, node: ast.expr) -> str:
    """The path of the project's file that an expression names as a module, '' for none."""
    name = qualified(file, node)
    found = file.project.module(name, file.path) if name else None
    return found.path if found else ""
