"""git, as it is run on repositories that nobody vouches for: no hook, no question, no credentials in what it says."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from codemods.fleet.repositories import Repository
from codemods.formats import userinfo

# Nothing that a clone brings is run, and nothing is asked of a terminal that nobody looks at.
_OPTIONS = (
    "core.hooksPath=/dev/null", "core.fsmonitor=false", "protocol.ext.allow=never", "submodule.recurse=false",
    "advice.detachedHead=false", "gc.auto=0", "maintenance.auto=false",
)  # fmt: skip
# A patch as it is, whatever the caller's configuration makes of a diff.
PATCH = ("--patch", "--no-color", "--no-ext-diff", "--no-textconv", "--binary", "--full-index")
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_LFS_SKIP_SMUDGE": "1", "GIT_ASKPASS": "true", "LC_ALL": "C"}
# No host's key is asked about either, unless the caller has a command of their own.
_SSH = {"GIT_SSH_COMMAND": "ssh -oBatchMode=yes"}
# How long a remote may take to name its newest commit, in seconds.
_ASKED_FOR = 30
_QUERY = re.compile(r"(?<=\w)\?[^\s'\"]+(?=['\"]|$)")


class GitFailed(Exception):
    """What git says of why it could not, in one line without credentials."""


def git(
    *words: str, at: Path | None = None, given: str | bytes = "", more: Mapping[str, str] | None = None,
    timeout: float | None = None,
) -> str:  # fmt: skip
    """git's output. `given` is its input, `timeout` in seconds. Raises GitFailed."""
    return _git(words, at, given, more, timeout).decode(errors="surrogateescape").strip()


def git_bytes(*words: str, at: Path) -> bytes:
    """git's output as it is: a patch may hold any bytes. Raises GitFailed."""
    return _git(words, at, "", None, None)


def _git(
    words: Sequence[str], at: Path | None, given: str | bytes, more: Mapping[str, str] | None, timeout: float | None
) -> bytes:
    options = [part for option in _OPTIONS for part in ("-c", option)]
    command = ["git", *options, *(("-C", str(at)) if at else ()), *words]
    environment = _SSH | dict(os.environ) | _ENVIRONMENT | dict(more or {})
    given = given.encode(errors="surrogateescape") if isinstance(given, str) else given
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, env=environment, timeout=timeout)
    except FileNotFoundError:
        raise GitFailed("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise GitFailed(f"git {words[0]} took longer than {timeout:.0f} s") from None
    if done.returncode:
        raise GitFailed(_last_words(done.stderr.decode(errors="replace")) or f"git {words[0]} exits {done.returncode}")
    return done.stdout


def identity(diff: bytes) -> str:
    """The same for a patch as long as the same lines change, wherever they stand: git's patch-id. Raises GitFailed."""
    return git("patch-id", "--stable", given=diff).partition(" ")[0][:12]


def concealed(text: str) -> str:
    """The text without user, password and query of any address in it."""
    return _QUERY.sub("", userinfo.without(text))


def _last_words(said: str) -> str:
    """What git says first of what went wrong."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal:", "error:", "remote:"))]
    return concealed((fatal or lines or [""])[0].removeprefix("fatal: "))


def revision(repository: Repository) -> str:
    """The commit that a clone would get now, "" where there is none; of a folder in a local checkout, its tree.

    The tree of a monorepo's service changes only with the service. Raises GitFailed.
    """
    if repository.path and Path(repository.url).is_dir():
        return git("rev-parse", f"{repository.branch or 'HEAD'}:{repository.path}", at=Path(repository.url))
    ref = f"refs/heads/{repository.branch}" if repository.branch else "HEAD"
    listed = git("ls-remote", "--", repository.url, ref, timeout=_ASKED_FOR)
    return listed.split()[0] if listed else ""


def clone(repository: Repository, into: Path) -> str:
    """A clone without history, and only of the repository's folder where one is given. Its commit; "" for none yet.

    Raises GitFailed.
    """
    local = Path(repository.url).is_dir()
    address = Path(repository.url).resolve().as_uri() if local else repository.url
    words = ["--quiet", "--depth", "1", "--no-tags", "--single-branch"]
    words += [] if local else ["--filter=blob:none"]
    words += ["--branch", repository.branch] if repository.branch else []
    words += ["--sparse"] if repository.path else []
    git("clone", *words, "--", address, str(into))
    if repository.path:
        git("sparse-checkout", "set", "--stdin", at=into, given=repository.path + "\n")
    try:
        return git("rev-parse", "--verify", "--quiet", "HEAD", at=into)
    except GitFailed:
        return ""
