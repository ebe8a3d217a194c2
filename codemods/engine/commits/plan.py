"""Which commits an apply is made of, worked out in memory: each leaves a tree in which every fix has proved right."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from codemods.engine.applying import Applying, finished
from codemods.engine.batches import units
from codemods.engine.choice import OfRules
from codemods.engine.exclusions import without_ignored
from codemods.engine.fix import fix
from codemods.engine.request import Request, root_of
from codemods.engine.session import Progress, check
from codemods.vocabulary.finding import Finding, Problem

# A fix of a later rule may make room for one of an earlier.
_ROUNDS = 4


@dataclass
class Plan:
    """The commits in their order, what is left behind the last, and why: `dropped`."""

    commits: list[Applying] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    dropped: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)


def plan(
    request: Request, unsafe: bool, by_anti_pattern: bool, jobs: int | None, progress: Progress | None = None
) -> Plan:
    """What `apply` would do, in parts: those of a rule, or of an anti-pattern. Raises UnknownRule and BadPath.

    What other rules found is asked at every step as in one apply: settings get the same names, and a fix that one
    apply would drop is dropped.
    """
    options, root = request.options, root_of(request.path)
    result, project = Plan(), request.project
    left = check(project, request.rules, jobs, progress, thorough=True)
    found, dropped = left.findings, dict[str, list[Problem]]()
    kept = replace(left, findings=without_ignored(found, options, root))
    for _ in range(_ROUNDS):
        before = len(result.commits)
        for group in _groups(request, by_anti_pattern):
            if not any(unit.findings[0].rule in group for unit in units(kept.findings, unsafe)):
                continue
            fixed = fix(
                project, request.rules, unsafe, jobs, None, lambda each: without_ignored(each, options, root),
                OfRules(group), kept,
            )  # fmt: skip
            dropped[min(group)] = fixed.dropped
            project, kept = fixed.after, replace(fixed.left)
            if fixed.changes:
                result.commits.append(finished(request, fixed, found, unsafe, jobs, chosen=True))
        if len(result.commits) == before:
            break
    result.left, result.unread = kept.findings, kept.problems
    result.dropped = [each for problems in dropped.values() for each in problems]
    return result


def _groups(request: Request, by_anti_pattern: bool) -> Iterator[Collection[str]]:
    """The rules of each commit. Those that come last do so: a lock is of what all the others need."""
    for last in (False, True):
        codes = [code for code, rule in request.rules.items() if rule.last == last]
        if by_anti_pattern:
            yield from filter(None, ([code for code in codes if int(code[2]) == number] for number in range(1, 9)))
        else:
            yield from ([code] for code in codes)
