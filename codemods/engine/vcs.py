"""Is the tree under version control, and clean? The words and the rule are cargo fix's."""

from __future__ import annotations

import subprocess
from pathlib import Path

from codemods.engine.write import Refused


def require_clean(root: Path, allow_dirty: bool, allow_no_vcs: bool) -> None:
    """Raise Refused, naming the override, unless every change that apply makes could be seen and undone with git."""
    status = _git(root, "status", "--porcelain", "--", ".")
    if status is None:
        if not allow_no_vcs:
            raise Refused(
                f"{root} is not in a git repository: use --output DIR, or --allow-no-vcs to rewrite it in place"
            )
    elif status.strip() and not allow_dirty:
        count = len(status.splitlines())
        files = "1 uncommitted change" if count == 1 else f"{count} uncommitted changes"
        raise Refused(f"{root} has {files}: commit them first, or use --allow-dirty")


def _git(root: Path, *arguments: str) -> str | None:
    """Git's output, None where there is no git or no work tree."""
    try:
        run = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return run.stdout if run.returncode == 0 else None
