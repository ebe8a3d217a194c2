"""The stores of a service: the files that it writes while it serves, with all that reads them or asks for them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass

from codemods.analysis.calls import code_at
from codemods.analysis.homes import home
from codemods.analysis.phases import Phase, phases
from codemods.analysis.project import Project
from codemods.analysis.source import SourceFile
from codemods.analysis.store_operations import Operation, operations
from codemods.analysis.store_uses import Carrier, carriers, stray_use

_HINTS = (
    b"open",
    b"save",
    b"to_",
    b"send_f",
    b"dump",
    b"write",
    b"remove",
    b"unlink",
    b"mk",
    b"os.",
    b"shutil",
    b"Zip",
)
# What serves requests: without one of these in the service, nothing is state.
_SERVERS = re.compile(
    rb"\b(flask|fastapi|starlette|django|aiohttp|bottle|tornado|sanic|quart|falcon|pyramid|dash|socketio)\b"
)
_OUTSIDE = "is outside of the working directory"
_STATIC = ("static/", "templates/", "assets/", "public/")


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


def stores(project: Project, root: str) -> list[Store]:
    """The stores of the service at `root` that hold state: written while it serves. Made once."""
    cache: dict[str, list[Store]] = project.__dict__.setdefault("_stores", {})
    if root not in cache:
        files = list(_files(project, root))
        serves = any(_SERVERS.search(file.data) for file in project.python() if project.service_root(file.path) == root)
        found = [each for file in files for each in operations(file)] if serves else []
        grouped = [_settled(each) for each in _grouped(found)]
        cache[root] = _housed([_store(each) for each in grouped if _is_state(each)])
    return cache[root]


def _files(project: Project, root: str) -> Iterable[SourceFile]:
    for file in project.python():
        if (
            not project.is_test(file.path)
            and not project.is_migration(file.path)
            and any(each in file.data for each in _HINTS)
            and project.service_root(file.path) == root
            and not is_ours(file)
        ):
            yield file


def is_ours(file: SourceFile) -> bool:
    """Whether the file is the emitted storage.py, perhaps changed by its owner."""
    return file.path.rpartition("/")[2] == "storage.py" and b"STATE_URL" in file.data


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
    groups: dict[int, list[Operation]] = {}
    for each in found:
        groups.setdefault(id(lead(each)), []).append(each)
    return list(groups.values())


def _begin(each: Operation) -> str:
    return each.key.begin.rstrip("/") + "/" if each.key.whole else each.key.begin


def _settled(group: list[Operation]) -> list[Operation]:
    return sorted(group, key=lambda each: (each.file.path, each.call.lineno, each.call.col_offset))


def _is_state(group: list[Operation]) -> bool:
    """Whether a request (or a worker) changes the files and leaves them for another one."""
    changes = [each for each in group if each.does in ("write", "make")]
    if not changes or _is_log(group) or _is_scratch(group):
        return False
    when = [phases(each.file, each.call) for each in changes]
    if any(Phase.SERVE in each for each in when):
        return True
    served = any(Phase.SERVE in phases(each.file, each.call) for each in group if each not in changes)
    return served and any(Phase.WORKER in each or not each for each in when)


def _is_log(group: list[Operation]) -> bool:
    return all(
        each.key.begin.endswith(".log") or "log/" in each.key.begin or "logs/" in each.key.begin for each in group
    )


def _is_scratch(group: list[Operation]) -> bool:
    """Whether one function writes the files and takes them away again."""
    if any(each.function == "delete" or ast.unparse(each.call.func).endswith("rmtree") for each in group):
        return len({code_at(each.file, each.call) for each in group}) == 1 and any(
            each.function != "delete" and each.does == "write" for each in group
        )
    return False


def _store(group: list[Operation]) -> Store:
    begins = [each.key.begin for each in group if each.key.begin]
    name = min(begins, key=len) if begins else ""
    held = tuple(dict.fromkeys(carrier for each in group for carrier in carriers(each.file, each.path)))
    return Store(name, tuple(group), held, _obstacle(group, held))


def _obstacle(group: list[Operation], held: tuple[Carrier, ...]) -> str:
    for each in group:
        where = f"{each.file.path}:{each.call.lineno}"
        if not each.key.begin:
            return f"nothing is known of the path in {where}"
        if not each.function:
            return f"{where} calls {ast.unparse(each.call.func)}, for which storage.py has nothing"
        if each.key.absolute:
            return f"{each.key.begin} {_OUTSIDE}"
        if each.key.begin.startswith(_STATIC):
            return f"browsers fetch {each.key.begin} from the service's static folder"
    if stray := stray_use(held, group):
        return f"{stray[0].path}:{stray[1].lineno} uses the path for something else"  # type: ignore[attr-defined]
    project = group[0].file.project
    root = project.service_root(group[0].file.path)
    if not any(project.service_root(each.path) == root for each in project.mentioning(b"import", b"flask")):
        return "storage.py is made for Flask"
    return ""


def _housed(found: list[Store]) -> list[Store]:
    """The stores with the place of storage.py: one for the whole service."""
    movable = [each for each in found if not each.obstacle]
    files = {each.file.path: each.file for store in movable for each in store.operations}
    place = home(list(files.values()), "storage.py") if files else None
    taken = place is not None and _taken(next(iter(files.values())).project, place)
    reason = "" if place and not taken else f"{place} is another module" if place else "its modules share no folder"
    return [
        each if each.obstacle else Store(each.name, each.operations, each.carriers, reason, place or "")
        for each in found
    ]  # fmt: skip


def _taken(project: Project, place: str) -> bool:
    try:
        present = project.on_disk(place)
    except OSError:
        return True
    folder = place.removesuffix(".py") + "/__init__.py"
    return folder in project.files or (present is not None and b"STATE_URL" not in present)
