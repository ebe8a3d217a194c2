"""Which distributions the manifests of a service name: requirements, project files, locks, images and scripts."""

from __future__ import annotations

import ast
import configparser
import contextlib
import json
import posixpath
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from codemods.domains.dependencies import manifests
from codemods.domains.deployment.images import is_python_image
from codemods.formats import parse, requirements
from codemods.formats.requirements import normalised
from codemods.libraries.distributions import EXTRAS
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Span
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_LOCKS = ("poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock")
# What says needs in a way that is not read here.
_UNREAD = ("environment.yml", "environment.yaml", "conda.yml", "conda.yaml", "pylock.toml", "buildout.cfg")
# Commands of other files install too, but a service that has nothing else has no manifest.
_SAYING = ("requirements", "toml", "ini")
# Images that hold Python at most; what others hold besides, nobody knows from here.
_PLAIN = re.compile(r"(?:[\w.-]+(?::\d+)?/)*(?:python|pypy|alpine|ubuntu|debian|uv)(?=[:@]|$)|scratch$")
# What a search begins with is a literal: it is found ten times as fast.
_PIP = re.compile(r"pip(?<!\wpip)[\d.]*(?:\s+-\S+)*['\",\s]+install\b([^\n;&|]*)")
_SYSTEM = re.compile(r"py(?<!\wpy)(?:thon3?|3)-([a-z0-9][\w.+-]*)")
# What these patterns match holds one of these.
_SYSTEMS = ("python-", "python3-", "py3-")
_CONDAS = ("conda", "mamba", "easy_install")
_WORD = re.compile(r"[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?")
_CONDA = re.compile(r"\b(?:conda|mamba|micromamba)\s+(?:install|create|env)\b|\beasy_install\b")
_WHEEL = re.compile(r"([A-Za-z0-9][\w.]*?)-\d[^/]*\.(?:whl|zip|tar\.gz|tgz|tar\.bz2)$")
_EGG = re.compile(r"/([\w.-]+?)(?:\.git)?(?:@[^/]*)?(?:#.*)?$")


_BROKEN = (Unreadable, tomllib.TOMLDecodeError, configparser.Error, AttributeError, TypeError)


class Unknown(Exception):
    """A manifest that cannot be read, or that takes in what cannot be known."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a service's manifests name, normalised. `locked`: a lock names also all that these need in turn.

    `sure`: nothing is named whose own needs cannot be looked up by its name (a repository, a path).
    """

    names: frozenset[str]
    locked: bool
    sure: bool


@once
def declared(project: Project, root: str) -> Declared | None:
    """What the manifests of the service at `root` name; None without one, or where one cannot be understood."""
    try:
        return _declared(project, root)
    except Unknown:
        return None


def _declared(project: Project, root: str) -> Declared | None:
    names: set[str] = set()
    found = locked = False
    sure = True
    files = list(_manifests(project, root))
    for file in files:
        reader = _READERS.get(file.kind)
        if reader is None:
            continue
        try:
            lines = list(reader(file))
        except _BROKEN as error:
            raise Unknown from error
        names |= {each.name for each in lines} | {extra for each in lines for extra in _extras(each)}
        sure = sure and all(each.kind == "name" for each in lines)
        if file.kind == "requirements" and manifests.is_runtime(file):
            locked = locked or any(each.hashed for each in lines)
        found = found or (bool(lines) and _says(file))
    _check_images(files)
    for path in sorted({posixpath.join(folder, name) for folder in _above(root) for name in _LOCKS}):
        if held := _locked(project, path):
            names |= held
            found = locked = True
    return Declared(frozenset(names - {""}), locked, sure) if found else None


@once
def named(project: Project, root: str) -> frozenset[str]:
    """What the manifests in the folder of a service name, as far as they can be understood: there may be more."""
    names: set[str] = set()
    with contextlib.suppress(Unknown):
        for file in _manifests(project, root):
            if project.service_root(file.path) != root:
                continue
            with contextlib.suppress(Unknown, *_BROKEN):
                for each in _READERS.get(file.kind, _no_lines)(file):
                    names.add(each.name)
    return frozenset(names - {""})


def _no_lines(file: SourceFile) -> Iterator[requirements.Line]:
    return iter(())


