"""The change that fixes make in a clone, as a patch that git applies, with the words that its commit needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from codemods.engine.applying import Applying
from codemods.engine.disk.write import Refused
from codemods.engine.request import root_of
from codemods.fleet.git import PATCH, git, git_bytes, identity
from codemods.reports.commit_message import message

_HERE = Path()


@dataclass(frozen=True, slots=True)
class Patch:
    """`diff` for `git apply`, empty where nothing changes. `identity` is the same as long as the same lines change.

    It is git's patch-id: where the lines stand does not count. `fixed` counts findings.
    """

    diff: bytes
    identity: str
    fixed: int
    message: str


def patch_of(report: Applying) -> Patch:
    """Carry an apply out in the clone that is the current folder, take its patch, and undo it. Raises Refused."""
    report.write(root_of(report.request.path), None)
    try:
        if report.failed:
            raise Refused(report.not_written[0].message)
        git("add", "--all", "--", ".", at=_HERE)
        diff = git_bytes("diff", "--cached", *PATCH, at=_HERE)
    finally:
        # What git ignores goes too: a .env that a fix has written would be there for the next one.
        git("reset", "--quiet", "--hard", at=_HERE)
        git("clean", "--quiet", "-ffdx", at=_HERE)
    return Patch(diff, identity(diff) if diff else "", len(report.fixed.fixed), message(report) if diff else "")
