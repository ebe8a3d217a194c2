"""Whether a service serves requests at all: without that, nothing that it keeps is state of requests."""

from __future__ import annotations

import ast
import re

from codemods.analysis.log_files import in_test
from codemods.analysis.project import Project
from codemods.analysis.source import SourceFile

_TEST_SETTINGS = re.compile(r"(^|/)(test(s|ing)?([_-]?(config|settings|env))?|(config|settings)[_-]test(s|ing)?)\.py$")

_SERVERS = re.compile(
    rb"\b(flask|fastapi|starlette|django|aiohttp|bottle|tornado|sanic|quart|falcon|pyramid|dash|socketio)\b"
)


def serves(project: Project, root: str) -> bool:
    """Whether any Python file of the service at `root` names a framework that serves requests. Asked once."""
    cache: dict[str, bool] = project.__dict__.setdefault("_serves", {})
    if root not in cache:
        cache[root] = any(
            _SERVERS.search(file.data) for file in project.python() if project.service_root(file.path) == root
        )
    return cache[root]


def is_for_tests(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node is test code, by its class too, or stands in the settings that tests run with."""
    return in_test(file, node) or _TEST_SETTINGS.search(file.path) is not None
