"""Volumes that a deployment mounts into two or more of its containers: what one writes there, the others see."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from codemods.formats import compose, parse
from codemods.project.project import Project
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_CLAIM = re.compile(rb"\bclaimName:\s*[\"']?([\w.{}$ -]+)")
_MANY = re.compile(rb"\bReadWriteMany\b")


@once
def shared_volumes(project: Project) -> frozenset[str]:
    """Where the volumes are mounted, "" for one of Kubernetes' claims. Folders of code are none."""
    return frozenset((*_of_compose(project), *_of_kubernetes(project)))


def _of_compose(project: Project) -> Iterator[str]:
    code = {f"{posixpath.dirname(each.path)}/" for each in project.python()}
    for path, file in project.files.items():
        if file.kind != "compose":
            continue
        try:
            document = parse(file)
        except Unreadable:
            continue
        users: dict[str, dict[str, str]] = {}
        for service, source, target in _mounts(document):
            users.setdefault(source, {})[service] = target
        for source, targets in users.items():
            folder = posixpath.normpath(posixpath.join(posixpath.dirname(path), source))
            inside = "" if folder == "." else f"{folder}/"
            if len(targets) > 1 and not (source.startswith(".") and any(each.startswith(inside) for each in code)):
                yield from targets.values()


def _mounts(document: compose.Document) -> Iterator[tuple[str, str, str]]:
    """The service, the source and the target of each mount that may be written to."""
    long: dict[tuple[str, int], dict[str, str]] = {}
    for scalar in document.scalars:
        match scalar.path:
            case ("services", str(name), "volumes", int()):
                source, _, rest = scalar.value.partition(":")
                target, _, options = rest.partition(":")
                if target and "ro" not in options.split(","):
                    yield name, source, target
            case ("services", str(name), "volumes", int(number), str(key)):
                long.setdefault((name, number), {})[key] = scalar.value
    for (name, _), each in long.items():
        if each.get("source") and each.get("target") and each.get("read_only") != "true":
            yield name, each["source"], each["target"]


def _of_kubernetes(project: Project) -> Iterator[str]:
    claims = [
        name.strip()
        for file in project.files.values() if file.kind == "yaml"
        for name in _CLAIM.findall(file.data)
    ]  # fmt: skip
    many = any(file.kind == "yaml" and _MANY.search(file.data) for file in project.files.values())
    if many and len(set(claims)) < len(claims):
        yield ""
