"""The stores of a service: the files that it writes while it serves, with all that reads them or asks for them."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, replace

from codemods.domains.runtime.applications import serves
from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.state.liveness import is_idle, is_state
from codemods.domains.state.obstacles import obstacle
from codemods.domains.state.operations import Operation, operations
from codemods.domains.state.path_givers import origins, outermost
from codemods.domains.state.path_names import Carrier, carriers
from codemods.model.scopes import tables
from codemods.project.emitted_modules import has_room
from codemods.project.module_home import home
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Store:
    """Operations on files of one folder, or of one beginning of a name.

    `obstacle` says why the code can't be moved to storage.py, "" where it can: all of it, with the module at `home`.
    """

    name: str
    operations: tuple[Operation, ...]
    carriers: tuple[Carrier, ...]
    obstacle: str = ""
    home: str = ""


@once
def stores(project: Project, root: str) -> list[Store]:
    """The stores of the service at `root` that hold state: written while it serves."""
    known = [each for file in operating(project, root) for each in operations(file)]
    blind = [each for each in known if not each.key.begin and not _is_setting(each)]
    grouped = [_settled(each) for each in _grouped(known)]
    state = [_settled(each) for each in _of_one_maker([each for each in grouped if is_state(each)])]
    found = [_store(each, blind) for each in state]
    found += [_fed(each) for each in grouped if not any(each[0] in other for other in state) and _is_fed(each, state)]
    return _housed(found)


@once
def operating(project: Project, root: str) -> tuple[SourceFile, ...]:
    """The files of a service that serves, where these have anything to do with files on the disk."""
    return tuple(each for each in _files(project, root) if _operates(each)) if serves(project, root) else ()


@once
def _operates(file: SourceFile) -> bool:
    return bool(operations(file))


def _files(project: Project, root: str) -> Iterable[SourceFile]:
    for file in project.python():
        if (
            not project.is_test(file.path)
            and not project.is_migration(file.path)
            and project.service_root(file.path) == root
            and not is_ours(file)
        ):
            yield file


def _is_setting(operation: Operation) -> bool:
    """Whether the path is one file that a setting names: `open(config.MODEL_FILE)`."""
    node = operation.path
    while isinstance(node, ast.Call) and len(node.args) == 1:
        node = node.args[0]
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name.isupper()


def is_ours(file: SourceFile) -> bool:
    """Whether the file is the emitted storage.py, perhaps changed by its owner."""
    return file.path.rpartition("/")[2] == "storage.py" and b"STATE_URL" in file.spelled


def _grouped(found: list[Operation]) -> list[list[Operation]]:
    """Operations whose keys meet, directly or through others, and the two paths of one call."""
    leader = {id(each): each for each in found}

    def lead(each: Operation) -> Operation:
        while leader[id(each)] is not each:
            each = leader[id(each)]
        return each

    def join(one: Operation, other: Operation) -> None:
        leader[id(lead(one))] = lead(other)

    by_call: dict[int, Operation] = {}
    for each in found:
        join(each, by_call.setdefault(id(each.call), each))
    # Sorted by how they begin, all paths of a folder follow that folder.
    open_folders: list[Operation] = []
    whole: dict[str, Operation] = {}
    for each in sorted((each for each in found if each.key.begin), key=_begin):
        while open_folders and not open_folders[-1].key.meets(each.key):
            open_folders.pop()
        if open_folders:
            join(each, open_folders[-1])
        if each.key.whole:
            join(each, whole.setdefault(_begin(each), each))
        else:
            open_folders.append(each)
    # Of what is known nothing, the paths of one function.
    unknown: dict[ast.AST, Operation] = {}
    for each in found:
        if not each.key.begin:
            join(each, unknown.setdefault(outermost(each.file, each.call), each))
    groups: dict[int, list[Operation]] = {}
    for each in found:
        groups.setdefault(id(lead(each)), []).append(each)
    return list(groups.values())


def _of_one_maker(groups: list[list[Operation]]) -> list[list[Operation]]:
    """The groups, with one for all of whose paths nothing is known but that one function makes them for the others."""
    joined: dict[object, list[Operation]] = {}
    for group in groups:
        makers: set[ast.AST] = set()
        if not any(each.key.begin for each in group):
            makers = set().union(*(origins(each.file, each.path) for each in group if each.does == "write"))
        joined.setdefault(makers.pop() if len(makers) == 1 else id(group), []).extend(group)
    return list(joined.values())


def _begin(each: Operation) -> str:
    return each.key.begin.rstrip("/") + "/" if each.key.whole else each.key.begin


def _settled(group: list[Operation]) -> list[Operation]:
    return sorted(group, key=lambda each: (each.file.path, each.call.lineno, each.call.col_offset))


def _is_fed(group: list[Operation], state: list[list[Operation]]) -> bool:
    """Whether a request gets a file that the code does not bring, of a folder that the service writes to."""
    if not all(each.key.whole and "/" in each.key.begin and each.does in ("read", "serve") for each in group):
        return False
    file, path = group[0].file, group[0].key.begin
    beside = {posixpath.dirname(each.key.begin) for other in state for each in other if each.key.whole}
    if posixpath.dirname(path) not in beside or not any(Phase.SERVE in phases(each.file, each.call) for each in group):
        return False
    try:
        return file.project.on_disk(posixpath.join(file.project.service_root(file.path), path)) is None
    except OSError:
        return False


def _fed(group: list[Operation]) -> Store:
    path = group[0].key.begin
    return Store(path, tuple(group), (), f"nothing in the code writes {path}, so something else does")


def _store(group: list[Operation], blind: list[Operation]) -> Store:
    begins = [each.key.begin for each in group if each.key.begin]
    name = min(begins, key=len) if begins else ""
    held = tuple(dict.fromkeys(carrier for each in group for carrier in carriers(each.file, each.path)))
    reason = obstacle(name, group, held, blind) or ("nothing is known to run this code" if is_idle(group) else "")
    return Store(name, tuple(group), held, reason)


def _housed(found: list[Store]) -> list[Store]:
    """The stores with the place of storage.py: one for the whole service."""
    movable = [each for each in found if not each.obstacle]
    files = {each.file.path: each.file for store in movable for each in store.operations}
    place = home(list(files.values()), "storage.py") if files else None
    taken = place is not None and _taken(next(iter(files.values())).project, place)
    reason = "" if place and not taken else f"{place} is another module" if place else "its modules share no folder"
    return [
        each if each.obstacle
        else replace(each, obstacle=reason, home=place or "")
        for each in found
    ]  # fmt: skip


def _taken(project: Project, place: str) -> bool:
    folder = place.removesuffix(".py") + "/__init__.py"
    package = project.files.get(posixpath.join(posixpath.dirname(place), "__init__.py"))
    if package is not None and _binds(package, posixpath.basename(place).removesuffix(".py")):
        return True
    return folder in project.files or not has_room(project, place, "storage.py")


def _binds(package: SourceFile, name: str) -> bool:
    """Whether a package gives another meaning to the name: `from app import storage` would not be the module."""
    try:
        bindings = tables(package)[package.tree].names.get(name, [])
    except Unreadable:
        return True
    return any(each.kind not in ("import", "from") for each in bindings)