def _check_images(files: list[SourceFile]) -> None:
    """Raise Unknown where an image installs from a file that is none of these."""
    known = {posixpath.basename(each.path) for each in files if each.kind == "requirements"}
    for file in files:
        document = parse(file) if file.kind == "dockerfile" else None
        for _, found in manifests.image_installs(document) if document is not None else ():
            if any(posixpath.basename(name) not in known for name in found.files):
                raise Unknown(file.path)


def _says(file: SourceFile) -> bool:
    if file.kind == "dockerfile":
        return _PIP.search(file.text) is not None
    return file.kind in _SAYING or posixpath.basename(file.path) == "setup.py"


def _above(root: str) -> list[str]:
    """The service's folder and those around it."""
    return ["", *(root[: each.start()] for each in re.finditer("/|$", root) if root)]


def _manifests(project: Project, root: str) -> Iterator[SourceFile]:
    """The files that can name what the service needs: all but those of other services. Raises Unknown."""
    for folder in _above(root):
        for name in (*_UNREAD, "requirements.txt", "pyproject.toml", "setup.py"):
            path = posixpath.join(folder, name)
            if (path not in project.files or name in _UNREAD) and (project.root / path).exists():
                raise Unknown(path)
    above = frozenset(_above(root))
    for file in _telling(project):
        own = project.service_root(file.path)
        around = own in above or f"{own}/".startswith(f"{root}/" if root else "")
        # A folder without code, such as docker/web, is no service of its own; an image there may be for another one.
        elsewhere = file.kind == "dockerfile" and posixpath.basename(root).encode() not in file.spelled
        if around or not (project.services.get(own) or elsewhere):
            if posixpath.basename(file.path) in _UNREAD:
                raise Unknown(file.path)
            yield file


@once
def _telling(project: Project) -> list[SourceFile]:
    """The files that can name something: of the Python files, setup.py and what holds the words of a command."""
    installing = frozenset(project.mentioning(b"pip", b"install"))
    return [
        file for file in project.files.values()
        if file.kind != "python" or file in installing or posixpath.basename(file.path) == "setup.py"
    ]  # fmt: skip


def _extras(line: requirements.Line) -> Iterator[str]:
    for extra in (normalised(each) for each in re.findall(r"[\w.-]+", line.extras)):
        yield extra
        yield from EXTRAS.get(f"{line.name}[{extra}]", ())


def _line(text: str) -> requirements.Line:
    """One requirement. Raises Unknown for what names no distribution."""
    found = requirements.requirement(text.strip(), Span(1, 1, 1, 1))
    if found is None or found.kind not in ("name", "vcs", "url"):
        raise Unknown(text)
    return found


def _requirements(file: SourceFile) -> Iterator[requirements.Line]:
    document = manifests.document(file)
    if document is None or document.unread:
        raise Unknown(file.path)
    for line in document.lines:
        if line.kind == "include" and manifests.target(file, line) is None:
            raise Unknown(line.target)
        if line.kind in ("include", "constraint", "option"):
            continue
        if line.name or (line.kind == "path" and _is_own(file, line.target)):
            yield line
        elif match := (_WHEEL if line.kind != "vcs" else _EGG).search(line.target):
            yield requirements.Line(line.kind, line.text, line.span, normalised(match[1]), hashed=line.hashed)
        else:
            raise Unknown(line.target)


def _is_own(file: SourceFile, target: str) -> bool:
    """Whether a path is the folder of a project whose own manifest is read here too."""
    folder = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), target.partition("[")[0]))
    prefix = "" if folder == "." else f"{folder}/"
    return any(f"{prefix}{name}" in file.project.files for name in ("setup.py", "pyproject.toml", "setup.cfg"))


def _toml(file: SourceFile) -> Iterator[requirements.Line]:
    data = tomllib.loads(file.text)
    if posixpath.basename(file.path) == "Pipfile":
        yield from (_line(name) for table in ("packages", "dev-packages") for name in data.get(table, {}))
        return
    project, tool = data.get("project", {}), data.get("tool", {})
    if "dependencies" in project.get("dynamic", ()):
        named = tool.get("setuptools", {}).get("dynamic", {}).get("dependencies", {}).get("file")
        for name in [named] if isinstance(named, str) else named or [""]:
            _require_file(file, name)
    groups = [project.get("dependencies", []), *project.get("optional-dependencies", {}).values(),
              *data.get("dependency-groups", {}).values(), *tool.get("pdm", {}).get("dev-dependencies", {}).values(),
              tool.get("uv", {}).get("dev-dependencies", [])]  # fmt: skip
    yield from (_line(each) for group in groups for each in group if isinstance(each, str))
    poetry: dict[str, Any] = tool.get("poetry", {})
    tables = [poetry, *poetry.get("group", {}).values()]
    for name in (name for each in tables for key in ("dependencies", "dev-dependencies") for name in each.get(key, {})):
        if name != "python":
            yield _line(name)


