"""One check of one project: candidates, findings, names of settings, in one process or several."""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from codemods.analysis.project import Project
from codemods.engine.find import candidates, find, unparsable
from codemods.engine.naming import name_settings
from codemods.engine.workers import spread
from codemods.finding import Finding, Problem
from codemods.rule import Rule

# Below this many files, starting processes costs more than it saves.
PARALLEL_FROM = 400
_CHUNK = 50

Progress = Callable[[int, int], None]
Part = tuple[list[Finding], list[Problem], int]


@dataclass
class Checked:
    """What a check found."""

    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def check(
    project: Project,
    rules: Mapping[str, Rule],
    jobs: int | None = None,
    progress: Progress | None = None,
    paths: Iterable[str] | None = None,
    thorough: bool = False,
) -> Checked:
    """All findings of the rules in the project's files (or in some), with their settings named.

    `jobs` None: one process a core. Progress is called with how many files are done, of how many. `thorough`: Python
    files that no rule has to look at are parsed too, so that one that cannot be is reported.
    """
    wanted = sorted(project.files if paths is None else paths)
    jobs = jobs or os.cpu_count() or 1
    result = Checked()
    done = 0
    with _collector_off():
        hits = candidates(project, rules, wanted)
        for findings, problems, count in _parts(partial(_find_in, project, hits, thorough), wanted, jobs):
            result.findings += findings
            result.problems += problems
            done += count
            if progress:
                progress(done, len(wanted))
    result.findings = name_settings(project, result.findings)
    result.problems.sort(key=lambda each: (each.path, each.line))
    return result


@contextlib.contextmanager
def _collector_off() -> Iterator[None]:
    """Trees are kept to the end: going through them again and again to find garbage takes longer than the work."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _parts(work: Callable[[list[str]], Part], paths: list[str], jobs: int) -> Iterable[Part]:
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    return spread(work, chunks, jobs if len(paths) >= PARALLEL_FROM else 1)


def _find_in(project: Project, hits: Mapping[str, list[Rule]], thorough: bool, paths: list[str]) -> Part:
    found: list[Finding] = []
    problems: list[Problem] = []
    for path in paths:
        file = project.files[path]
        findings, unread = find(file, hits[path]) if path in hits else ([], [])
        found += findings
        problems += unread
        if thorough and not unread and file.kind == "python":
            problems += unparsable(file)
    return found, problems, len(paths)
