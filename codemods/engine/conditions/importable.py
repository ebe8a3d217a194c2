"""A module that a fix adds can be imported where it is, on the versions that the project pins."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Collection, Iterator

from codemods.domains.dependencies.admitted_versions import Version, older
from codemods.domains.dependencies.pythons import older_python
from codemods.domains.deployment.added_files import is_brought, naming
from codemods.domains.runtime.entry_points import EntryPoint, Role
from codemods.domains.runtime.processes import process
from codemods.libraries.distributions import FIRST_WITH
from codemods.model.import_graph import known_by
from codemods.project.module_home import import_base
from codemods.project.project import Project
from codemods.project.source_file import SourceFile

# The first Python that runs all of the modules that fixes add.
_PYTHON = (3, 7)
# The first one that has f-strings.
_FORMATTED = (3, 6)
# Where a distribution lists its modules one by one, those of no package: another one would not be installed.
_MANIFESTS = ("setup.py", "setup.cfg", "pyproject.toml")
_LISTED = re.compile(rb"\bpy[_-]modules[ \t]*=[ \t]*(?:\[[^\]]*\]|(?:[^\n]*(?:\n[ \t]+[^\n]*)*))")
# Where a distribution says in which folder its packages lie; a module beside them is none of them.
_SOURCES = rb"(?:\b(?:where|package[-_]dir|from)\b[^\n]*[\"'=\s{]%s[\"'\s}\]]|packages\s*=\s*\[[^\]]*[\"']%s/)"
_INSTALLED = re.compile(rb"\bpip[\d.]*\s+install\b(?:(?!\s-e\b|\s--editable\b)[^\n;&|])*\s[\"']?\.(?=[\s\[\"']|$)")
_ROLES: tuple[Role, ...] = ("web", "worker", "command")


def objection(before: Project, after: Project, paths: Collection[str]) -> str | None:
    """Why a module that comes with the change could not be imported or would not work, or None."""
    added = {path for path in paths if path.endswith(".py") and path not in before.files}
    if missing := _without(before, after, paths):
        return missing
    for path in sorted(added):
        if where := older_python(after, path, _PYTHON):
            return _too_old(path, "Python", _PYTHON, where)
        if where := _unlisted(after, path):
            return f"{posixpath.basename(path)} would not be installed: {where} lists the modules that are"
        if where := _beside_packages(after, path):
            return f"{posixpath.basename(path)} would not be installed: {where} installs the packages alone"
    for path in sorted(set(paths) - added):
        file = after.files[path]
        if file.kind == "python":
            where = older_python(after, path, _FORMATTED)
            if where and len(file.nodes(ast.JoinedStr)) > len(before.files[path].nodes(ast.JoinedStr)):
                return _too_old(path, "Python", _FORMATTED, where)
            base = import_base(before.files[path])
            starts = _starts(before.files[path]) if added else {}
            for node in _new_imports(before.files[path], file):
                if where := _not_copied(file, node, added):
                    return where
                if dotted := _unreachable(base, node, added):
                    return f"{dotted} would not be found: the project imports its modules from {base or 'its root'}"
                for folder, command in starts.items():
                    if dotted := _unreachable(folder, node, added):
                        return f"{dotted} would not be found: {command} starts the service in {folder or 'its root'}"
    return None


def _without(before: Project, after: Project, paths: Collection[str]) -> str:
    """What to say of a library's name that the change brings into Python code, and a pinned release has not yet."""
    for path in sorted(each for each in paths if each in after.files and after.files[each].kind == "python"):
        was = before.files[path].data if path in before.files else b""
        for pattern, name, first in FIRST_WITH:
            brings = len(pattern.findall(after.files[path].data)) > len(pattern.findall(was))
            if brings and (where := older(after, path, name, first)):
                return _too_old(path, name, first, where)
    return ""


def _not_copied(file: SourceFile, node: ast.ImportFrom | ast.Import, added: set[str]) -> str:
    """What to say of an image that gets the file by its name, and would not get the added module that it imports."""
    names = {each.name.rpartition(".")[2] for each in node.names}
    beside = [
        each for each in sorted(added)
        if posixpath.basename(each).removesuffix(".py") in names
        and posixpath.dirname(each) == posixpath.dirname(file.path)
    ]  # fmt: skip
    for path in beside:
        for image, context in naming(file):
            if not is_brought(image, context, path):
                return f"{posixpath.basename(path)} would not come into the image: {image.path} copies files one by one"
    return ""


