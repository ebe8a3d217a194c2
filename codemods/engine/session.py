"""One check of one project: candidates, findings, names of settings, in one process or several."""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from codemods.engine.again.recorder import Known, Recorder, noted_by
from codemods.engine.again.results import find_again, parse_again
from codemods.engine.conditions.said_once import said_once
from codemods.engine.dispatch import candidates, holding
from codemods.engine.setting_names import name_settings
from codemods.engine.workers import spread
from codemods.project.project import Project
from codemods.vocabulary.checked import Checked, Sought
from codemods.vocabulary.finding import Finding, Problem
from codemods.vocabulary.noting import Question
from codemods.vocabulary.rule import Rule

# Below this many files, starting processes costs more than it saves.
PARALLEL_FROM = 400
_CHUNK = 50

Progress = Callable[[int, int], None]


class _Found(NamedTuple):
    """What came of a piece of the work; `passed` and `sought` are the project's, all that is known so far."""

    findings: list[Finding]
    problems: list[Problem]
    passed: set[Problem]
    sought: set[Sought]
    known: dict[Question, Known]


class _Share(NamedTuple):
    """A piece of the work; `parses`: it tells too which of the files can't be parsed."""

    rules: Mapping[str, Rule]
    paths: list[str]
    parses: bool


def check(
    project: Project,
    rules: Mapping[str, Rule],
    jobs: int | None = None,
    progress: Progress | None = None,
    paths: Iterable[str] | None = None,
    thorough: bool = False,
    recorder: Recorder | None = None,
) -> Checked:
    """All findings of the rules in the project's files (or in some), with their settings named.

    `jobs` None: one process a core. Progress is called with how many files are done, of how many. `thorough`: Python
    files that no rule has to look at are parsed too, so that one that cannot be is reported. `recorder`: it knows what
    still stands of an earlier check, and notes what the next one needs to know.
    """
    wanted = sorted(project.files if paths is None else paths)
    jobs = (jobs or os.cpu_count() or 1) if len(wanted) >= PARALLEL_FROM else 1
    result = Checked(files=len(wanted))
    if recorder is not None and recorder.is_nearly_known:
        jobs = 1
    with _collector_off(), noted_by(recorder):
        work = partial(_find_in, project, holding(project, rules.values()), thorough, recorder)
        shares = _shares(rules, wanted)
        limits: set[Problem] = set()
        sought: set[Sought] = set()
        for found in spread(work, shares, jobs, _counted(progress, shares)):
            result.findings += found.findings
            result.problems += found.problems
            limits |= found.passed
            sought |= found.sought
            if recorder is not None:
                recorder.found.update(found.known)
        result.findings = said_once(project, rules, name_settings(project, result.findings), wanted)
    result.problems = sorted(set(result.problems), key=lambda each: (each.path, each.line))
    result.limits = sorted(limits, key=lambda each: (each.path, each.message))
    result.sought = sorted(sought)
    return result


def _counted(progress: Progress | None, shares: Sequence[_Share]) -> Callable[[int], None]:
    """What tells the progress of each share that is done: by files, each as often as it is looked at."""
    total, finished = sum(len(each.paths) for each in shares), 0

    def count(number: int) -> None:
        nonlocal finished
        finished += len(shares[number].paths)
        if progress:
            progress(finished, total)

    return count


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


def _shares(rules: Mapping[str, Rule], paths: list[str]) -> list[_Share]:
    """The work in pieces, the longest first: all files for the rules that look at them together, else some of them.

    Those rules ask for the callers of much the same code: what one has looked up, the next one knows.
    """
    together = {code: rule for code, rule in rules.items() if rule.together}
    others = {code: rule for code, rule in rules.items() if not rule.together}
    chunks = (paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK))
    return [*([_Share(together, paths, False)] if together else []), *(_Share(others, chunk, True) for chunk in chunks)]


def _find_in(
    project: Project, held: Mapping[str, frozenset[str]], thorough: bool, recorder: Recorder | None, share: _Share
) -> _Found:
    found: list[Finding] = []
    problems: list[Problem] = []
    begun = len(recorder.found) if recorder is not None else 0
    hits = candidates(project, share.rules, share.paths, held)
    for path in share.paths:
        file = project.files[path]
        findings, unread = find_again(file, hits.get(path, ()), recorder)
        found += findings
        problems += unread
        if thorough and share.parses and not unread and file.kind == "python":
            problems += parse_again(file, recorder)
    known = dict(islice(recorder.found.items(), begun, None)) if recorder is not None else {}
    return _Found(found, problems, project.passed, set(project.sought.values()), known)
