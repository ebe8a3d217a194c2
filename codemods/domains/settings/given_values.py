"""What variables a service is given today, as far as its own files say: what a fix must not begin to read."""

from __future__ import annotations

import contextlib
import posixpath
from collections.abc import Iterator

from codemods.domains.settings.missing_in_compose import built_from
from codemods.formats import dotenv, parse
from codemods.formats.definitions import given, services
from codemods.project.project import Project
from codemods.vocabulary.unreadable import Unreadable

_KEPT = (".env", ".flaskenv")


def given_values(project: Project, root: str) -> dict[str, set[str]]:
    """By variable, the values that Dockerfiles, Compose services and `.env` files give to the service at `root`."""
    cached: dict[str, dict[str, set[str]]] = project.__dict__.setdefault("_given_values", {})
    if root not in cached:
        found = cached[root] = {}
        for name, value in _given(project, root):
            found.setdefault(name, set()).add(value)
    return cached[root]


def _given(project: Project, root: str) -> Iterator[tuple[str, str]]:
    for path, file in project.files.items():
        with contextlib.suppress(Unreadable, OSError):
            if file.kind == "dockerfile" and project.service_root(path) == root:
                yield from parse(file).environment().items()
            elif file.kind == "compose":
                folder = posixpath.dirname(path)
                for service in services(file.text).values():
                    if built_from(project, folder, service) == root:
                        yield from given(service, project.root / folder).values.items()
    for name in _KEPT:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            text = (project.on_disk(posixpath.join(root, name)) or b"").decode()
            yield from ((each.name, each.value) for each in dotenv.parse(text).entries)
