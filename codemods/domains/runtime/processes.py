"""Which files each kind of process imports, at its start or later."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from codemods.domains.runtime.entry_points import EntryPoint, Role, entries
from codemods.domains.runtime.handlers import is_gunicorn_config
from codemods.model.import_graph import Import, imports, imports_dynamically
from codemods.model.types import exported
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once


@dataclass(slots=True)
class Process:
    """The files of all processes of one role, by path.

    `entries`: by the path of the file that a process begins in. `eager`: imported at start, each with the file that
    imports it (None: an entry point). `lazy`: imported by code in functions only, with the imports. `dynamic`: some
    file imports modules whose names are made at run time.
    """

    entries: dict[str, list[EntryPoint]] = field(default_factory=dict)
    eager: dict[str, SourceFile | None] = field(default_factory=dict)
    lazy: dict[str, list[tuple[SourceFile, Import]]] = field(default_factory=dict)
    dynamic: bool = False

    def holds(self, file: SourceFile) -> bool:
        """Whether the process imports the file at all."""
        return file.path in self.eager or file.path in self.lazy


@once
def process(project: Project, role: Role) -> Process:
    """The files of the processes of that role, all services of the project together."""
    found = Process()
    for root in sorted(roots(project)):
        for each in entries(project, root):
            if each.role == role:
                found.entries.setdefault(each.file.path, []).append(each)
    starts: list[tuple[SourceFile, SourceFile | None]] = [
        (each[0].file, None) for each in found.entries.values()
    ]  # fmt: skip
    if role == "web" and starts:
        starts += [(each, None) for each in project.mentioning(b"bind") if is_gunicorn_config(each)]
    later: list[tuple[SourceFile, Import]] = []
    _follow(found, starts, later)
    while later:
        importer, imported = later.pop()
        if imported.file.path not in found.eager:
            known = found.lazy.setdefault(imported.file.path, [])
            known.append((importer, imported))
            if len(known) == 1:
                later += [(imported.file, inner) for inner in imports(imported.file)]
    found.dynamic = any(
        imports_dynamically(project.files[path]) for path in (*found.eager, *found.lazy)
    )  # fmt: skip
    return found


@once
def factories(project: Project, role: Role) -> frozenset[ast.AST]:
    """The functions that servers call for the applications of that role's processes."""
    return frozenset(
        thing.node
        for begun in process(project, role).entries.values()
        for each in begun if "(" in each.attribute
        for thing in exported(each.file, each.attribute.partition("(")[0]) if thing.kind == "function"
    )  # fmt: skip


def roots(project: Project) -> set[str]:
    """The roots of all services of the project that have Python in them."""
    return set(project.services)


def _follow(
    found: Process, starts: list[tuple[SourceFile, SourceFile | None]], later: list[tuple[SourceFile, Import]]
) -> None:
    queue = starts[::-1]
    while queue:
        file, importer = queue.pop()
        if file.path in found.eager:
            continue
        found.eager[file.path] = importer
        for each in imports(file):
            if each.lazy:
                later.append((file, each))
            else:
                queue.append((each.file, file))
