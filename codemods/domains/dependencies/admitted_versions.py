"""The newest versions of a distribution that a service's manifests and locks admit."""

from __future__ import annotations

import ast
import configparser
import json
import posixpath
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from codemods.domains.dependencies.manifests import document, is_aside
from codemods.formats import requirements
from codemods.project.project import Project

Version = tuple[int, ...]

_CLAUSE = re.compile(r"(===|==|~=|<=|<|\^|~|)\s*v?(\d+(?:\.\d+)*)(\.\*)?[\w.+-]*$")
_FROM = re.compile(r"\s*+\(?\s*+(===|==|~=|>=|>|\^|~|)\s*+v?(\d+(?:\.\d+)*)")


def older(project: Project, path: str, name: str, first: Version) -> str | None:
    """The manifest or lock of the file's service that admits no version from `first` on, or None."""
    root = project.service_root(path)
    for where, specifiers in _specifiers(project, root, name):
        if any(_ends_before(each, first) for text in specifiers for each in text.strip("() ").split(",")):
            return where
    return None


def has_flask_before(project: Project, path: str, first: Version) -> bool:
    """Whether a manifest of the file's service pins a Flask before `first`, or its code has imports from `flask.ext`,
    which none since 1.0 has.
    """
    imported = any(not project.is_test(each.path) for each in project.mentioning(b"flask.ext."))
    return imported or older(project, path, "flask", first) is not None


def admits(specifier: str, first: Version, end: Version) -> bool:
    """Whether a version from `first` on and before `end` may be taken, as far as each clause tells by itself."""
    return not any(_ends_before(each, first) or _begins_at(each, end) for each in specifier.strip("() ").split(","))


def _begins_at(clause: str, end: Version) -> bool:
    """Whether the clause of a specifier admits no version before `end`."""
    match = _FROM.match(clause)
    return match is not None and tuple(map(int, match[2].split("."))) >= end


def _specifiers(project: Project, root: str, name: str) -> Iterator[tuple[str, Iterable[str]]]:
    """Each file that asks for the distribution, and the versions that it admits, as it writes them."""
    for file in project.files.values():
        inside = not root or file.path.startswith(f"{root}/")
        if file.kind == "requirements" and (inside or posixpath.dirname(file.path) in around(root)):
            found = None if is_aside(file) else document(file)
            yield file.path, [each.specifier for each in found.requirements if each.name == name] if found else ()
    for where, read in _READERS.items():
        for path, data in files_at(project, root, where):
            try:
                yield path, [str(version) for each, version in read(data.decode()) if _normal(each) == name]
            except (ValueError, TypeError, AttributeError, LookupError, SyntaxError, configparser.Error):
                continue  # A manifest that cannot be read says nothing.


def _ends_before(clause: str, first: Version) -> bool:
    """Whether the clause of a specifier (`==1.1.4`, `<2`, `^1.0`) admits no version from `first` on."""
    match = _CLAUSE.fullmatch(clause.strip())
    if match is None:
        return False
    numbers = tuple(map(int, match[2].split(".")))
    if match[1] == "<":
        return _trimmed(numbers) <= _trimmed(first)
    if match[1] in ("^", "~=", "~"):
        kept = {"^": 1, "~=": max(len(numbers) - 1, 1), "~": min(len(numbers), 2)}[match[1]]
        return numbers[:kept] < first[:kept]
    return numbers[: len(first)] < first[: len(numbers)]


def _trimmed(version: Version) -> Version:
    """The version without the zeros at its end."""
    while version and not version[-1]:
        version = version[:-1]
    return version


def _normal(name: object) -> str:
    return requirements.normalised(str(name))


def _toml_requirements(text: str) -> Iterator[tuple[str, Any]]:
    """What a pyproject.toml asks for, in the standard's table or in Poetry's."""
    found = tomllib.loads(text)
    yield from _listed(found.get("project", {}).get("dependencies", ()))
    yield from _versions(found.get("tool", {}).get("poetry", {}).get("dependencies", {}))


def _setup_requirements(text: str) -> Iterator[tuple[str, Any]]:
    """What a setup.py asks for in so many words, or by the name of a list."""
    tree = ast.parse(text)
    lists = {
        target.id: each.value for each in tree.body if isinstance(each, ast.Assign)
        for target in each.targets if isinstance(target, ast.Name)
    }  # fmt: skip
    for each in ast.walk(tree):
        if isinstance(each, ast.keyword) and each.arg == "install_requires":
            value = lists.get(each.value.id, each.value) if isinstance(each.value, ast.Name) else each.value
            yield from _listed(ast.literal_eval(value))


def _config_requirements(text: str) -> Iterator[tuple[str, Any]]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.read_string(text)
    yield from _listed(parser.get("options", "install_requires", fallback="").splitlines())


def _listed(lines: Iterable[str]) -> Iterator[tuple[str, Any]]:
    yield from ((each.name, each.specifier) for each in requirements.parse("\n".join(lines)).requirements)


def _versions(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, said in table.items():
        yield name, said.get("version", "") if isinstance(said, dict) else said


def _packages(text: str) -> Iterator[tuple[str, Any]]:
    yield from ((each["name"], f"=={each['version']}") for each in tomllib.loads(text)["package"] if "version" in each)


_READERS = {
    "pyproject.toml": _toml_requirements,
    "setup.py": _setup_requirements,
    "setup.cfg": _config_requirements,
    "Pipfile": lambda text: _versions(tomllib.loads(text)["packages"]),
    "Pipfile.lock": lambda text: _versions(json.loads(text)["default"]),
    **dict.fromkeys(("poetry.lock", "uv.lock", "pdm.lock"), _packages),
}


def files_at(project: Project, root: str, name: str) -> Iterator[tuple[str, bytes]]:
    """The files of that name in the service's folder and in those around it."""
    for folder in (root, *around(root)):
        path = posixpath.join(folder, name)
        try:
            data = project.on_disk(path)
        except OSError:
            continue
        if data is not None:
            yield path, data


def around(root: str) -> list[str]:
    """The folders that hold the folder, outwards, '' being the last."""
    parts = root.split("/") if root else []
    return ["/".join(parts[:end]) for end in range(len(parts) - 1, -1, -1)]
