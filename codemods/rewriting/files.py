"""Rewrite one file, Python or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from codemods.project.source_file import SourceFile
from codemods.rewriting.cst.python import rewrite
from codemods.rewriting.edit import Edit
from codemods.vocabulary.finding import Finding, Site
from codemods.vocabulary.rule import Rule, Skip


def rewrite_file(
    file: SourceFile, jobs: Sequence[tuple[Finding, Site]], rules: Mapping[str, Rule]
) -> tuple[str, dict[str, str]]:
    """The file's new text and the files that the fixes add, by path. Raises Skip."""
    edit = Edit(file)
    if file.kind == "python":
        return rewrite(file, jobs, rules, edit), edit.files
    from codemods.formats import parse

    document = parse(file)
    for finding, site in jobs:
        rewriter = rules[finding.rule].rewriter(site.role).get(file.kind)
        if rewriter is None:
            raise Skip(f"{finding.rule} cannot rewrite a {file.kind} file")
        edit.finding = finding
        edit.site = site
        rewriter(document, finding, edit)
    return _replaced(file.text, edit.replacements), edit.files


def _replaced(text: str, replacements: list[tuple[int, int, str]]) -> str:
    end = len(text) + 1
    for start, stop, new in sorted(replacements, reverse=True):
        if stop > end:
            raise Skip("two changes of this file overlap")
        text, end = text[:start] + new + text[stop:], start
    return text
