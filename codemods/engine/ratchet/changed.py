"""Only what stands on lines that differ from another commit, by git."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from codemods.engine.checking import Checking
from codemods.engine.disk.vcs import git
from codemods.engine.ratchet.baseline import narrow
from codemods.engine.request import root_of
from codemods.vocabulary.finding import Finding
from codemods.vocabulary.wrong_request import WrongRequest

_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_ESCAPED = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}
# A file that git does not know yet: all of it has changed.
_ALL = range(1, 10**9)

Lines = Mapping[str, list[range]]


class NoRevision(WrongRequest):
    """A commit that git does not have, or no git; the message names the remedy."""


def keep_changed(report: Checking, revision: str) -> None:
    """Leave in the report what touches a line that was changed since the revision. Raises NoRevision."""
    root = root_of(report.request.path)
    lines = changed(root, revision)
    base = os.path.realpath(root)
    narrow(report, [_touches(lines, base, each) for each in report.checked.findings])


def changed(root: Path, revision: str) -> Lines:
    """The lines that differ from where this branch left the revision, by real path; what is not committed is changed.

    Renames are followed: of a file that only moved, no line has changed.
    """
    top, reason = git(root, "rev-parse", "--show-toplevel")
    if top is None:
        raise NoRevision(f"{root} {reason or 'is not in a git repository'}: --since compares with a commit of it")
    known, _ = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if known is None:
        raise NoRevision(f"git knows no commit {revision!r} here: fetch it first (a CI job often has one commit only)")
    forked, _ = git(root, "merge-base", known.strip(), "HEAD")
    options = ("--unified=0", "--find-renames", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules",
               "--src-prefix=a/", "--dst-prefix=b/")  # fmt: skip
    diff, reason = git(root, "diff", *options, (forked or known).strip(), "--")
    others, _ = git(root, "ls-files", "--others", "--exclude-standard", "--full-name", "-z")
    if diff is None or others is None:
        raise NoRevision(f"{root} {reason or 'cannot be compared'}: --since needs a work tree")
    base = os.path.realpath(top.rstrip("\n"))
    found = {f"{base}/{path}": ranges for path, ranges in _read(diff)}
    return found | {f"{base}/{path}": [_ALL] for path in others.split("\0") if path}


def _read(diff: str) -> Iterator[tuple[str, list[range]]]:
    """The files of a diff without context, each with its new lines."""
    ranges: list[range] = []
    # What lines of a file hold must not be taken for a header: a hunk says how many follow.
    skip = 0
    for line in diff.split("\n"):
        if skip and line[:1] in "+-":
            skip -= 1
        elif line.startswith("+++ "):
            ranges = []
            yield _path(line[4:].rstrip("\t")), ranges
        elif hunk := _HUNK.match(line):
            start, count = int(hunk[1]), int(hunk[2] or 1)
            ranges.append(range(start, start + count))
            removed = re.match(r"@@ -\d+(?:,(\d+))? ", line)
            skip = count + int((removed and removed[1]) or 1)


def _path(written: str) -> str:
    """`b/a file`, or as git quotes it: `"b/\\303\\251"`."""
    if written.startswith('"'):
        data = _ESCAPE.sub(_unescaped, written[1:-1].encode(errors="surrogateescape"))
        written = data.decode(errors="replace")
    return written.removeprefix("b/")


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    return bytes([int(said, 8)]) if len(said) == 3 else _ESCAPED.get(said, said)


def _touches(lines: Lines, base: str, finding: Finding) -> bool:
    span = finding.span
    places = [(finding.path, range(span.line, span.end_line + 1))]
    places += [(path, range(line, line + 1)) for path, line in finding.also]
    return any(
        max(here.start, each.start) < min(here.stop, each.stop)
        for path, here in places
        for each in lines.get(f"{base}/{path}", ())
    )
