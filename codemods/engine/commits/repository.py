"""Commit some files of a repository as its owner would, and nothing else that waits there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from codemods.engine.applying import Applying
from codemods.engine.disk.vcs import git, require_clean
from codemods.engine.disk.write import Refused
from codemods.engine.fix import Fixed
from codemods.rewriting.text.settings import holds_secrets

# What lies in the git folder while something is half done, and what it is.
_UNDER_WAY = {
    "rebase-merge": "a rebase", "rebase-apply": "a rebase", "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick", "REVERT_HEAD": "a revert", "BISECT_LOG": "a bisect",
}  # fmt: skip


def require_ready(root: Path) -> None:
    """Raise Refused, naming the remedy, unless commits can be made here and every one would be all ours."""
    inside, reason = git(root, "rev-parse", "--is-inside-work-tree")
    if inside is None:
        raise Refused(f"{root} {reason or 'is not in a git repository'}: --commit needs one")
    for name, what in _UNDER_WAY.items():
        path, _ = git(root, "rev-parse", "--git-path", name)
        if path and (root / path.strip()).exists():
            raise Refused(f"{what} is under way in {root}: finish or abort it first")
    if git(root, "symbolic-ref", "--quiet", "HEAD")[0] is None:
        raise Refused(f"{root} is on no branch: `git switch --create operable` makes one for the commits")
    if git(root, "var", "GIT_COMMITTER_IDENT")[0] is None:
        raise Refused("git knows no name to commit by: set user.name and user.email with `git config`")
    try:
        require_clean(root, allow_dirty=False, allow_no_vcs=False)
    except Refused as error:
        remedy = "commit or stash them first" if "uncommitted" in str(error) else "--commit needs a tree that git keeps"
        raise Refused(f"{str(error).rpartition(':')[0]}: {remedy}") from None


def commit(root: Path, applying: Applying, message: str, verify: bool = True) -> str:
    """Write what the apply changes and commit it: the short name of the commit. Hooks run as they do for a person.

    What stands in the index besides stays there. Where it can't be written or git refuses, all files are as before.
    Raises Refused.
    """
    applying.write(root, None)
    if applying.not_written:
        problem = applying.not_written[0]
        raise Refused(f"{problem.path} {problem.message}: nothing of this commit was written")
    paths = _kept_by_git(root, applying.fixed)
    options = ["--quiet", "--only", *([] if verify else ["--no-verify"]), "--message", message]
    try:
        if paths:
            # A new file belongs to the repository, also in a folder that git ignores (`env/`).
            _git(root, paths, "add", "--force")
            _git(root, paths, "commit", *options)
            return _git(root, None, "rev-parse", "--short", "HEAD").strip()
        raise Refused("git keeps none of the files that were changed")
    except BaseException:
        _undo(root, applying, paths)
        raise


def _kept_by_git(root: Path, fixed: Fixed) -> list[str]:
    """The paths that were changed, but for what git ignores: a file of secrets, or one that was there before."""
    paths = sorted(fixed.changes)
    listed = _git(root, paths, "ls-files", "-z", "--cached", "--others", "--exclude-standard", check=False)
    kept = set(listed.split("\0"))
    known = fixed.before.files.keys() | {path for path, data in fixed.before.outside.items() if data is not None}
    return [each for each in paths if each in kept or (each not in known and not holds_secrets(each))]


def _undo(root: Path, applying: Applying, paths: Sequence[str]) -> None:
    """Put back what stood there."""
    if paths:
        _git(root, paths, "reset", "--quiet", check=False)
    outside: Mapping[str, bytes | None] = applying.fixed.before.outside
    for path in applying.fixed.changes:
        file = applying.fixed.before.files.get(path)
        old = file.data if file is not None else outside.get(path)
        if old is None:
            (root / path).unlink(missing_ok=True)
        else:
            (root / path).write_bytes(old)


def _git(root: Path, paths: Sequence[str] | None, *arguments: str, check: bool = True) -> str:
    """Git's output; of the paths, literally, where there are some. Raises Refused with what git says."""
    command = ["git", "-C", str(root), *arguments]
    given = None
    if paths is not None and arguments[0] == "ls-files":
        command += ["--", *paths]
    elif paths is not None:
        command += ["--pathspec-from-file=-", "--pathspec-file-nul"]
        given = "\0".join(paths)
    environment = {**os.environ, "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
    done = subprocess.run(
        command, input=given, capture_output=True, text=True, errors="replace", check=False, env=environment
    )
    if check and done.returncode:
        said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        what = said[-1].removeprefix("fatal: ").removeprefix("error: ") if said else "without a word"
        raise Refused(f"`git {arguments[0]}` refused: {what}")
    return done.stdout