def _require_file(file: SourceFile, name: str) -> None:
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), name))
    other = file.project.files.get(path)
    if other is None or other.kind != "requirements":
        raise Unknown(path)


def _ini(file: SourceFile) -> Iterator[requirements.Line]:
    if posixpath.basename(file.path) != "setup.cfg":
        return
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.read_string(file.text)
    options = dict(parser["options"]) if parser.has_section("options") else {}
    extras = dict(parser["options.extras_require"]) if parser.has_section("options.extras_require") else {}
    for value in (options.get("install_requires", ""), *extras.values()):
        if value.strip().startswith("file:"):
            for name in value.strip()[len("file:") :].split(","):
                _require_file(file, name.strip())
        else:
            yield from (_line(each) for each in value.splitlines() if each.strip() and not each.strip().startswith("#"))


def _setup(file: SourceFile) -> Iterator[requirements.Line]:
    """`install_requires` and `extras_require` of a setup.py, where they are literals or read from a known file."""
    for call in file.nodes(ast.Call):
        for keyword in call.keywords:
            if keyword.arg in ("install_requires", "extras_require", "setup_requires", "tests_require"):
                try:
                    value = ast.literal_eval(_behind(file, keyword.value))
                except ValueError:
                    names = [each for each in file.project.files if each.endswith(".txt") and each in file.text]
                    if not names:
                        raise Unknown(file.path) from None
                    continue
                lists = value.values() if isinstance(value, dict) else [value]
                yield from (_line(each) for found in lists for each in ([found] if isinstance(found, str) else found))


def _behind(file: SourceFile, value: ast.expr) -> ast.expr:
    if isinstance(value, ast.Name):
        for each in file.tree.body:
            match each:
                case ast.Assign(targets=[ast.Name(id=name)], value=bound) if name == value.id:
                    return bound
    return value


@once
def _commands(file: SourceFile) -> list[requirements.Line]:
    """What commands install, read generously: a name too many only keeps a finding back."""
    return list(_installed(file))


def _installed(file: SourceFile) -> Iterator[requirements.Line]:
    text = file.text.replace("\\\n", " ").replace("\\\r\n", " ")
    if any(each in text for each in _CONDAS) and _CONDA.search(text):
        raise Unknown(file.path)
    for match in _PIP.finditer(text):
        if "$" in re.sub(r"-r\s*\S+", "", match[1]):
            raise Unknown(match[0])
        for word in _WORD.findall(match[1]):
            yield _line(word)
    if any(each in text for each in _SYSTEMS):
        yield from (_line(name) for name in _SYSTEM.findall(text))


def _dockerfile(file: SourceFile) -> Iterator[requirements.Line]:
    document = parse(file)
    if is_python_image(file) and document.stages:
        stage = document.stages[-1]
        while stage.parent is not None:
            stage = document.stages[stage.parent]
        if not _PLAIN.match(stage.image):
            raise Unknown(stage.image)
    yield from _commands(file)


def _python(file: SourceFile) -> Iterator[requirements.Line]:
    if posixpath.basename(file.path) == "setup.py":
        yield from _setup(file)
    else:
        yield from _commands(file)


def _locked(project: Project, path: str) -> set[str]:
    """The names that a project manager's lock holds."""
    try:
        text = (project.on_disk(path) or b"").decode()
        if path.endswith("Pipfile.lock"):
            data = json.loads(text or "{}")
            return {normalised(name) for table in ("default", "develop") for name in data.get(table, {})}
        return {normalised(each["name"]) for each in tomllib.loads(text).get("package", [])}
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise Unknown(path) from error


_READERS: dict[str, Callable[[SourceFile], Iterable[requirements.Line]]] = {
    "requirements": _requirements, "toml": _toml, "ini": _ini, "dockerfile": _dockerfile, "python": _python,
    "shell": _commands, "compose": _commands, "procfile": _commands, "yaml": _commands,
}  # fmt: skip
