"""A statement that shares its line with others: what a fix would put around it has no place there."""

from __future__ import annotations

from dataclasses import replace

from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site
from codemods.vocabulary.rule import Rule

_WHY = "by hand: other statements stand on its line"
_WHOLE_LINE = frozenset(("SimpleStatementLine",))


def without_joined(file: SourceFile, finding: Finding[object], rule: Rule) -> Finding[object]:
    """The finding, without its fix where that takes a whole line which the statement shares with others."""
    whole = (each for each in finding.sites if rule.rewriter(each.role).keys() == _WHOLE_LINE)
    if not any(_is_joined(file, each) for each in whole):
        return finding
    return replace(finding, safety=Safety.NONE, sites=(), settings=(), remedy=f"{finding.remedy}; {_WHY}")


def _is_joined(file: SourceFile, site: Site) -> bool:
    other = file.project.files.get(site.path)
    if other is None or other.kind != "python" or b";" not in other.data:
        return False
    span = site.span
    before = other.lines[span.line - 1][: span.column - 1].rstrip()
    behind = other.lines[span.end_line - 1][span.end_column - 1 :].lstrip()
    return before.endswith(";") or behind.startswith(";")
