"""Small services, written with a fix or without it, and run as real processes."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from codemods.engine.fix import fix
from codemods.engine.registry import select
from codemods.project.project import Project

DEADLINE = 20


def write(root: Path, files: Mapping[str, str], code: str, beside: Mapping[str, str], *, fixed: bool) -> Path:
    """The files under root, after the fixes of one rule if `fixed`, and what is beside them that no rule looks at."""
    contents = {path: text.encode() for path, text in files.items()}
    if fixed:
        result = fix(Project(root / "nowhere", contents), select((code,)), unsafe=True, jobs=1)
        assert result.fixed
        assert not result.left.findings
        contents = {path: file.data for path, file in result.after.files.items()}
    for path, data in {**contents, **{path: text.encode() for path, text in beside.items()}}.items():
        (root / path).write_bytes(data)
    return root


@contextlib.contextmanager
def running(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process in the folder, killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=folder, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with process:
        try:
            yield process
        finally:
            process.kill()
