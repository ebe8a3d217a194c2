"""One check of one project: candidates, findings, names of settings, in one process or several."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from codemods.analysis.project import Project
from codemods.engine.find import candidates, find
from codemods.engine.naming import name_settings
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
) -> Checked:
    """All findings of the rules in the project's files (or in some), with their settings named.

    `jobs` None: one process a core. Progress is called with how many files are done, of how many.
    """
    wanted = sorted(project.files if paths is None else paths)
    jobs = jobs or os.cpu_count() or 1
    result = Checked()
    done = 0
    for findings, problems, count in _parts(project, rules, wanted, jobs):
        result.findings += findings
        result.problems += problems
        done += count
        if progress:
            progress(done, len(wanted))
    result.findings = name_settings(project, result.findings)
    result.problems.sort(key=lambda each: (each.path, each.line))
    return result


def _parts(project: Project, rules: Mapping[str, Rule], paths: list[str], jobs: int) -> Iterable[Part]:
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    if jobs == 1 or len(paths) < PARALLEL_FROM or sys.platform != "linux":
        yield from (_find_in(project, rules, chunk) for chunk in chunks)
    else:
        yield from _parallel(project, rules, chunks, jobs)


def _find_in(project: Project, rules: Mapping[str, Rule], paths: list[str]) -> Part:
    found: list[Finding] = []
    problems: list[Problem] = []
    for path, hits in candidates(project, rules, paths).items():
        findings, unread = find(project.files[path], hits)
        found += findings
        problems += unread
    return found, problems, len(paths)


# Forked workers see the project as it was at the fork: nothing has to be sent to them but paths.
_shared: tuple[Project, Mapping[str, Rule]] | None = None


def _parallel(project: Project, rules: Mapping[str, Rule], chunks: list[list[str]], jobs: int) -> Iterable[Part]:
    global _shared
    _shared = project, rules
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork"))
    try:
        yield from pool.map(_find_chunk, chunks)
    finally:
        pool.shutdown(cancel_futures=True)
        _shared = None


def _find_chunk(paths: list[str]) -> Part:
    assert _shared is not None
    return _find_in(*_shared, paths)
