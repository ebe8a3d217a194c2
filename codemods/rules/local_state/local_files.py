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
functions are the local ones until STATE_URL=s3://bucket/prefix is set, and need boto3 only then. Whatever writes,
reads or asks for the files of one store moves together, or nothing does.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.analysis.source import SourceFile
from codemods.analysis.store_folders import folders
from codemods.analysis.store_operations import Operation
from codemods.analysis.stores import Store, stores
from codemods.finding import Finding, Safety
from codemods.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule(
    "OP101", "local-files", safety=Safety.SAFE, together=True,
    needles=("",),
)  # fmt: skip

_DOES = {"write": "writes", "read": "reads", "serve": "serves", "ask": "asks for", "list": "lists", "make": "makes"}
_REMEDY = "call storage.py instead: local files until STATE_URL is set, then a bucket (add boto3 to the requirements)"


@rule.find(ast.Module)
def local_files(node: ast.Module, file: SourceFile) -> Iterator[Finding]:
    """The operations of this file on the service's stores, and the names that it gives to their folders."""
    named: set[ast.stmt] = set()
    for store in stores(file.project, file.project.service_root(file.path)):
        shown: set[int] = set()
        for each in store.operations:
            if each.file is file and id(each.call) not in shown:
                shown.add(id(each.call))
                yield _finding(file, store, each.call, _operation(store, each), each.function)
        for statement, (owner, name) in folders(store.carriers).items():
            if owner is file and statement not in named:
                named.add(statement)
                yield _finding(file, store, statement, f"{name} is a folder on the local disk")


def _operation(store: Store, each: Operation) -> str:
    what = f"files of {store.name}" if store.name and not store.name.startswith("<") else "a file"
    return f"{_DOES[each.does]} {what} on the local disk"


def _finding(file: SourceFile, store: Store, node: ast.AST, does: str, function: str = "") -> Finding:
    """What is done in one place; a name for a folder stays as it is, as the first part of the objects' names."""
    message = f"{does}, which other replicas do not see"
    if store.obstacle:
        remedy = f"keep them in an object store or the database; not rewritten, since {store.obstacle}"
        return file.finding(rule, node, message, remedy, safety=Safety.NONE)
    first = store.operations[0]
    return file.finding(
        rule, node, message, f"{_REMEDY}; look at it, since {store.doubt}" if store.doubt else _REMEDY,
        safety=Safety.UNSAFE if store.doubt else Safety.SAFE,
        sites=(file.site(node),) if function else (), data={"function": function, "home": store.home},
        group=f"{first.file.path}:{store.name}",
    )  # fmt: skip


@rule.rewrite("Call")
def through_storage(node: cst.Call, finding: Finding, edit: Edit) -> cst.Call:
    """The same call to storage.py."""
    import libcst as cst

    from codemods.rewriting.aligned import aligned
    from codemods.rewriting.emitted import emitted

    module = emitted(edit, "storage.py", finding.data["home"])
    function = edit.expression(f"{module}.{finding.data['function']}")
    if finding.data["function"] == "save":
        source = cst.ensure_type(node.func, cst.Attribute).value
        return node.with_changes(func=function, args=[cst.Arg(source), *node.args])
    return aligned(node, node.with_changes(func=function), edit)
