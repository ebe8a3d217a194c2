"""OP210: an import of a library that no manifest of the service names.

It runs where somebody once installed the library by hand, and nowhere else: the next image that is built from the
manifest does not start.

The requirements of a service whose app.py imports slugify and stripe:

Before::

    flask>=3  # the framework
    requests[socks] ; python_version > "3.8"

After::

    flask>=3  # the framework
    requests[socks] ; python_version > "3.8"
    stripe
    python-slugify

By hand: name the library in the manifest, at the version that runs today, and compile the lock again.

The fix adds a line such as the others are: with the version that runs today where they have one, without where not.
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.domains.dependencies import manifests
from codemods.domains.dependencies.distributions import distribution, is_clear, known_modules
from codemods.domains.dependencies.installed_versions import running_versions
from codemods.domains.dependencies.servers.requirement import dependencies
from codemods.domains.dependencies.undeclared import undeclared
from codemods.formats import requirements
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site, Span
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit

rule = Rule("OP210", "undeclared-import", needles=known_modules(), safety=Safety.UNSAFE)

_LOCKS = ("uv.lock", "poetry.lock", "pdm.lock")


@rule.find(ast.Module)
def unnamed(tree: ast.Module, file: SourceFile) -> Iterator[Finding]:
    """The first import of each module that the service's manifests leave out."""
    root = file.project.service_root(file.path)
    for each in undeclared(file.project, root):
        if each.file is file:
            name = distribution(each.module)
            lines = _plan(file.project, root, name) if is_clear(each.module) else {}
            sites = tuple(_end(file.project.files[path]) for path in lines)
            safety = Safety.UNSAFE if sites else Safety.NONE
            message = f"no manifest names {name}, which this imports"
            remedy = f"name {name} in the manifest, at the version that runs today"
            yield file.finding(rule, each.statement, message, remedy, safety=safety, sites=sites, requirements=lines)


def _plan(project: Project, root: str, name: str) -> dict[str, str]:
    """How the distribution has to be named in which manifests; in none where that is not plain."""
    manifest = project.files.get(posixpath.join(root, "requirements.txt"))
    source = manifests.source_of(manifest) if manifest is not None else None
    read = manifests.document(source or manifest) if manifest is not None else None
    if manifest is None or read is None:
        return _in_project(project, root, name)
    lock = manifests.document(manifest)
    if lock is None or (lock.hashed and source is None) or any(each.kind != "name" for each in read.lines):
        return {}
    known = [each for each in read.requirements if each.kind == "name"]
    running = running_versions(project, root, [*(each.name for each in known), name])
    version = next((each.version for each in requirements.parse(running).requirements if each.name == name), "")
    exact = f"{name}=={version}" if version else ""
    pinned = all(each.pinned for each in known)
    text = exact if pinned else name
    lines = {(source or manifest).path: text}
    if source is not None and not lock.hashed:
        # A lock without hashes, compiled by hand: it needs the version.
        lines[manifest.path] = exact
    if not all(lines.values()):
        return {}
    return lines


def _in_project(project: Project, root: str, name: str) -> dict[str, str]:
    file = project.files.get(posixpath.join(root, "pyproject.toml"))
    locked = any((project.root / root / each).exists() for each in _LOCKS)
    if file is None or locked or not dependencies(file.text):
        return {}
    return {file.path: name}


def _end(file: SourceFile) -> Site:
    return Site(file.path, Span(len(file.lines), 1, len(file.lines), 1), "manifest")


@rule.rewrite("requirements", "toml", role="manifest")
def named(document: object, finding: Finding, edit: Edit) -> None:
    """The line, behind the others."""
    from codemods.rewriting.text.manifest import require

    require(edit, finding.requirements[edit.file.path])
