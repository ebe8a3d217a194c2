"""Modules of a project that a fix has put there: as they were, or as their owner has them by now."""

from __future__ import annotations

import ast
from functools import cache
from importlib import resources

from codemods.project.project import Project


@cache
def emitted_text(name: str) -> str:
    """The text of an emitted file, as it stands in a package."""
    return resources.files("codemods.emitted").joinpath(name).read_text("utf-8")


def is_ours(name: str, present: bytes) -> bool:
    """Whether what lies there can be taken for the emitted module: each of its functions, called in the same way."""
    wanted = _signatures(emitted_text(name).encode())
    found = _signatures(present)
    return wanted is not None and found is not None and wanted <= found


def has_room(project: Project, path: str, name: str) -> bool:
    """Whether the emitted module can be at the path: nothing is there, or it is there already."""
    try:
        present = project.on_disk(path)
    except OSError:
        return False
    return present is None or is_ours(name, present)


@cache
def _signatures(source: bytes) -> frozenset[tuple[str, str]] | None:
    """The public functions and classes of a module with their parameters; None where it cannot be parsed."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError):
        return None
    return frozenset(
        (each.name, ", ".join(_parameters(each)) if isinstance(each, ast.FunctionDef) else "")
        for each in body if isinstance(each, ast.FunctionDef | ast.ClassDef) and not each.name.startswith("_")
    )  # fmt: skip


def _parameters(function: ast.FunctionDef) -> list[str]:
    given = function.args
    listed = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    return [each.arg for each in listed]
