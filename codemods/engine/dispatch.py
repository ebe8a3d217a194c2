"""Run the finders over the candidate files of a project."""

from __future__ import annotations

import ast
import re
import symtable
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from codemods.engine.conditions.audience import judge, may_reach_production
from codemods.engine.conditions.joined import without_joined
from codemods.formats import parse
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Problem
from codemods.vocabulary.rule import Rule, defect
from codemods.vocabulary.unreadable import Unreadable

if TYPE_CHECKING:
    from codemods.vocabulary.rule import KeptFinder

    Dispatch = dict[type, list[tuple[Rule, KeptFinder]]]

_IGNORE = re.compile(r"#\s*operable:\s*ignore(?:\[([^\]]*)\])?", re.IGNORECASE)


def holding(project: Project, rules: Iterable[Rule]) -> dict[str, frozenset[str]]:
    """By the rules' codes, the Python files that hold the words of one of their needles."""
    wanted = [each for each in rules if any(_kind(finder) == "python" for finder, _ in each.finders)]
    words = project.words
    return {
        rule.code: frozenset(file.path for file in words.naming_any(each.encode() for each in rule.needles))
        for rule in wanted
    }


def candidates(
    project: Project, rules: Mapping[str, Rule], paths: Iterable[str], held: Mapping[str, frozenset[str]] | None = None
) -> dict[str, list[Rule]]:
    """The rules that may find something in a file, for those of the files that have any.

    Tests, examples, and what is for development alone are left alone.

    `held` is what `holding` says of the rules, if it has been asked before.
    """
    wanted = [project.files[path] for path in paths if may_reach_production(project.files[path])]
    chosen = {file.path for file in wanted if file.kind == "python"}
    others = [file for file in wanted if file.kind != "python"]
    held = holding(project, rules.values()) if held is None else held
    found: dict[str, list[Rule]] = {}
    for rule in rules.values():
        kinds = {_kind(each) for each, _ in rule.finders}
        for path in chosen & held.get(rule.code, frozenset()):
            found.setdefault(path, []).append(rule)
        for file in others:
            if file.kind in kinds and any(needle.encode() in file.data for needle in rule.needles):
                found.setdefault(file.path, []).append(rule)
    return found


def _kind(finder: type) -> str:
    """The kind of file that a finder's type stands in: codemods.formats.<kind> has the others' documents."""
    return "python" if issubclass(finder, ast.AST) else finder.__module__.rpartition(".")[2]


def find(file: SourceFile, rules: Iterable[Rule]) -> tuple[list[Finding], list[Problem]]:
    """The findings of some rules in one file, in the order of the text; a file that can't be read is a problem.

    A rule that fails on a file is a problem too, and the others go on: a defect of ours must not cost the whole run.
    Where a rule comes to another file that can't be read it finds nothing; that file's own problem is told of it.
    """
    found: list[Finding] = []
    problems: list[Problem] = []
    dispatch: Dispatch = {}
    by_code = {rule.code: rule for rule in rules}
    for rule in by_code.values():
        for kind, finder in rule.finders:
            dispatch.setdefault(kind, []).append((rule, finder))
    try:
        for rule, finder, node in _visits(file, dispatch):
            try:
                if findings := [*finder(node, file)]:
                    found += _judged(file, rule, findings)
            except Unreadable:
                continue
            except RecursionError:
                problems.append(Problem(file.path, "is nested too deeply to be analysed"))
            except Exception as error:
                problems.append(Problem(file.path, defect(rule.code, error), getattr(node, "lineno", 1)))
    except Unreadable as error:
        return [], [Problem(file.path, str(error), error.line)]
    except RecursionError:
        return [], [Problem(file.path, "is nested too deeply to be analysed")]
    unique = {each.identity: each for each in found}
    return sorted(unique.values(), key=lambda each: (each.span, each.rule)), problems


def _judged(file: SourceFile, rule: Rule, findings: Iterable[Finding]) -> list[Finding]:
    """What is left where production never comes, or a comment says that it is no finding. Raises Unreadable."""
    judged = (judge(file, each) for each in findings if not _silenced(file, each))
    return [without_joined(file, each, rule) for each in judged if each is not None]


def unparsable(file: SourceFile) -> list[Problem]:
    """Why the file is no Python that this interpreter reads, if it is none. Its tree is not kept."""
    if file.is_parsed:
        return []
    try:
        # Half the time of making a tree; why a file fails is the tree's to say.
        with warnings.catch_warnings(action="ignore"):
            symtable.symtable(file.text, file.path, "exec")
        return []
    except (Unreadable, SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    try:
        file.tree  # noqa: B018
    except Unreadable as error:
        return [Problem(file.path, str(error), error.line)]
    del file.tree
    return []


def _visits(file: SourceFile, dispatch: Dispatch) -> Iterator[tuple[Rule, KeptFinder, object]]:
    """Every finder that wants a node of the file, with the node."""
    if file.kind != "python":
        document = parse(file) if any(not issubclass(kind, ast.AST) for kind in dispatch) else None
        for rule, finder in dispatch.get(type(document), ()):
            yield rule, finder, document
        return
    for kind, finders in dispatch.items():
        if issubclass(kind, ast.AST):
            for node in file.nodes(kind):
                for rule, finder in finders:
                    yield rule, finder, node


def _silenced(file: SourceFile, finding: Finding) -> bool:
    """Whether the finding's first or last line says `# operable: ignore[…]`: OP501, OP5 or 5; bare means all."""
    for number in {finding.span.line, finding.span.end_line}:
        line = file.lines[number - 1] if number <= len(file.lines) else ""
        match = _IGNORE.search(line)
        if match and (match[1] is None or any(_means(each, finding) for each in re.split(r"[\s,]+", match[1].upper()))):
            return True
    return False


def _means(selector: str, finding: Finding) -> bool:
    code = f"OP{selector}" if selector.isdigit() and len(selector) == 1 else selector
    return len(code) > 2 and finding.rule.startswith(code)
