"""One service: all that check finds and apply writes, cut into what a person can judge."""

from __future__ import annotations

import os
import re
import resource
import sys
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from codemods.engine.fix import Fixed, fix
from codemods.engine.registry import rules
from codemods.engine.request import load
from codemods.reports.diff import unified
from codemods.vocabulary.finding import Safety
from tests.corpus.checks import faults
from tests.services.ledger import Unit, digest

_RANGE = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,\d+)? @@")
ALLOWED = {"safe": (Safety.SAFE,), "unsafe": (Safety.SAFE, Safety.UNSAFE)}


@dataclass
class Measured:
    """What became of one service. `faults` are what no fix may ever do; `megabytes` is the process's peak."""

    repository: str
    files: int = 0
    lines: int = 0
    units: list[Unit] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    seconds: float = 0.0
    megabytes: float = 0.0


def measure(repository: str, folder: Path) -> Measured:
    """Check, apply and apply --unsafe, each applied again; in memory, and without an index for locks."""
    os.environ["UV_OFFLINE"] = "1"
    started = time.perf_counter()
    with warnings.catch_warnings(action="ignore"):
        project, _ = load(folder)
        result = Measured(
            repository, len(project.files), sum(each.data.count(b"\n") for each in project.files.values())
        )
        written: set[str] = set()
        for kind in ALLOWED:
            fixed = fix(project, rules(), unsafe=kind == "unsafe", jobs=1)
            if kind == "safe":
                result.units += findings(repository, fixed)
            hunks = [unit for unit in _hunks(repository, kind, fixed) if unit.digest not in written]
            written |= {unit.digest for unit in hunks}
            result.units += hunks
            result.dropped += [f"{kind}: {each.path}:{each.line}: {each.message}" for each in fixed.dropped]
            result.faults += [f"{kind}: {each.path}: {each.what}" for each in faults(fixed, fixed.found)]
            again = fix(fixed.after, rules(), unsafe=kind == "unsafe", jobs=1)
            result.faults += [f"{kind}: {path}: a second apply changes it again" for path in sorted(again.changes)]
    result.seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result.megabytes = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return result


def findings(repository: str, fixed: Fixed) -> Iterator[Unit]:
    """A unit for each finding of the tree as it was; the line stands for it, so that lines may come and go above."""
    for each in fixed.found:
        lines = fixed.before.files[each.path].lines
        line = lines[each.span.line - 1].strip() if each.span.line <= len(lines) else ""
        mark = digest("finding", each.rule, each.path, line)
        text = f"{each.message} [{each.safety}] {each.remedy}"
        yield Unit(repository, "finding", each.rule, each.path, mark, each.span.line, text)


def _hunks(repository: str, kind: str, fixed: Fixed) -> Iterator[Unit]:
    lines = list(unified(fixed, None))
    path, start = "", 0
    while start < len(lines):
        if lines[start].startswith("--- ") and start + 1 < len(lines) and lines[start + 1].startswith("+++ "):
            path, start = lines[start + 1].removeprefix("+++ b/"), start + 2
            continue
        end = start + 1
        while end < len(lines) and not lines[end].startswith(("@@ ", "--- ")):
            end += 1
        if found := _RANGE.match(lines[start]):
            changed = [each for each in lines[start + 1 : end] if each.startswith(("-", "+"))]
            first = int(found[1])
            named = ",".join(_rules(fixed, kind, path, first, first + int(found[2] or 1)))
            yield Unit(repository, kind, named, path, digest(path, *changed), first, "\n".join(lines[start:end]))
        start = end


def _rules(fixed: Fixed, kind: str, path: str, begin: int, end: int) -> list[str]:
    """The rules whose findings stand in a hunk; else those with a place in the file; else all that wrote something."""
    allowed = [each for each in fixed.found if each.safety in ALLOWED[kind] and each.sites]
    inside = {
        each.rule
        for each in allowed
        for site in each.sites
        if site.path == path and site.span.line < end and begin <= site.span.end_line
    }
    beside = {each.rule for each in allowed for site in each.sites if site.path == path}
    return sorted(inside or beside or {each.rule for each in fixed.fixed})


def quoted(unit: Unit) -> Iterator[str]:
    """A unit as its judge reads it."""
    yield f"## {unit.digest} {unit.kind} {unit.rule} {unit.repository} {unit.path}:{unit.line}"
    yield from unit.text.split("\n")
