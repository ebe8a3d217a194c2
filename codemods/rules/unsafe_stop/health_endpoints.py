"""OP308: a service that an orchestrator cannot ask for its health.

Without a readiness answer that turns 503 while the instance drains, the load balancer learns of a stop from the
requests that fail.

Before::

    app = Flask(__name__)

After::

    app = Flask(__name__)
    health.init_app(app)

By hand: answer a liveness path whenever the process lives, and a readiness path with 503 while it drains.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.analysis.commands import copies_all, modern, web_entries
from codemods.analysis.names import called
from codemods.analysis.source import SourceFile, Unreadable
from codemods.finding import Finding, Safety
from codemods.formats import parse
from codemods.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule("OP308", "health-endpoints", needles=("Flask(",), safety=Safety.UNSAFE)

_ANSWERS = re.compile(
    rb"[\"']/(?:[\w.-]+/)*(?:healthz?|health[_-]?checks?|_?health|ping|status|ready|readyz|readiness|live|livez|liveness|alive|heartbeat)"
    rb"/?[\"'<]|health\.init_app|HealthCheck\(",
    re.IGNORECASE,
)


@rule.find(ast.Assign)
def without_health(node: ast.Assign, file: SourceFile) -> Iterator[Finding]:
    """The one assignment that makes the application which a container runs."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call) if called(file, call) == "flask.Flask":
            pass
        case _:
            return
    entry = next((each for each in web_entries(file.project) if each.file is file), None)
    root = file.project.service_root(file.path)
    if entry is None or file.project.is_test(file.path) or posixpath.dirname(file.path) != entry.folder:
        return
    near = [each for each in file.project.python() if not root or each.path.startswith(f"{root}/")]
    if any(_ANSWERS.search(each.data) for each in near if not file.project.is_test(each.path)):
        return
    free = not any(posixpath.basename(each.path) == "health.py" or "/health/" in each.path for each in near)
    yield file.finding(
        rule, node, "no path tells an orchestrator whether the service is alive and ready",
        "add health.py and health.init_app(app)", safety=Safety.UNSAFE if free and _shipped(file) else Safety.NONE,
        data={"name": name},
    )  # fmt: skip


def _shipped(file: SourceFile) -> bool:
    """Whether every image of the service would hold a file that is added to it."""
    root = file.project.service_root(file.path)
    images = [each for path, each in file.project.files.items()
              if each.kind == "dockerfile" and file.project.service_root(path) == root]  # fmt: skip
    try:
        return all(copies_all(parse(each)) and modern(parse(each)) for each in images)
    except Unreadable:
        return False


@rule.rewrite("SimpleStatementLine")
def with_health(node: cst.SimpleStatementLine, finding: Finding, edit: Edit) -> object:
    """The application, and its health right behind."""
    import libcst as cst

    from codemods.rewriting.emitted import emitted

    module = emitted(edit, "health.py")
    return cst.FlattenSentinel([node, edit.statement(f"{module}.init_app({finding.data['name']})")])
