"""One finding for one fault: what a rule says in the same words of many places, and what another rule tells as well."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from codemods.domains.runtime.entry_points import launched
from codemods.engine.dispatch import candidates, find
from codemods.model.call_graph import edges_at, reaches
from codemods.model.import_graph import importers
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding
from codemods.vocabulary.rule import Rule
from codemods.vocabulary.unreadable import Unreadable

_CUT_OFF = re.compile(r"\bthread\b.*\bcut off\b")
_HANDLER = re.compile(r"^the handler of SIGTERM ends the process\b")
_ENDS = re.compile(r"^SIGTERM ends this loop\b")
_PIP = re.compile(r"\bpip[\d.]*\s+install\b")

Relation = Callable[[Project, Finding, Finding], bool]


def said_once(
    project: Project, rules: Mapping[str, Rule], findings: list[Finding], checked: Collection[str]
) -> list[Finding]:
    """The findings in the files that were checked, with one for all that a rule says in the same words of a file or a
    service (see `Rule.once`), and none that another rule's tells, unless it has a fix.
    """
    return _without_told(project, rules, _together(project, rules, findings), checked)


def _together(project: Project, rules: Mapping[str, Rule], findings: list[Finding]) -> list[Finding]:
    firsts: dict[tuple[str, ...], int] = {}
    kept: list[Finding] = []
    for each in findings:
        once = rules[each.rule].once
        if not once or each.sites:
            kept.append(each)
            continue
        where = each.path if once == "file" else project.service_root(each.path)
        number = firsts.setdefault((each.rule, where, each.message, each.remedy), len(kept))
        if number == len(kept):
            kept.append(each)
        else:
            first = kept[number]
            places = (*first.also, (each.path, each.span.line), *each.also)
            conceal = (*first.conceal, *each.conceal)
            kept[number] = replace(first, also=tuple(dict.fromkeys(places)), conceal=conceal)
    return kept


def _without_told(
    project: Project, rules: Mapping[str, Rule], findings: list[Finding], checked: Collection[str]
) -> list[Finding]:
    return [each for each in findings if each.sites or not _is_told(project, rules, findings, each, checked)]


def _is_told(
    project: Project, rules: Mapping[str, Rule], findings: list[Finding], told: Finding, checked: Collection[str]
) -> bool:
    """Whether another finding tells of one; not where a file on the way between the two cannot be read."""
    try:
        return any(
            related(project, teller, told)
            for rule, related in _TOLD.get(told.rule, {}).items() if rule in rules
            for teller in (*findings, *_elsewhere(project, rules[rule], told, checked)) if teller.rule == rule
        )  # fmt: skip
    except Unreadable:
        return False


def _elsewhere(project: Project, rule: Rule, told: Finding, checked: Collection[str]) -> Iterator[Finding]:
    """What a rule finds in definitions that start the file of a finding and were not checked along with it."""
    starting = {path for entry in launched(project) if entry.file.path == told.path
                for path in (entry.path, *(each for each, _ in entry.through))}  # fmt: skip
    for path in candidates(project, {rule.code: rule}, sorted(starting.difference(checked))):
        yield from find(project.files[path], [rule])[0]


def _same_place(project: Project, teller: Finding, told: Finding) -> bool:
    """Whether both are about the same value, or the same call."""
    return teller.path == told.path and teller.span.overlaps(told.span)


def _is_within(project: Project, teller: Finding, told: Finding) -> bool:
    """Whether the told one is of a part of what the other is about."""
    inner, outer = told.span, teller.span
    return teller.path == told.path and (outer.line, outer.column) <= (inner.line, inner.column) and (
        (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
    )  # fmt: skip


def _starts(project: Project, teller: Finding, told: Finding) -> bool:
    """Whether the command of one runs the file of the other."""
    return any(
        entry.main and entry.file.path == told.path
        and any(
            path == teller.path and teller.span.line <= line <= teller.span.end_line
            for path, line in ((entry.path, entry.line), *entry.through)
        )
        for entry in launched(project)
    )  # fmt: skip


def _starts_alone(project: Project, teller: Finding, told: Finding) -> bool:
    """The same, and nothing imports that file: the server would run it too."""
    return _starts(project, teller, told) and not importers(project.files[told.path])


def _installs(project: Project, teller: Finding, told: Finding) -> bool:
    """Whether both are about the same command, and the told one is of what pip installs there."""
    return _same_place(project, teller, told) and _PIP.search(told.message) is not None


def _loops_in(project: Project, teller: Finding, told: Finding) -> bool:
    """Whether the told one is of a thread that the end of the process cuts off in the loop of the other."""
    if not _CUT_OFF.search(told.message):
        return False
    file, loops = project.files[told.path], project.files[teller.path]

    def _is_loop(at: SourceFile, node: ast.AST) -> bool:
        return at is loops and isinstance(node, ast.While) and at.shown(node) == teller.span

    starts = [each for each in file.nodes(ast.Call) if file.shown(each) == told.span]
    carried = [each.callee for start in starts for each in edges_at(file, start) if each.kind == "callback"]
    return any(reaches(each, _is_loop) for each in carried)


def _ends_loop(project: Project, teller: Finding, told: Finding) -> bool:
    """Whether a handler that ends the process is told, and the loop of its file that SIGTERM ends so."""
    return teller.path == told.path and bool(_HANDLER.search(told.message)) and bool(_ENDS.search(teller.message))


# Rules whose findings are another one's fault once more: by whom they are told, and where.
_TOLD: dict[str, dict[str, Relation]] = {
    # A SQLite file in the code is a URI in the code; what has to be done is said by the file.
    "OP501": {"OP112": _same_place},
    # What `from_object` is given is chosen by the environment's name, in the call itself.
    "OP601": {"OP604": _is_within},
    # The command of an image or a dyno runs a script that serves by itself.
    "OP307": {"OP301": _starts},
    # A handler that leaves at once: who lets the loop look at an event has it set that.
    "OP320": {"OP321": _ends_loop},
    # A daemon's endless loop: who lets it hear the stop joins the thread too.
    "OP322": {"OP321": _loops_in},
    # A start script runs the script that makes the tables: to be taken out of the start there.
    "OP401": {"OP404": _starts_alone},
    # What a start command installs.
    "OP404": {"OP203": _installs},
}
