"""Which commits an apply is made of, worked out in memory: each leaves a tree in which every fix has proved right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from codemods.engine.applying import Applying, finished
from codemods.engine.batches import Unit, units
from codemods.engine.choice import OfRules
from codemods.engine.exclusions import without_ignored
from codemods.engine.fix import Fixed, Keep, fix
from codemods.engine.request import Request, root_of
from codemods.engine.session import Progress, check
from codemods.project.project import Project
from codemods.vocabulary.checked import Checked
from codemods.vocabulary.finding import Finding, Problem, Span

Group = tuple[str, ...]

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
    apply would drop is dropped. As there, what was found in files that no fix has changed stands until all rules had
    their turn; and a commit that would take away what a later one is about waits for that one.
    """
    options, root = request.options, root_of(request.path)

    def keep(found: list[Finding]) -> list[Finding]:
        return without_ignored(found, options, root)

    def looked(project: Project) -> Checked:
        found = check(project, request.rules, jobs, progress, thorough=True)
        return replace(found, findings=keep(found.findings))

    result, project = Plan(), request.project
    first = check(project, request.rules, jobs, progress, thorough=True)
    found, dropped = first.findings, dict[str, list[Problem]]()
    kept, is_fresh = replace(first, findings=keep(found)), True
    for _ in range(_ROUNDS):
        before = len(result.commits)
        for last, groups in _groups(request, by_anti_pattern):
            if last and not is_fresh:
                kept, is_fresh = looked(project), True
            waiting = list(groups)
            while tried := list(_tried(request, project, kept, unsafe, jobs, keep, waiting)):
                # Where each takes something away from another, the order of the codes decides.
                group, fixed = next(((each, done) for each, done, is_lossless in tried if is_lossless), tried[0][:2])
                waiting.remove(group)
                dropped[min(group)] = fixed.dropped
                project, kept = fixed.after, replace(fixed.left)
                if fixed.changes:
                    result.commits.append(finished(request, fixed, found, unsafe, jobs, chosen=True))
                    is_fresh = False
        if not is_fresh:
            kept, is_fresh = looked(project), True
        if len(result.commits) == before:
            break
    result.left, result.unread = kept.findings, kept.problems
    result.dropped = [each for problems in dropped.values() for each in problems]
    return result


def _tried(
    request: Request, project: Project, kept: Checked, unsafe: bool, jobs: int | None, keep: Keep, groups: list[Group]
) -> Iterator[tuple[Group, Fixed, bool]]:
    """What comes of each group that has fixes, up to the first that takes nothing away from another: the last word."""
    for group in groups:
        if any(unit.findings[0].rule in group for unit in units(kept.findings, unsafe)):
            fixed = fix(project, request.rules, unsafe, jobs, None, keep, OfRules(group), kept, settle=False)
            is_lossless = not _lost(kept, unsafe, group, fixed)
            yield group, fixed, is_lossless
            if is_lossless:
                return


def _lost(kept: Checked, unsafe: bool, group: Group, fixed: Fixed) -> bool:
    """Whether a fix of another group is gone that one apply would carry out beside these."""
    wanted = units(kept.findings, unsafe)
    taken: dict[str, list[Span]] = {}
    for path, span in (each for unit in wanted if unit.findings[0].rule in group for each in unit.places):
        taken.setdefault(path, []).append(span)
    beside = [
        unit
        for unit in wanted
        if unit.findings[0].rule not in group
        and not any(span.overlaps(other) for path, span in unit.places for other in taken.get(path, ()))
    ]
    return bool(_counted(beside) - _counted(units(fixed.left.findings, unsafe)))


def _counted(found: Iterable[Unit]) -> Counter[tuple[str, str, str]]:
    return Counter((each.rule, each.path, each.message) for unit in found for each in unit.findings)


def _groups(request: Request, by_anti_pattern: bool) -> Iterator[tuple[bool, list[Group]]]:
    """The rules of each commit, in two parts: those that come last, as a lock does, are of what all the others need."""
    for last in (False, True):
        codes = [code for code, rule in request.rules.items() if rule.last == last]
        if by_anti_pattern:
            groups = [tuple(code for code in codes if int(code[2]) == number) for number in range(1, 9)]
        else:
            groups = [(code,) for code in codes]
        yield last, [each for each in groups if each]
