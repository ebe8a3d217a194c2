"""Whether a service serves requests at all: without that, nothing that it keeps is state of requests."""

from __future__ import annotations

import re

from codemods.project.project import Project

# What makes an ASGI application, or puts a WSGI one under one.
_ASGI = re.compile(
    rb"^[ \t]*(?:from|import)[ \t]+(?:quart|connexion|fastapi|starlette|litestar|sanic|asgiref\.wsgi|a2wsgi|uvicorn)\b",
    re.MULTILINE,
)
_MOUNTS = re.compile(rb"\b(?:DispatcherMiddleware|WSGIMiddleware)\b")
_SERVERS = re.compile(
    rb"\b(flask|fastapi|starlette|django|aiohttp|bottle|tornado|sanic|quart|falcon|pyramid|dash|socketio)\b"
)


def is_asgi(project: Project, root: str) -> bool:
    """Whether code of the service at `root` makes an ASGI application, which no WSGI worker can serve."""
    return any(_ASGI.search(each.spelled) for each in project.services.get(root, ()))


def is_mounted(project: Project, root: str) -> bool:
    """Whether code of the service at `root` puts an application under a path of another one."""
    return any(_MOUNTS.search(each.spelled) for each in project.services.get(root, ()))


def serves(project: Project, root: str) -> bool:
    """Whether any Python file of the service at `root` names a framework that serves requests. Asked once."""
    cache: dict[str, bool] = project.__dict__.setdefault("_serves", {})
    if root not in cache:
        cache[root] = any(
            _SERVERS.search(file.spelled) for file in project.python() if project.service_root(file.path) == root
        )
    return cache[root]
