"""Small projects in memory, asked by the names of their functions."""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import dedent

from codemods.domains.runtime.phases import phases, starts, trail
from codemods.model.call_graph import Code, main_guard
from codemods.project.project import Project
from codemods.vocabulary.phases import Phase


def project(**files: str) -> Project:
    """A project of these files: `app__views_py` is app/views.py, `Dockerfile` is itself."""
    contents = {}
    for name, text in files.items():
        path = name.replace("__", "/")
        path = f"{path[:-3]}.py" if path.endswith("_py") else path
        contents[path.replace("/init.py", "/__init__.py")] = dedent(text).encode()
    return Project(Path(), contents)


def code(project: Project, path: str, name: str = "") -> Code:
    """The function of that name (or Class.method), the module level for '', the main guard for 'main'."""
    file = project.files[path]
    if not name:
        return Code(file, file.tree)
    if name == "main":
        guard = main_guard(file)
        assert guard is not None
        return Code(file, guard)
    owner, _, method = name.rpartition(".")
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == method:
            parent = file.parents[node]
            if not owner or (isinstance(parent, ast.ClassDef) and parent.name == owner):
                return Code(file, node)
    raise KeyError(name)


def asked(project: Project, path: str, name: str = "") -> set[str]:
    """The phases of a function, of the module level or of the main guard."""
    here = code(project, path, name)
    node = here.node.body[0] if name == "main" else here.node  # type: ignore[attr-defined]
    found = phases(here.file, node)
    assert starts(here.file, node) is (Phase.START in found)
    return {phase.value for phase in found}


def way(project: Project, path: str, name: str, phase: Phase) -> tuple[str, ...]:
    """The trail of a function."""
    here = code(project, path, name)
    return trail(here.file, here.node, phase)
