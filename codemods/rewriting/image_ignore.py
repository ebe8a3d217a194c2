"""What keeps `.env` out of an image that is built from the folder."""

from __future__ import annotations

import posixpath
import re

from pathspec import GitIgnoreSpec

from codemods.analysis.project import Project
from codemods.analysis.source import SourceFile, Unreadable
from codemods.formats import dockerfile, parse

SECRETS = (".env", ".env.*")
# The history holds what has left the code.
_NEW = (".git", "**/__pycache__", *SECRETS)

_NEEDS_GIT = re.compile(
    rb"\bgit (?:describe|rev-parse|log|show|submodule)|setuptools[-_]scm|versioneer|dunamai|hatch-vcs|[\"']git[\"']"
    rb"|\bimport git\b|\bfrom git\b"
)


def ignore_files(project: Project, root: str) -> list[str]:
    """The paths of the files that say what stays out of the images that are built from a service's folder.

    Empty where no Dockerfile of the folder copies it.
    """
    found: dict[str, None] = {}
    for path, file in project.files.items():
        if file.kind == "dockerfile" and posixpath.dirname(path) == root and _copies_folder(file):
            own = f"{path}.dockerignore"
            found[own if _stands(project, own) else posixpath.join(root, ".dockerignore")] = None
    return [*found]


def _stands(project: Project, path: str) -> bool:
    try:
        return project.on_disk(path) is not None
    except OSError:
        return True


def lines_for(project: Project, root: str, before: str) -> list[str]:
    """The lines that such a file lacks; without text, those of a new one."""
    if not before:
        git = any(_NEEDS_GIT.search(file.data) for path, file in project.files.items()
                  if project.service_root(path) == root)  # fmt: skip
        return [each for each in _NEW if each != ".git" or not git]
    rules = before.splitlines()
    spec = GitIgnoreSpec.from_lines(each.strip() for each in rules)
    if all(spec.match_file(each) for each in (".env", ".env.production")):
        return []
    return [each for each in SECRETS if each not in rules]


def _copies_folder(file: SourceFile) -> bool:
    try:
        document: dockerfile.Document = parse(file)
    except Unreadable:
        return False
    for each in document.instructions:
        if each.keyword in ("COPY", "ADD") and not dict(each.flags).get("from"):
            words = each.words if each.words is not None else tuple(each.text.split())
            if any(source in (".", "./", "*", "./*") for source in words[:-1]):
                return True
    return False
