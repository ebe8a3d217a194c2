"""Files by which a process shows the probe of its own container that it is alive, or ready."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from codemods.domains.state.operations import Operation
from codemods.project.project import Project
from codemods.project.test_code import parts
from codemods.vocabulary.kept import once

_SHOWS = frozenset(("probe", "live", "alive", "liveness", "ready", "readiness", "healthy", "health", "heartbeat"))
_LOOKING = frozenset(("shell", "yaml", "dockerfile", "compose", "plain"))


def is_for_probe(group: Sequence[Operation]) -> bool:
    """Whether the code only touches one file whose name says so, and what is no Python looks at it."""
    if any(each.does in ("read", "serve", "list") for each in group):
        return False
    writes = [each for each in group if each.does == "write"]
    return all(
        each.key.whole and getattr(each.call.func, "attr", "") in ("touch", "utime")
        and _is_looked_at(each.file.project, each.key.begin)
        for each in writes
    )  # fmt: skip


@once
def _is_looked_at(project: Project, path: str) -> bool:
    if _SHOWS.isdisjoint(parts(posixpath.basename(path))):
        return False
    word = re.compile(rf"(?<![\w.]){re.escape(path)}(?![\w.-])".encode())
    return any(each.kind in _LOOKING and word.search(each.spelled) for each in project.files.values())
