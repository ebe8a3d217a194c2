"""Packages of tests beside a service: with a manifest of their own, made for a test framework, and in no image."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from codemods.libraries import servers, workers
from codemods.libraries.frameworks import web
from codemods.project.project import Project
from codemods.project.test_code import is_called_after_tests
from codemods.vocabulary.kept import once

# What serves or works: a service may well name its tests' libraries among its own.
_SERVES = web.INSTALLED | servers.INSTALLED | workers.INSTALLED
_MANIFESTS = ("pyproject.toml", "setup.py")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
_PLUGIN = re.compile(rb"\bpytest11\b")
_STRING = re.compile(r"[\"']([^\"'\n]+)[\"']")
_REQUIRES = re.compile(r"install_requires\s*=\s*\[(.*?)\]", re.DOTALL)
_CALLED = re.compile(r"\bname\s*=\s*[\"']([\w.-]+)[\"']")


def is_test_package(project: Project, path: str) -> bool:
    """Whether a file lies in a package of tests that no image and no deployment outside of it names."""
    return _is_test_root(project, project.service_root(path))


@once
def _is_test_root(project: Project, root: str) -> bool:
    return bool(root) and _is_for_tests(project, root) and not _is_named(project, root)


def _is_for_tests(project: Project, root: str) -> bool:
    manifests = (project.files.get(posixpath.join(root, each)) for each in _MANIFESTS)
    if any(each is not None and _PLUGIN.search(each.spelled) for each in manifests):
        return True
    name, needed = needed_by(project, root)
    if not _SERVES.isdisjoint(each.lower().replace("_", "-") for each in needed):
        return False
    named = is_called_after_tests(name) and any(map(web.DRIVES_TESTS.match, needed))
    return named or any(map(web.ONLY_TESTS.match, needed))


def needed_by(project: Project, root: str) -> tuple[str, list[str]]:
    """What the package of a folder is called, and which distributions it needs."""
    name = ""
    needed: list[str] = []
    for manifest in _MANIFESTS:
        file = project.files.get(posixpath.join(root, manifest))
        if file is not None:
            text = file.spelled.decode("utf-8", "replace")
            called, asked = _of_project(text) if manifest.endswith("toml") else _of_setup(text)
            name, needed = name or called, [*needed, *asked]
    return name, needed


def _of_project(text: str) -> tuple[str, list[str]]:
    """The name and the dependencies of a pyproject.toml, those of its groups and extras left out."""
    try:
        document: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return "", []
    project, poetry = _table(document, "project"), _table(_table(document, "tool"), "poetry")
    said = project.get("dependencies")
    asked = [str(each) for each in said] if isinstance(said, list) else []
    asked += _table(poetry, "dependencies")
    return str(project.get("name") or poetry.get("name") or ""), list(_names(asked))


def _table(document: dict[str, Any], key: str) -> dict[str, Any]:
    found = document.get(key)
    return found if isinstance(found, dict) else {}


def _of_setup(text: str) -> tuple[str, list[str]]:
    called, asked = _CALLED.search(text), _REQUIRES.search(text)
    return called[1] if called else "", list(_names(_STRING.findall(asked[1]) if asked else ()))


def _names(asked: Any) -> Iterator[str]:
    return (match[0] for each in asked if (match := _NAME.match(each)))


def _is_named(project: Project, root: str) -> bool:
    """Whether an image or a deployment outside of the folder names it."""
    word = re.compile(rb"(?<![\w-])" + re.escape(posixpath.basename(root).encode()) + rb"(?![\w-])")
    return any(
        file.kind in ("dockerfile", "compose", "procfile") and not path.startswith(f"{root}/")
        and word.search(file.spelled) is not None
        for path, file in project.files.items()
    )  # fmt: skip
