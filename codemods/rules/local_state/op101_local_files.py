"""OP101: files that the service keeps on its own disk.

What one replica writes, the others do not see, and it is gone when its container is replaced. So such a service can
neither be scaled out nor deployed without loss.

Before::

    with open("draft-" + user + ".json", "w") as file:
        json.dump(request.get_json(), file)

After::

    with storage.open("draft-" + user + ".json", "w") as file:
        json.dump(request.get_json(), file)

By hand: keep files in an object store (or records in the database). The fix writes `storage.py` into the service: its
functions are the local ones until STATE_URL=s3://bucket/prefix is set, and need boto3 only then; the files that are
there have to be copied to the bucket first. boto3 comes to the manifest, written as its neighbours are; beside a lock,
or where nothing tells what is installed, that is left to a person. Whatever writes, reads or asks for the files of one
store moves together, or nothing does: a command, a library, a volume or another service that uses the folder leaves the
code as it is. Files that the function that wrote them takes away again, caches, logs and temporary files are no
finding.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.dependencies.needed import need
from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.state.no_state.scratch_files import is_scratch
from codemods.domains.state.operations import Operation
from codemods.domains.state.path_givers import outermost
from codemods.domains.state.stores import Store, operating, stores
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Storage:
    """Which module the folder that is written to is of."""

    home: str


rule = Rule[_Storage](
    "OP101", "local-files", safety=Safety.UNSAFE, together=True,
    needles=("",),
)  # fmt: skip

_DOES = {"write": "writes", "read": "reads", "serve": "serves", "ask": "asks for", "list": "lists", "make": "makes",
         "delete": "deletes"}  # fmt: skip
_REMEDY = "call storage.py instead: local files until STATE_URL=s3://bucket/prefix is set; before that, {steps}"
_COPY = "copy the files that are there to the bucket"
# The functions of storage.py that stand in for one that the code calls.
_FUNCTIONS = ("open", "save", "exists", "size", "delete", "listdir", "rename", "replace", "mkdir", "makedirs",
              "send_file", "send_from_directory")  # fmt: skip


@rule.find(ast.Module)
def local_files(node: ast.Module, file: SourceFile) -> Iterator[Finding[_Storage]]:
    """One finding for each function of this file that writes to a store, with the other places that are part of it."""
    root = file.project.service_root(file.path)
    for store in stores(file.project, root) if file in operating(file.project, root) else ():
        parts = _parts(store)
        for number, part in enumerate(each for each in parts if not _is_taken_away(store, each)):
            if part[0].file is file:
                # What only reads, asks or deletes moves with the first.
                rest = [each for each in store.operations if not any(each in other for other in parts)]
                yield _finding(store, part, [*part, *rest] if number == 0 else part)


def _is_taken_away(store: Store, part: list[Operation]) -> bool:
    """Whether the function takes away itself what it writes: that moves along with the others, or stays as it is."""
    return store.obstacle != "" and part[0].does == "write" and is_scratch(part)


def _parts(store: Store) -> list[list[Operation]]:
    """The operations of each function that writes, the first write in front; all of them where nothing writes.

    Where nothing is known of the paths but who makes them, all functions that get them are one.
    """
    if not store.name:
        return [sorted(store.operations, key=lambda each: each.does != "write")]
    functions: dict[ast.AST, list[Operation]] = {}
    for each in store.operations:
        functions.setdefault(outermost(each.file, each.call), []).append(each)
    writing = [part for part in functions.values() if any(each.does == "write" for each in part) and _serves(part[0])]
    return [sorted(part, key=lambda each: each.does != "write") for part in writing] or [list(store.operations)]


def _serves(operation: Operation) -> bool:
    """Whether the code is not only a command's: `flask fake-photos` makes what its caller wants to have here."""
    when = phases(operation.file, operation.call)
    return not when or bool(when - {Phase.COMMAND, Phase.SCRIPT, Phase.TEST, Phase.MIGRATION})


def _finding(store: Store, part: list[Operation], moved: list[Operation]) -> Finding[_Storage]:
    """What is done in one place; a name for a folder stays as it is, as the first part of the objects' names."""
    first = part[0]
    file = first.file
    what = f"files of {store.name}" if store.name and not store.name.startswith("<") else "a file"
    message = f"{_DOES[first.does]} {what} on the local disk, which other replicas do not see{_also(part)}"
    if store.obstacle:
        remedy = f"keep them in an object store or the database; not rewritten, since {store.obstacle}"
        return file.finding(rule, first.call, message, remedy, safety=Safety.NONE, also=_places(moved))
    calls = {id(each.call): each for each in moved}
    needed = need(file.project, store.home, "boto3")
    # One of the findings of a store brings the requirement.
    wanted = needed.sites if first is _parts(store)[0][0] else ()
    return file.finding(
        rule, first.call, message, _REMEDY.format(steps=", and ".join(filter(None, (needed.step, _COPY)))),
        sites=(*(each.file.site(each.call, each.function) for each in calls.values()), *wanted),
        data=_Storage(store.home), requirements=needed.lines if wanted else {},
        group=f"{store.operations[0].file.path}:{store.name}", also=_places(moved),
    )  # fmt: skip


def _places(moved: list[Operation]) -> tuple[tuple[str, int], ...]:
    """Path and line of all but the first."""
    _, *others = dict.fromkeys((each.file.path, each.call.lineno) for each in moved)
    return tuple(others)


def _also(part: list[Operation]) -> str:
    """The other lines of the same function that belong to it."""
    lines = sorted({each.call.lineno for each in part if each.file is part[0].file} - {part[0].call.lineno})
    return f" (also line{'s' * (len(lines) > 1)} {', '.join(map(str, lines))})" if lines else ""


def through_storage(node: cst.Call, finding: Finding[_Storage], edit: Edit, name: str) -> cst.Call:
    """The same call to storage.py."""
    import libcst as cst

    from codemods.rewriting.cst.aligned import aligned
    from codemods.rewriting.source.emitted import emitted

    function = edit.expression(f"{emitted(edit, 'storage.py', finding.data.home)}.{name}")
    if name == "save":
        source = cst.ensure_type(node.func, cst.Attribute).value
        return node.with_changes(func=function, args=[cst.Arg(source), *node.args])
    return aligned(node, node.with_changes(func=function), edit)


@rule.rewrite("requirements", "toml", role="manifest")
def with_client(document: object, finding: Finding[_Storage], edit: Edit) -> None:
    """The client of the object store, among the requirements."""
    from codemods.rewriting.text.manifest import require

    require(edit, finding.requirements[edit.file.path])


for _name in _FUNCTIONS:
    rule.rewrite("Call", role=_name)(functools.partial(through_storage, name=_name))
