"""OP111: state in the process's memory that requests change.

Each worker and each replica has a dictionary, list or counter of its own. What one request puts there, the next one
finds only if it reaches the same process, and nobody finds it after a deploy.

Before::

    last_seen = {}

    @app.post("/seen/<name>")
    def seen(name):
        last_seen[name] = time.time()

After::

    last_seen = mappings.mapping("last_seen")

    @app.post("/seen/<name>")
    def seen(name):
        last_seen[name] = time.time()

The fix adds a small module, mappings.py. The dictionary stays a plain one until STATE_URL=s3://bucket/prefix is set;
after that (with boto3, which comes to the manifest as its neighbours are written) each entry is an object in the
bucket, and each use a request. Rewritten where the code shows that all keys are strings, that all values are strings,
numbers, booleans or None and come from a request, not from the dictionary, and that nothing but single entries is used.
Any other dictionary hands out values that the code may go on changing, or counts: a stored copy would not follow, and
two replicas would lose counts.

By hand: keep it in Redis (`redis.hset("connected", request.sid, …)`) or in the database, with an expiry where entries
come and go. Caches that can be filled again at any time, and values that are made at their first use, are no finding.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.dependencies.needed import need
from codemods.domains.state.memory.handles import beside_devices
from codemods.domains.state.memory.made_anew import is_made_anew
from codemods.domains.state.memory.map_use import is_plain_map
from codemods.domains.state.memory.process_memory import Shared, shared, shared_of
from codemods.project.emitted_modules import has_room
from codemods.project.module_home import home
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Mapping:
    """What the mapping is called."""

    name: str


rule = Rule[_Mapping](
    "OP111", "memory-state", safety=Safety.UNSAFE, together=True,
    needles=("",),
)  # fmt: skip


# What a process has said already, so that its log does not say it again.
_ONCE = re.compile(r"(^|_)(logged|warned|reported|complained)(_|$)", re.IGNORECASE)


@rule.find(ast.Module)
def memory_state(node: ast.Module, file: SourceFile) -> Iterator[Finding[_Mapping]]:
    """The collections that this file makes, and the globals that it rebinds, where requests change them."""
    if beside_devices(file):
        return
    for each in shared_of(file):
        if not _ONCE.search(each.name) and not is_made_anew(each):
            message = f"{each.name} is changed while serving ({_who(each)}): every process has its own"
            all_of_it = shared(file.project, file.project.service_root(file.path))
            single = sum(other.name == each.name for other in all_of_it) == 1
            place = home([file], "mappings.py")
            free = place is not None and has_room(file.project, place, "mappings.py")
            if single and free and is_plain_map(each) and isinstance(each.node, ast.Assign):
                needed = need(file.project, file.path, "boto3")
                remedy = "make it a mapping of mappings.py: a dict until STATE_URL is set, then a bucket"
                yield file.finding(
                    rule, each.node, message, f"{remedy} ({needed.step})" if needed.step else remedy,
                    sites=(file.site(each.node.value), *needed.sites), data=_Mapping(each.name),
                    requirements=needed.lines,
                )  # fmt: skip
            else:
                yield file.finding(
                    rule, each.node, message, "keep it in Redis or in the database, where all processes find it",
                    safety=Safety.NONE,
                )  # fmt: skip


@rule.rewrite("Dict", "Call")
def mapped(node: cst.BaseExpression, finding: Finding[_Mapping], edit: Edit) -> cst.BaseExpression:
    """`mappings.mapping("votes")` for `{}`."""
    from codemods.rewriting.source.emitted import emitted

    name = edit.string(finding.data.name)
    return edit.expression(f"{emitted(edit, 'mappings.py')}.mapping({name})")


@rule.rewrite("requirements", "toml", role="manifest")
def with_client(document: object, finding: Finding[_Mapping], edit: Edit) -> None:
    """The client of the object store, among the requirements."""
    from codemods.rewriting.text.manifest import require

    require(edit, finding.requirements[edit.file.path])


def _who(state: Shared) -> str:
    """The function that changes it first, and how many more do."""
    functions = dict.fromkeys(each.code for each in state.changes)
    first = state.changes[0]
    more = f" and {len(functions) - 1} more" if len(functions) > 1 else ""
    return f"{first.code.name} in {first.file.path}:{first.node.lineno}{more}"  # type: ignore[attr-defined]
