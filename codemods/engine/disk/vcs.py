"""Is the tree under version control, and clean? The words and the rule are cargo fix's."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from codemods.engine.disk.write import Refused

# What git would start to see whether a file has changed.
_FILTERS = r"^filter\..*\.(clean|process|required)$"
_OWN = ("local", "worktree")


def require_clean(root: Path, allow_dirty: bool, allow_no_vcs: bool) -> None:
    """Raise Refused, naming the override, unless every change that apply makes could be seen and undone with git."""
    status, reason = git(root, "status", "--porcelain", "--", ".", ":(exclude,glob)**/.operable-*.tmp")
    if status is None or git(root, "check-ignore", "--quiet", ".")[0] is not None:
        if not allow_no_vcs:
            why = reason or "is not in a git repository"
            raise Refused(f"{root} {why}: use --output DIR, or --allow-no-vcs to rewrite it in place")
    elif status.strip() and not allow_dirty:
        count = len(status.splitlines())
        files = "1 uncommitted change" if count == 1 else f"{count} uncommitted changes"
        raise Refused(f"{root} has {files}: commit them first, or use --allow-dirty")


def is_tracked(root: Path, path: str) -> bool | None:
    """Whether git's index has the file under root; None where git can't tell."""
    listed, _ = git(root, "ls-files", "--", f":(literal){path}")
    return None if listed is None else bool(listed.strip())


def tracked(root: Path) -> frozenset[str] | None:
    """The paths under root that git's index has; None where git can't tell, or has nothing of it."""
    listed, _ = git(root, "ls-files", "-z")
    return frozenset(filter(None, listed.split("\0"))) if listed else None


def git(root: Path, *arguments: str) -> tuple[str | None, str]:
    """Git's output, None where there is no git or no work tree, and why there is none where that is not plain.

    Nothing that the repository's own configuration names is run.
    """
    try:
        listed = _run(root, {}, "config", "--show-scope", "--null", "--name-only", "--get-regexp", _FILTERS).stdout
        scopes, names = listed.split("\0")[::2], listed.split("\0")[1::2]
        own = [name for scope, name in zip(scopes, names, strict=False) if scope in _OWN]
        run = _run(root, _empty(own), *arguments)
    except FileNotFoundError:
        return None, "cannot be checked: git is not installed"
    if run.returncode == 0:
        return run.stdout, ""
    plain = run.returncode == 1 or "not a git repository" in run.stderr
    lines = run.stderr.strip().splitlines()
    return None, "" if plain or not lines else f"cannot be checked: git says {lines[0].removeprefix('fatal: ')!r}"


def _empty(names: Iterable[str]) -> dict[str, str]:
    """The environment in which git takes these settings to be empty; behind `-c` a name with an `=` would be cut."""
    first = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    rows = list(enumerate(names, first))
    given = {f"GIT_CONFIG_KEY_{number}": name for number, name in rows}
    given |= {f"GIT_CONFIG_VALUE_{number}": "" for number, _ in rows}
    return given | {"GIT_CONFIG_COUNT": str(first + len(rows))}


def _run(root: Path, more: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-C", str(root), *arguments]
    environment = {**os.environ, "LC_ALL": "C", **more}
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, env=environment)
