"""Whether a service serves requests at all: without that, nothing that it keeps is state of requests."""

from __future__ import annotations

import re

from codemods.analysis.project import Project

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
