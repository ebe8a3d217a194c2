"""Nothing that can fail is evaluated where it was not before: in a definition, for other environments, or where another
source has what it is for."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator

from codemods.model.environment_reads import environment_read
from codemods.model.functions import FUNCTIONS
from codemods.model.names import qualified
from codemods.model.overlays.fallbacks import is_fallback
from codemods.model.overlays.loaded import overlay
from codemods.project.project import Project
from codemods.project.source_file import SourceFile


def objection(before: Project, after: Project, paths: Collection[str]) -> str | None:
    """Which setting would be insisted on where the code could do without it until now, or None."""
    for path in sorted(paths):
        file, old = after.files[path], before.files.get(path)
        if file.kind != "python" or old is None or old.kind != "python":
            continue
        known = Counter((where, name) for where, name, _ in _insisted(old))
        for where, name, node in _insisted(file):
            if known[where, name]:
                known[where, name] -= 1
            elif said := _said(file, where, name, node):
                return said
    return None


def _said(file: SourceFile, where: str, name: str, node: ast.expr) -> str:
    if where == "definition":
        return f"{name} would be read where the function is defined, not where it is called"
    if where.startswith("class") and _siblings(file, where.removeprefix("class ")):
        return f"{name} would be insisted on for the environments of the other classes too"
    if is_fallback(file, node):
        return f"{name} would be insisted on also where what it is the fallback of is there"
    if source := overlay(file, node):
        return f"{name} would be insisted on by defaults that {source} overrides"
    return ""


def _insisted(file: SourceFile) -> Iterator[tuple[str, str, ast.expr]]:
    """Where each `os.environ["NAME"]`, `env.str("NAME")` stands ('' for a function's body), NAME, and the read."""
    for call in file.nodes(ast.Call):
        if (read := environment_read(file, call)) and read[2]:
            yield _place(file, call), read[0], call
    for node in file.nodes(ast.Subscript):
        if isinstance(node.ctx, ast.Load) and qualified(file, node.value) == "os.environ":
            name = node.slice.value if isinstance(node.slice, ast.Constant) else ast.unparse(node.slice)
            yield _place(file, node), str(name), node


def _place(file: SourceFile, node: ast.AST) -> str:
    """Where the node is evaluated: "definition", "class X" or "module"; '' in the body of a function."""
    child = node
    for each in file.ancestors(node):
        if isinstance(each, FUNCTIONS):
            defaults = [*each.args.defaults, *each.args.kw_defaults, *getattr(each, "decorator_list", ())]
            return "definition" if child in defaults or child is each.args else ""
        if isinstance(each, ast.ClassDef):
            return f"class {each.name}"
        child = each
    return "module"


def _siblings(file: SourceFile, name: str) -> bool:
    """Whether the module has classes of settings beside the one of that name, and none that inherits from it."""
    classes = {each.name: each for each in file.tree.body if isinstance(each, ast.ClassDef)}
    own = classes.pop(name, None)
    bases = {ast.unparse(base) for each in classes.values() for base in each.bases}
    return own is not None and name not in bases and _is_settings(own) and any(map(_is_settings, classes.values()))


def _is_settings(node: ast.ClassDef) -> bool:
    """A class of constants: `class Production: DEBUG = False`."""
    targets = [target for each in node.body if isinstance(each, ast.Assign) for target in each.targets]
    return any(isinstance(each, ast.Name) and each.id.isupper() for each in targets)
