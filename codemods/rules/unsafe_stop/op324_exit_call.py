"""OP324: a request that ends the process.

The requests that the process is answering beside this one are cut off, and what they had begun stays half done. The
orchestrator restarts the container; until then nobody serves.

By hand: answer with an error and let a later request succeed. Where the process really cannot go on, turn its
liveness check to a failure, so that the orchestrator replaces it with the grace that a stop has.
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator

from codemods.domains.runtime.phases import Phase, phases, trail
from codemods.domains.runtime.signals import ends_process, installed_by
from codemods.model.call_graph import CONSTRUCTORS, code_at
from codemods.model.import_graph import importers
from codemods.model.names import may_be_called
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule(
    "OP324", "exit-in-request", needles=("exit(", "os.kill(", "abort(", "quit("), safety=Safety.NONE
)  # fmt: skip

_LAST = frozenset(("exit", "_exit", "kill", "abort", "quit"))


@rule.find(ast.Call)
def ending(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """The calls in request code that end the process."""
    if not may_be_called(file, node, _LAST) or not ends_process(file, node):
        return
    when = phases(file, node)
    code = code_at(file, node)
    if Phase.SERVE not in when or Phase.STOP in when or installed_by(file, code.node):
        return
    if isinstance(code.node, ast.Module) and (Phase.START in when or _is_of_own_package(file)):
        return
    if Phase.START in when and getattr(code.node, "name", "") in CONSTRUCTORS:
        return
    way = " → ".join(trail(file, node, Phase.SERVE))
    yield file.finding(
        rule, node, f"a request ends the whole process ({way})",
        "answer with an error instead", safety=Safety.NONE,
    )  # fmt: skip


def _is_of_own_package(file: SourceFile) -> bool:
    """Whether no function but the package's own imports it: it has run before any of them, and so before a request."""
    folder, name = posixpath.split(file.path)
    if not folder or name != "__init__.py":
        return False
    return all(each.path.startswith(f"{folder}/") or not by.lazy for each, by in importers(file))
