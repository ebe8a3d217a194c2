"""A setting that several classes give a value each: all of them read it, or none, for a fix."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from codemods.domains.environments.taken import is_never_taken
from codemods.domains.settings.families import relatives, siblings
from codemods.engine.conditions.audience import may_reach_at
from codemods.model.environment_reads import environment_read
from codemods.model.scopes import stored_name
from codemods.model.strings import text
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.unreadable import Unreadable

_LEFT = "read it in each class that sets it: {} keeps a value of its own, where the variable would do nothing"


def all_or_none(project: Project, findings: list[Finding]) -> list[Finding]:
    """The findings, without the fix of those that would leave another class of the same setting its literal."""
    kept = []
    moved = {
        (site.path, line)
        for each in findings if each.settings
        for site in each.sites for line in range(site.span.line, site.span.end_line + 1)
    }  # fmt: skip
    for finding in findings:
        left = _left(project, finding, moved)
        kept.append(
            finding
            if not left
            else replace(finding, safety=Safety.NONE, sites=(), settings=(), remedy=_LEFT.format(left))
        )
    return kept


def _left(project: Project, finding: Finding, moved: set[tuple[str, int]]) -> str:
    """The class that would keep its own value; '' for none."""
    file = project.files[finding.path]
    optional = finding.settings and not any(each.secret for each in finding.settings)
    if file.kind != "python" or not finding.sites or not optional:
        return ""
    try:
        return next(_keeping(file, finding, moved), "")
    except (Unreadable, RecursionError):
        return ""


def _keeping(file: SourceFile, finding: Finding, moved: set[tuple[str, int]]) -> Iterator[str]:
    for owner, statement, name in _attributes(file, finding.span.line):
        own = text(file, statement.value).exact
        for each in siblings(file, owner, name):
            if (each[0].path, each[2].lineno) not in moved and _is_decided(*each):
                yield each[1].name
        for each in relatives(file, owner, name):
            # What says the same is found there as it is here.
            if _is_decided(*each) and text(each[0], each[2]).exact != own:
                yield f"{each[1].name} ({each[0].path})"


def _attributes(file: SourceFile, line: int) -> Iterator[tuple[ast.ClassDef, ast.Assign | ast.AnnAssign, str]]:
    """The attribute of a class that a line begins to set."""
    for owner in file.nodes(ast.ClassDef):
        for each in owner.body:
            if isinstance(each, ast.Assign | ast.AnnAssign) and each.lineno == line and each.value is not None:
                targets = each.targets if isinstance(each, ast.Assign) else [each.target]
                yield from ((owner, each, name) for target in targets if (name := stored_name(target)))


def _is_decided(file: SourceFile, owner: ast.ClassDef, value: ast.expr) -> bool:
    """Whether the code alone says what a class of production has there; an empty text is what is set later."""
    asks = any(environment_read(file, each) is not None for each in ast.walk(value))
    if asks or not text(file, value).exact or is_never_taken(file, owner):
        return False
    return may_reach_at(file, file.site(value).span)
