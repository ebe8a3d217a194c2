"""Compose services that run a folder's code and lack a setting that the code reads."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import Any

from codemods.analysis.project import Project
from codemods.formats.definitions import given, services


def ungiven(project: Project, root: str, names: Iterable[str]) -> Iterator[tuple[str, str, list[str]]]:
    """The Compose file, the service and the names that it is not given, for each service built from the folder `root`.

    A service that takes the folder's `.env` lacks nothing: it holds all that left the code.
    """
    for path, file in sorted(project.files.items()):
        if file.kind != "compose":
            continue
        folder = posixpath.dirname(path)
        for service, description in services(file.text).items():
            if built_from(project, folder, description) != root or _takes_env_file(folder, root, description):
                continue
            has = given(description, project.root / folder).names
            if lacking := sorted({*names} - has):
                yield path, service, lacking


def built_from(project: Project, folder: str, service: dict[str, Any]) -> str | None:
    """The folder of the code that a service's image is built from; None where it is not built, or from elsewhere."""
    build = service.get("build")
    context, name = (build.get("context", "."), build.get("dockerfile", "")) if isinstance(build, dict) else (build, "")
    if not isinstance(context, str) or "$" in context or "://" in context:
        return None
    image = posixpath.normpath(posixpath.join(folder, context, str(name) or "Dockerfile"))
    return None if image.startswith("../") else project.service_root(image)


def _takes_env_file(folder: str, root: str, service: dict[str, Any]) -> bool:
    files = service.get("env_file") or []
    paths = [
        each.get("path") if isinstance(each, dict) else each for each in (files if isinstance(files, list) else [files])
    ]
    return posixpath.join(root, ".env") in {posixpath.normpath(posixpath.join(folder, str(each))) for each in paths}
