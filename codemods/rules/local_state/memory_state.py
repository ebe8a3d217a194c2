"""OP111: state in the process's memory that requests change.

Each worker and each replica has a dictionary, list or counter of its own. What one request puts there, the next one
finds only if it reaches the same process, and nobody finds it after a deploy.

Before::

    connected = {}

    @socketio.on("connect")
    def connect():
        connected[request.sid] = {"since": time.time()}

By hand: keep it in Redis (`redis.hset("connected", request.sid, …)`) or in the database, with an expiry where entries
come and go. Nothing is rewritten: a dictionary hands out its own values, which the code may go on changing, and a
stored copy would not follow. Caches that can be filled again at any time, and values that are made at their first use,
are no finding.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.analysis.shared_state import Shared, shared
from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety
from codemods.rule import Rule

rule = Rule(
    "OP111", "memory-state", safety=Safety.NONE,
    needles=("global ", "{}", "[]", "dict(", "list(", "set(", "deque(", "Counter(", "= {", "= [", "={", "=["),
)  # fmt: skip


@rule.gate
def may_hold(file: SourceFile) -> bool:
    """Whether the service keeps something in this file."""
    return any(each.file is file for each in shared(file.project, file.project.service_root(file.path)))


@rule.find(ast.Module)
def memory_state(node: ast.Module, file: SourceFile) -> Iterator[Finding]:
    """The collections that this file makes, and the globals that it rebinds, where requests change them."""
    for each in shared(file.project, file.project.service_root(file.path)):
        if each.file is file:
            yield file.finding(
                rule, each.node, f"{each.name} is changed while serving ({_who(each)}): every process has its own",
                "keep it in Redis or in the database, where all processes find it",
            )  # fmt: skip


def _who(state: Shared) -> str:
    """The function that changes it first, and how many more do."""
    functions = dict.fromkeys(each.code for each in state.changes)
    first = state.changes[0]
    more = f" and {len(functions) - 1} more" if len(functions) > 1 else ""
    return f"{first.code.name} in {first.file.path}:{first.node.lineno}{more}"  # type: ignore[attr-defined]
