"""OP208: a service that imports libraries and says nowhere which ones it needs.

Whoever builds it finds out by trying: each start names the next module that is missing, and nothing tells the version
that the code was written for.

Before::

    # app.py, and no manifest
    from flask import Flask

After::

    # requirements.in
    flask

    # requirements.txt
    flask==3.1.3 \\
        --hash=sha256:0ef0e52b8a9cd932855379197dd8f94047b359ca0a78695144304cb45f87c9eb
        # via -r requirements.in

By hand: write what the service imports into `requirements.in` and compile it into a lock:
`uv pip compile --universal --generate-hashes requirements.in -o requirements.txt`, in the environment that runs today.

The fix does so where the distribution of each import is known and an environment at hand holds them all: its versions
are kept. It needs a package index.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.dependencies import manifests
from codemods.domains.dependencies.distributions import distribution, is_clear, is_known
from codemods.domains.dependencies.installed_versions import running_versions
from codemods.domains.dependencies.undeclared import libraries, reached
from codemods.domains.deployment.images import is_python_image
from codemods.domains.runtime.command_lines import launches
from codemods.domains.runtime.entry_points import entries
from codemods.libraries import servers
from codemods.libraries.distributions import BOARD_MODULES
from codemods.project.guides import guides
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.kept import once
from codemods.vocabulary.rule import Rule
from codemods.vocabulary.unreadable import Unreadable

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for in which folder, and for which Python."""

    folder: str
    names: tuple[str, ...]
    python: str


rule = Rule[_Asked](
    "OP208",
    "no-manifest",
    needles=("Flask", "flask", "FastAPI", "create_app", "Quart", "bottle"),
    safety=Safety.UNSAFE,
    last=True,
)

_MANIFESTS = ("pyproject.toml", "Pipfile", "setup.py", "setup.cfg", "environment.yml", "environment.yaml", "uv.lock",
              "poetry.lock", "conda.yml", "pdm.lock")  # fmt: skip
# A page may have people install from a list of any name: `pip install -r libs.txt`.
_TOLD = re.compile(r"\bpip3?[ \t]+install\b[^\n`]*?[ \t](?:-r|--requirement)[ \t=]*([\w./-]+)")
_DRIVER = re.compile(rb"\b(?:postgres(?:ql)?|mysql|mariadb|oracle|mssql)(?:\+\w+)?://")


def _web_entry(file: SourceFile) -> SourceFile | None:
    found = entries(file.project, file.project.service_root(file.path))
    return next((each.file for each in found if each.role == "web"), None)


@rule.find(ast.Module)
def undeclared(tree: ast.Module, file: SourceFile) -> Iterator[Finding[_Asked]]:
    """The first import of a library in the file that a web process starts with."""
    if _has_manifest(file.project) or manifests.is_aside(file):
        return
    root = file.project.service_root(file.path)
    if _web_entry(file) is not file:
        return
    own = list(libraries(file))
    if own:
        files = reached(file.project, root)
        modules = {name for each in files for _, name in libraries(each, late=True)}
        names = sorted({distribution(each) for each in modules} | _started(file.project))
        python = _python(file.project, root, names) if not any(map(_names_driver, files)) else ""
        known = all(is_known(each) and is_clear(each) for each in modules) and not _for_another(file.project, root)
        sites = (file.site(own[0][0], "manifest"),) if python and known else ()
        safety = Safety.UNSAFE if sites else Safety.NONE
        remedy = f"write {', '.join(names)} into requirements.in and compile it into a lock with hashes"
        message = "nothing says which libraries the service needs"
        yield file.finding(
            rule, own[0][0], message, remedy, safety=safety, sites=sites, data=_Asked(root, tuple(names), python)
        )


@once
def _has_manifest(project: Project) -> bool:
    named = any(each.kind == "requirements" or posixpath.basename(each.path) in _MANIFESTS
                for each in project.files.values())  # fmt: skip
    installed = any(found.named or found.files for _, image in manifests.images(project)
                    for _, found in manifests.image_installs(image))  # fmt: skip
    on_disk = any((project.root / above / name).exists() for above in (".", "..")
                  for name in (*_MANIFESTS, "requirements.txt", "requirements"))  # fmt: skip
    listed = (each for page in guides(project, ("",)) for each in _TOLD.findall(page))
    return named or installed or on_disk or any(map(project.text_on_disk, listed))


def _started(project: Project) -> set[str]:
    """The servers and workers that commands start: the code need not import them."""
    needed = servers.REQUIRED
    return {needed[name] for each in launches(project) if (name := posixpath.basename(each.words[0])) in needed}


def _names_driver(file: SourceFile) -> bool:
    """Whether the file may name a database by a URL: which driver that takes, no import says."""
    return _DRIVER.search(file.spelled) is not None


def _python(project: Project, root: str, names: list[str]) -> str:
    """The Python that the lock is for; '' where a person has to write it: today's versions cannot be known."""
    if any(is_python_image(file) for file, _ in manifests.images(project)):
        return ""
    python = manifests.python_version(SourceFile(project, posixpath.join(root, "requirements.txt"), b""))
    return python if manifests.has_wheels(python) and running_versions(project, root, names) else ""


def _for_another(project: Project, root: str) -> bool:
    """Whether code of the service is for a Python or a machine that the lock would not be made for."""
    return any(BOARD_MODULES.search(each.spelled) or not _parses(each) for each in project.services.get(root, ()))


def _parses(file: SourceFile) -> bool:
    try:
        return bool(file.tree)
    except Unreadable:
        return False


@rule.rewrite("SimpleStatementLine", role="manifest")
def written(node: object, finding: Finding[_Asked], edit: Edit) -> object:
    """What is asked for, and its lock at today's versions. Raises Skip where it cannot be compiled."""
    from codemods.rewriting.text.lock import compiled

    folder, names = finding.data.folder, list(finding.data.names)
    text = "".join(f"{each}\n" for each in names)
    running = running_versions(edit.file.project, folder, names)
    edit.add_file(posixpath.join(folder, "requirements.in"), text)
    lock = compiled(text, "requirements.in", finding.data.python, running)
    edit.add_file(posixpath.join(folder, "requirements.txt"), lock)
    return node
