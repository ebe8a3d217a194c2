"""Where a module that a fix adds to a service belongs, and how the service's files import it."""

from __future__ import annotations

import posixpath
import re
import sys
from collections.abc import Sequence

from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

# Kinds of files that name modules.
_NAMING = frozenset(("python", "dockerfile", "compose", "procfile", "shell", "ini", "unit", "toml"))
_RELATIVE = re.compile(rb"^\s*from\s+\.", re.MULTILINE)
_IMPORTED = re.compile(rb"^\s*(?:from|import)\s+(\w+)", re.MULTILINE)


def import_base(file: SourceFile) -> str:
    """The folder that is on the module search path when the file is imported: outside of its packages."""
    project = file.project
    root = project.service_root(file.path)
    folder = posixpath.dirname(file.path)
    if _is_run_by_path(file):
        return folder
    while folder:
        parent, name = posixpath.split(folder)
        if _is_flat(project, folder):
            break
        if f"{folder}/__init__.py" not in project.files and (folder == root or not _is_imported(project, parent, name)):
            break
        folder = parent
    first = posixpath.relpath(file.path, folder or ".").partition("/")[0].removesuffix(".py")
    return _outer(project, folder, first)


@once
def _is_run_by_path(file: SourceFile) -> bool:
    """Whether a command runs the file by its path, `python srv/app.py`, and it imports nothing from further out."""
    folder = posixpath.dirname(file.path)
    tail = "/".join(file.path.split("/")[-2:])
    run = re.compile(rf"\bpython[\d.]*(?:[\"',]*\s[\"']*-\w+)*[\"',]*\s[\"']*\S*\b{re.escape(tail)}\b".encode())
    names = {match[1].decode() for match in _IMPORTED.finditer(file.spelled)} - sys.stdlib_module_names
    outer = folder
    further = False
    while outer and not further:
        outer = posixpath.dirname(outer)
        further = any(_is_module(file.project, outer, name) for name in names)
    return bool(folder) and not further and not _RELATIVE.search(file.spelled) and any(
        each.kind in _NAMING and each.kind != "python" and run.search(each.spelled)
        for each in file.project.files.values()
    )  # fmt: skip


@once
def _outer(project: Project, base: str, first: str) -> str:
    """The folder further out that the project imports what lies in the base from; the base if its own do it from there.

    Folders without __init__.py are packages too, and only how the project names them says so: `shop.web.files:app`.
    `first`: the file or folder in the base that is asked about.
    """
    return base if not base or _imports_from(project, base) else _named_from(project, base, first)


def _imports_from(project: Project, base: str) -> bool:
    """Whether code below the folder imports what lies in it by its plain name."""
    inside = [each for each in project.python() if each.path.startswith(f"{base}/")]
    names = {match[1].decode() for each in inside for match in _IMPORTED.finditer(each.spelled)}
    return any(_is_module(project, base, name) for name in names - sys.stdlib_module_names)


def _named_from(project: Project, base: str, first: str) -> str:
    outer = base
    while outer:
        outer = posixpath.dirname(outer)
        dotted = posixpath.relpath(base, outer or ".").replace("/", ".")
        name, below = re.escape(dotted), re.escape(first)
        imported = re.compile(
            rf"^\s*(from|import)\s+{name}(\.{below}\b|\s+import\s[^#]*\b{below}\b)".encode(), re.MULTILINE
        )
        command = re.compile(rf"(?<![\w./-]){name}\.{below}\b".encode())
        top = dotted.partition(".")[0]
        if any((imported if each.kind == "python" else command).search(each.spelled)
               for each in project.files.values() if _may_name(each, outer, top)):  # fmt: skip
            return outer
    return base


def _may_name(file: SourceFile, outer: str, first: str) -> bool:
    """Whether what the file says of the module `first` may mean the one in the folder `outer`: not a sibling's own."""
    folder = posixpath.dirname(file.path)
    if file.kind not in _NAMING or (folder != outer and _is_module(file.project, folder, first)):
        return False
    below = not outer or folder == outer or folder.startswith(f"{outer}/")
    return below or (file.kind != "python" and (not folder or outer.startswith(f"{folder}/")))


@once
def _is_flat(project: Project, folder: str) -> bool:
    """Whether the modules of a folder import each other as if it were no package, __init__.py or not."""
    parent, own = posixpath.split(folder)
    inside = [each for each in project.python() if posixpath.dirname(each.path) == folder]
    names = {match[1].decode() for each in inside for match in _IMPORTED.finditer(each.spelled)}
    siblings = [
        name for name in names - sys.stdlib_module_names - {own}
        if _is_module(project, folder, name) and not _is_module(project, parent, name)
    ]  # fmt: skip
    as_package = any(_RELATIVE.search(each.spelled) for each in inside) or _is_imported(project, parent, own)
    return bool(siblings) and not as_package


def _is_module(project: Project, folder: str, name: str) -> bool:
    stem = posixpath.join(folder, name)
    return f"{stem}.py" in project.files or f"{stem}/__init__.py" in project.files


def _is_imported(project: Project, parent: str, name: str) -> bool:
    """Whether a file below `parent` imports the folder `name`, which has no __init__.py, as a package."""
    pattern = re.compile(rf"^\s*(from|import)\s+{re.escape(name)}(\.|\s)".encode(), re.MULTILINE)
    prefix = f"{parent}/" if parent else ""
    named = project.mentioning(name.encode())
    return any(each.path.startswith(prefix) and pattern.search(each.spelled) for each in named)


def home(files: Sequence[SourceFile], name: str) -> str | None:
    """The path that a module for all of these files gets; None where they share no folder to import it from.

    In the package that they are parts of, beside them where they are plain modules.
    """
    bases = {import_base(each) for each in files}
    if len(bases) != 1:
        return None
    base = bases.pop()
    packages = {_package(each, base) for each in files} - {""}
    if len(packages) == 1 and f"{posixpath.join(base, *packages)}/__init__.py" in files[0].project.files:
        return posixpath.join(base, *packages, name)
    common = posixpath.commonpath([posixpath.dirname(each.path) or "." for each in files])
    if packages and f"{common}/__init__.py" in files[0].project.files:
        # A package below folders without __init__.py: an image may take only that one.
        return posixpath.join(common, name)
    return posixpath.join(base, name)


def _package(file: SourceFile, base: str) -> str:
    """The first folder between the base and the file, '' where it lies in the base."""
    first, slash, _ = posixpath.relpath(file.path, base or ".").partition("/")
    return first if slash else ""


def spelling(file: SourceFile, path: str) -> tuple[str, str]:
    """How the file imports the module at `path`: ("", "storage"), ("app", "storage") or (".", "storage")."""
    base = import_base(file)
    folder, name = posixpath.split(posixpath.relpath(path, base or "."))
    stem = name.removesuffix(".py")
    if not folder:
        return "", stem
    own = posixpath.dirname(posixpath.relpath(file.path, base or "."))
    absolute = re.compile(rf"^\s*(from|import)\s+{re.escape(folder)}\b".encode(), re.MULTILINE)
    inside = own == folder or own.startswith(f"{folder}/")
    if inside and _RELATIVE.search(file.spelled) and not absolute.search(file.spelled):
        return "." * (own.count("/") - folder.count("/") + 1), stem
    return folder.replace("/", "."), stem
