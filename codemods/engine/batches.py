"""Which fixes can be carried out together: whole groups, nothing overlapping, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from codemods.project.project import Project
from codemods.vocabulary.finding import Finding, Identity, Safety, Span
from codemods.vocabulary.unreadable import Unreadable

Key = tuple[str, str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """Findings that are rewritten together or not at all."""

    findings: tuple[Finding, ...]

    @property
    def paths(self) -> frozenset[str]:
        """The files that the unit changes."""
        return frozenset(site.path for finding in self.findings for site in finding.sites)

    @property
    def places(self) -> list[tuple[str, Span]]:
        """What it rewrites."""
        return [(site.path, site.span) for finding in self.findings for site in finding.sites]


def units(findings: Iterable[Finding], unsafe: bool) -> list[Unit]:
    """The units that may be applied: fixable, and safe enough in every part."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for number, finding in enumerate(findings):
        groups.setdefault((finding.rule[:3], finding.group) if finding.group else ("", str(number)), []).append(finding)
    allowed = (Safety.SAFE, Safety.UNSAFE) if unsafe else (Safety.SAFE,)
    return [
        Unit(tuple(members))
        for members in groups.values()
        if any(each.sites for each in members) and all(each.safety in allowed for each in members)
    ]


def keys(project: Project, findings: Iterable[Finding]) -> dict[Identity, Key]:
    """What names each finding although lines above it have moved: its text, and which of equal ones."""
    found: dict[Identity, Key] = {}
    seen: Counter[tuple[str, str, str, str, str]] = Counter()
    for each in findings:
        same = (each.rule, each.path, each.message, each.group, _line(project, each))
        found[each.identity] = (*same, seen[same])
        seen[same] += 1
    return found


def _line(project: Project, finding: Finding) -> str:
    try:
        return project.files[finding.path].lines[finding.span.line - 1].strip()
    except (Unreadable, IndexError):
        return ""


def choose(wanted: Iterable[Unit], alone: set[str]) -> list[list[Unit]]:
    """The units of one pass: no two overlap; in lists that share no file with each other.

    A file in `alone` gets one unit only. What is left out has its turn in a later pass.
    """
    taken: dict[str, list[Span]] = {}
    batches: list[tuple[set[str], list[Unit]]] = []
    for unit in sorted(wanted, key=_order):
        if any(span.overlaps(other) for path, span in unit.places for other in taken.get(path, ())):
            continue
        if any(path in taken for path in unit.paths & alone) or any(path in alone & set(taken) for path in unit.paths):
            continue
        for path, span in unit.places:
            taken.setdefault(path, []).append(span)
        touching = [batch for batch in batches if batch[0] & unit.paths]
        merged: tuple[set[str], list[Unit]] = (set(unit.paths), [unit])
        for batch in touching:
            merged = (merged[0] | batch[0], batch[1] + merged[1])
            batches.remove(batch)
        batches.append(merged)
    return [batch[1] for batch in batches]


def _order(unit: Unit) -> tuple[str, str, Span]:
    first = unit.findings[0]
    return (first.rule, first.path, first.span)
