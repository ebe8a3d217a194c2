"""Whether the main guard of a module can run at all: Python refuses the relative imports of what is run by its path."""

from __future__ import annotations

import ast
import posixpath
import re

from codemods.model.call_graph import code_at, main_guard
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

# `python -m service.app`, `["python", "-m", "service.app"]`, `"module": "service.app"`.
_BY_NAME = re.compile(rb"(?:-m[\s\"',]+|\"module\"\s*:\s*\"|run_module\(\s*[\"'])([A-Za-z_][\w.]*)")
_INSTRUCTIONS = ("README.md", "README.rst", "README.txt", "README")


def cannot_run(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node stands under the main guard of a module that imports by its place in its package, and nothing
    starts the module by its name. A package's own `__init__.py` is never started by its name.
    """
    guard = main_guard(file)
    if guard is None or code_at(file, node).node is not guard:
        return False
    if not any(isinstance(each, ast.ImportFrom) and each.level for each in (*file.tree.body, *guard.body)):
        return False
    if posixpath.basename(file.path) in ("__init__.py", "__main__.py"):
        return file.path.endswith("__init__.py")
    module = f".{file.path.removesuffix('.py').replace('/', '.')}"
    return not any(module.endswith(f".{each}") for each in _started_by_name(file.project))


@once
def _started_by_name(project: Project) -> frozenset[str]:
    """The modules that anything in the tree starts by their names."""
    folders = {"", *project.services}
    told = [project.text_on_disk(posixpath.join(each, name)).encode() for each in folders for name in _INSTRUCTIONS]
    texts = [*told, *(each.spelled for each in project.files.values())]
    return frozenset(match[1].decode() for text in texts for match in _BY_NAME.finditer(text))
