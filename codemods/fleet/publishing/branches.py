"""A repository's patches as branches of one commit each: the same patch on the same commit is the same branch."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codemods.fleet.git import PATCH, GitFailed, git, git_bytes, identity
from codemods.fleet.repositories import Repository

PREFIX = "operable/"
_TRAILER = "Operable-Patch"
_MAILBOX = "From {commit} Mon Sep 17 00:00:00 2001\nFrom: {author}\nDate: {date}\nSubject: [PATCH] {message}\n---\n\n"


@dataclass(frozen=True, slots=True)
class Change:
    """What one rule's fixes would be: `identity` stays the same while the same lines change."""

    rule: str
    identity: str
    message: str
    diff: bytes
    folder: str

    @property
    def branch(self) -> str:
        """Named from rule and patch, and from the service in a monorepo."""
        place = re.sub(r"[^A-Za-z0-9_/-]+", "-", self.folder).strip("-/")
        return f"{PREFIX}{place + '/' if place else ''}{self.rule.lower()}-{self.identity}"

    @property
    def subject(self) -> str:
        """The commit's first line."""
        return self.message.partition("\n")[0]

    @property
    def body(self) -> str:
        """What the commit says besides."""
        return self.message.partition("\n")[2].strip()


def changes_of(result: Mapping[str, Any], files: Mapping[str, bytes]) -> list[Change]:
    """The changes of a result, by rule."""
    return [
        Change(rule, patch["id"], patch["message"], files[patch["file"]], result["path"])
        for rule, patch in sorted(result.get("patches", {}).items())
        if patch["file"] in files
    ]


def mailbox(change: Change, commit: str) -> bytes:
    """The change as `git am` takes it."""
    subject, _, body = change.message.partition("\n")
    head = _MAILBOX.format(
        commit=commit or "0" * 40, author="operable <operable@localhost>", date="Thu, 1 Jan 1970 00:00:00 +0000",
        message=f"{subject}\n\n{body.strip()}".rstrip(),
    )  # fmt: skip
    return head.encode() + change.diff


def commit(clone: Path, base: str, change: Change) -> str:
    """Make the change's branch in a clone, from its base. The commit. Raises GitFailed where the patch has drifted."""
    git("checkout", "--quiet", "--force", "-B", change.branch, base, at=clone)
    git("apply", "--index", "--whitespace=nowarn", "-", at=clone, given=change.diff)
    text = f"{change.message.rstrip()}\n{_TRAILER}: {change.rule} {change.identity}\n"
    git(
        "commit", "--quiet", "--no-verify", "--no-gpg-sign", "--file", "-", at=clone, given=text, more=_who(clone, base)
    )
    return git("rev-parse", "HEAD", at=clone)


def _who(clone: Path, base: str) -> dict[str, str]:
    """The caller's own name where git knows one, and the time of the base: the same change is the same commit."""
    date = git("show", "--no-patch", "--format=%cI", base, at=clone)
    found = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    for key, setting, otherwise in (("NAME", "user.name", "operable"), ("EMAIL", "user.email", "operable@localhost")):
        value = _configured(clone, setting) or otherwise
        found |= {f"GIT_AUTHOR_{key}": value, f"GIT_COMMITTER_{key}": value}
    return found


def _configured(clone: Path, setting: str) -> str:
    try:
        return git("config", "--get", setting, at=clone)
    except GitFailed:
        return ""


def remote_branches(repository: Repository) -> dict[str, str]:
    """The branches that a run has pushed earlier, each with its commit. Raises GitFailed."""
    listed = git("ls-remote", "--", repository.url, f"refs/heads/{PREFIX}*")
    rows = (line.split("\t") for line in listed.splitlines())
    return {name.removeprefix("refs/heads/"): sha for sha, name in rows}


def is_ours(clone: Path, branch: str) -> bool:
    """Whether a pushed branch is as we made it: nobody has added to it or changed it. Raises GitFailed."""
    git("fetch", "--quiet", "--depth", "2", "origin", f"refs/heads/{branch}", at=clone)
    said = re.search(
        rf"^{_TRAILER}: \S+ (\w+)$", git("show", "--no-patch", "--format=%B", "FETCH_HEAD", at=clone), re.M
    )
    return said is not None and said[1] == identity(
        git_bytes("diff-tree", *PATCH, "FETCH_HEAD^", "FETCH_HEAD", at=clone)
    )


def push(clone: Path, branch: str, old: str) -> None:
    """Push a branch; `old` is the commit that it replaces, "" for none. Raises GitFailed."""
    lease = f"--force-with-lease=refs/heads/{branch}:{old}"
    git("push", "--quiet", lease, "origin", f"refs/heads/{branch}:refs/heads/{branch}", at=clone)


def remove(clone: Path, branch: str, old: str) -> None:
    """Take a pushed branch away, if it is still what it was. Raises GitFailed."""
    git("push", "--quiet", f"--force-with-lease=refs/heads/{branch}:{old}", "origin", f":refs/heads/{branch}", at=clone)


def stale(there: Mapping[str, str], wanted: Collection[str], folder: str) -> Iterator[str]:
    """The branches of this service that no patch of today has."""
    place = Change("", "", "", b"", folder).branch.rpartition("/")[0] + "/"
    for branch in sorted(there.keys() - set(wanted)):
        if branch.startswith(place) and "/" not in branch[len(place) :]:
            yield branch
