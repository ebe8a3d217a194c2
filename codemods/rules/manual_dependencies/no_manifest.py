"""OP208: a service that imports libraries and says nowhere which ones it needs.

Whoever builds it finds out by trying: each start names the next module that is missing, and nothing tells the version
that the code was written for.

By hand: write what the service imports into `requirements.in` and compile it into a lock:
`uv pip compile --universal --generate-hashes requirements.in -o requirements.txt`, in the environment that runs today.
"""

from __future__ import annotations

import ast
import posixpath
import sys
from collections.abc import Iterator

from codemods.analysis import manifests
from codemods.analysis.distributions import distribution
from codemods.analysis.entry import entries
from codemods.analysis.imports import imports
from codemods.analysis.project import Project
from codemods.analysis.source import SourceFile, Unreadable
from codemods.finding import Finding, Safety
from codemods.rule import Rule

rule = Rule(
    "OP208", "no-manifest", needles=("Flask", "flask", "FastAPI", "create_app", "Quart", "bottle"), safety=Safety.NONE
)

_MANIFESTS = ("pyproject.toml", "Pipfile", "setup.py", "setup.cfg", "environment.yml", "environment.yaml", "uv.lock",
              "poetry.lock", "conda.yml", "pdm.lock")  # fmt: skip
_MAX_FILES = 200


@rule.find(ast.Module)
def undeclared(tree: ast.Module, file: SourceFile) -> Iterator[Finding]:
    """The first import of a library in the file that a web process starts with."""
    if _has_manifest(file.project) or manifests.is_aside(file):
        return
    root = file.project.service_root(file.path)
    if not any(each.file is file and each.role == "web" for each in entries(file.project, root)):
        return
    own = list(_libraries(file))
    if own:
        reached = {file.path: file} | {each.file.path: each.file for each in imports(file)}
        names = {distribution(name) for each in list(reached.values())[:_MAX_FILES] for _, name in _libraries(each)}
        remedy = f"write {', '.join(sorted(names))} into requirements.in and compile it into a lock with hashes"
        yield file.finding(rule, own[0][0], "nothing says which libraries the service needs", remedy)


def _has_manifest(project: Project) -> bool:
    cached: bool | None = project.__dict__.get("_has_manifest")
    if cached is None:
        named = any(each.kind == "requirements" or posixpath.basename(each.path) in _MANIFESTS
                    for each in project.files.values())  # fmt: skip
        installed = any(found.named or found.files for _, image in manifests.images(project)
                        for _, found in manifests.image_installs(image))  # fmt: skip
        on_disk = any((project.root / above / name).exists() for above in (".", "..")
                      for name in (*_MANIFESTS, "requirements.txt", "requirements"))  # fmt: skip
        cached = project.__dict__["_has_manifest"] = named or installed or on_disk
    return cached


def _libraries(file: SourceFile) -> Iterator[tuple[ast.stmt, str]]:
    """The imports at the file's top level that neither Python nor the project has."""
    try:
        body = file.tree.body
    except Unreadable:
        return
    for statement in body:
        names = []
        if isinstance(statement, ast.Import):
            names = [each.name for each in statement.names]
        elif isinstance(statement, ast.ImportFrom) and not statement.level and statement.module:
            names = [statement.module]
        for name in names:
            top = name.partition(".")[0]
            if top not in sys.stdlib_module_names and file.project.module(top, file.path) is None:
                yield statement, top
