"""Which files the deploy gives: the script that a container starts with writes them anew, out of the variables that the
container is given; or Kubernetes mounts them, each by its own name, out of a ConfigMap or a Secret.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from codemods.model.test_scopes import use_of
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use
from codemods.vocabulary.kept import once

# `cat <<EOF > /etc/shop/shop.cfg`, either order, with what stands between; a quoted delimiter leaves `$` as it is.
_HERE = re.compile(
    r"^(?P<line>[^#\n]*<<-?[ \t]*(?P<end>\w+)[^\n]*)\n(?P<body>.*?)^[ \t]*(?P=end)[ \t]*$", re.MULTILINE | re.DOTALL
)
_SUBSTITUTES = re.compile(r"^[^#\n]*\benvsubst\b[^\n]*", re.MULTILINE)
_INTO = re.compile(r"(?<![>\d&])>[ \t]*[\"']?([^\s\"'<>|&;]+)")
_VARIABLE = re.compile(r"(?<!\\)\$\{?[A-Za-z_]")
# Lines and no tree: most manifests of Kubernetes are a chart's templates.
_MOUNT = re.compile(r"^[ \t]*(?:-[ \t]+)?mountPath:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*(?:-[ \t]+)?path:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_GIVEN = re.compile(r"^[ \t]*(?:-[ \t]+)?(?:configMap|secret):", re.MULTILINE)
_STARTED = ("dockerfile", "compose", "procfile", "unit", "yaml")


def is_written_at_start(project: Project, name: str) -> bool:
    """Whether a start script makes the file of this base name from its variables: then they set what the file holds."""
    return name in _written_at_start(project)


@once
def _written_at_start(project: Project) -> frozenset[str]:
    return frozenset(posixpath.basename(target) for each in _scripts(project) for target in _targets(each.text))


def _scripts(project: Project) -> Iterator[SourceFile]:
    """The scripts that write a file and that a definition of production names."""
    defined = [each.data for each in project.files.values() if each.kind in _STARTED]
    for path, each in project.files.items():
        writes = each.kind == "shell" and (b"<<" in each.data or b"envsubst" in each.data)
        if writes and use_of(each) is Use.PRODUCTION:
            name = posixpath.basename(path).encode()
            if any(name in data for data in defined):
                yield each


def _targets(text: str) -> Iterator[str]:
    for here in _HERE.finditer(text):
        if _VARIABLE.search(here["body"]):
            yield from _INTO.findall(here["line"])
    for line in _SUBSTITUTES.findall(text):
        yield from _INTO.findall(line)


def is_mounted(project: Project, name: str) -> bool:
    """Whether a definition of production mounts a file of this base name: who deploys says what it holds."""
    return name in _mounted_files(project)


@once
def _mounted_files(project: Project) -> frozenset[str]:
    return frozenset(
        posixpath.basename(path)
        for each in project.files.values()
        if each.kind == "yaml" and b"mountPath:" in each.spelled and use_of(each) is Use.PRODUCTION
        for path in _mounted(each)
    )


def _mounted(file: SourceFile) -> Iterator[str]:
    if _GIVEN.search(file.text):
        if "subPath:" in file.text:
            yield from _MOUNT.findall(file.text)
        if "items:" in file.text:
            yield from _ITEM.findall(file.text)
