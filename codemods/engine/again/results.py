"""What rules find in a file: found, or still known from an earlier check."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from typing import Any

from codemods.engine.again.recorder import Known, Recorder
from codemods.engine.dispatch import find, unparsable
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Problem
from codemods.vocabulary.noting import Question, aside
from codemods.vocabulary.rule import Rule


def find_again(
    file: SourceFile, rules: Iterable[Rule], recorder: Recorder | None
) -> tuple[list[Finding], list[Problem]]:
    """The findings of some rules in a file, in the order of the text, and why it can't be read."""
    if recorder is None:
        return find(file, rules)
    found: list[Finding] = []
    problems: dict[Problem, None] = {}
    for rule in rules:
        findings, unread = _known(recorder, ("result", file.path, rule.code), lambda: find(file, [rule]))  # noqa: B023
        found += findings
        problems |= dict.fromkeys(unread)
    return sorted(found, key=lambda each: (each.span, each.rule)), list(problems)


def parse_again(file: SourceFile, recorder: Recorder | None) -> list[Problem]:
    """Why a file that no rule looked at is no Python that this interpreter reads, if it is none."""
    if recorder is None:
        return unparsable(file)
    found: list[Problem] = _known(recorder, ("parse", file.path), lambda: unparsable(file))
    return found


def _known(recorder: Recorder, question: Question, find: Callable[[], Any]) -> Any:
    known = recorder.earlier.get(question)
    if known is not None and known.packed is not None and recorder.holds(known):
        recorder.found[question] = known
        return pickle.loads(known.packed)
    with aside() as why:
        found = find()
    recorder.found[question] = Known(
        why.files, tuple(why.questions), packed=pickle.dumps(found), limits=tuple(why.limits)
    )
    return found