def _unlisted(project: Project, path: str) -> str:
    """The manifest beside an added module that lists the modules that are installed, and not this one; '' for none."""
    folder, name = posixpath.split(path)
    word = re.compile(rb"[\"'\s=,]%s(?=[\"'\s,]|$)" % re.escape(name.removesuffix(".py").encode()))
    for manifest in (posixpath.join(folder, each) for each in _MANIFESTS):
        file = project.files.get(manifest)
        found = _LISTED.search(file.spelled) if file is not None else None
        if found and not word.search(found[0]):
            return manifest
    return ""


def _beside_packages(project: Project, path: str) -> str:
    """The manifest that says where the packages lie that an image installs, and an added module beside them; or ''."""
    folder = posixpath.dirname(path)
    above, own = posixpath.split(folder)
    if not own or _unpacked(project, folder):
        return ""
    sources = re.compile(_SOURCES % (re.escape(own.encode()), re.escape(own.encode())))
    for manifest in (posixpath.join(above, each) for each in _MANIFESTS):
        file = project.files.get(manifest)
        if file is not None and sources.search(file.spelled) and not _LISTED.search(file.spelled):
            return manifest
    return ""


def _unpacked(project: Project, folder: str) -> bool:
    """Whether nothing installs the distribution, or a command starts in the folder itself."""
    kinds = ("dockerfile", "shell", "yaml", "compose", "procfile")
    texts = [each.spelled for each in project.files.values() if each.kind in kinds]
    within = re.compile(
        rb"(?:PYTHONPATH|WORKDIR|--chdir|--app-dir|\bcd)[ =:\"']+(?:\S*/)?%s\b"
        % re.escape(posixpath.basename(folder).encode())
    )
    return not any(map(_INSTALLED.search, texts)) or any(map(within.search, texts))


def _too_old(path: str, name: str, first: Version, where: str) -> str:
    wanted = ".".join(map(str, first))
    return f"{posixpath.basename(path)} needs {name} {wanted} or newer, and {where} pins an older one"


def _new_imports(old: SourceFile, new: SourceFile) -> Iterator[ast.ImportFrom | ast.Import]:
    """The import statements at the module level that a change has brought."""
    had = {ast.unparse(each) for each in old.tree.body if isinstance(each, ast.Import | ast.ImportFrom)}
    for each in new.tree.body:
        if isinstance(each, ast.Import | ast.ImportFrom) and ast.unparse(each) not in had:
            yield each


def _starts(file: SourceFile) -> dict[str, str]:
    """The folders on the search path of the processes that import a file, each with the command that says so.

    Where a command changes to, and what it takes a module from (`cd`, `--chdir`, `--app-dir`, WORKDIR), shows in where
    the module lies that it names.
    """
    project = file.project
    points = [each for role in _ROLES for held in process(project, role).entries.values() for each in held]
    found: dict[str, str] = {}
    for each in points:
        if each.firm and _names(each) and file.path in known_by([each.file]):
            script = each.main and "-m" not in each.words
            folder = posixpath.dirname(each.file.path) if script else each.folder
            found.setdefault(folder, f"{each.path}:{each.line}")
    return found


def _names(point: EntryPoint) -> bool:
    """Whether a word of the command is the module itself; `flask run` finds its own by other ways."""
    stem = posixpath.basename(point.file.path).removesuffix(".py")
    if stem == "__init__":
        stem = posixpath.basename(posixpath.dirname(point.file.path))
    words = (each.partition(":")[0].removesuffix(".py") for each in point.words if "=" not in each)
    return point.words[:1] != ("flask",) and any(re.split(r"[./]", each)[-1] == stem for each in words)


def _unreachable(base: str, node: ast.ImportFrom | ast.Import, added: set[str]) -> str:
    """The added module that an absolute import would not find from the folder; '' if it finds all."""
    for alias in node.names:
        if isinstance(node, ast.Import):
            dotted = alias.name
        elif node.level == 0:
            dotted = f"{node.module}.{alias.name}"
        else:
            continue
        tail = dotted.replace(".", "/") + ".py"
        target = next((each for each in sorted(added) if each == tail or each.endswith(f"/{tail}")), None)
        if target is not None and target != posixpath.join(base, tail):
            return dotted
    return ""
