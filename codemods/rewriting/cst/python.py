"""Rewrite one Python file: find the LibCST node of each site, replace it, mend the imports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import libcst as cst
from libcst import matchers
from libcst.metadata import MetadataWrapper, PositionProvider

from codemods.project.source_file import SourceFile
from codemods.rewriting.cst.imports import add_imports
from codemods.rewriting.cst.layout import settled
from codemods.rewriting.cst.unused import drop_imports
from codemods.rewriting.edit import Edit
from codemods.vocabulary.finding import Finding, Site, Span
from codemods.vocabulary.rule import Rule, Skip

if TYPE_CHECKING:
    from codemods.vocabulary.rule import KeptRewriter

Job = tuple[Finding, Site]
Replace = Callable[[cst.CSTNode], object]

# LibCST takes 4 kB for each syntax node and 1 kB for an empty line: of a million it made 8 GB.
_MAX_SIZE = 200_000

REMOVE = "remove"
# The call or the dictionary around what is rewritten, to be broken as a whole.
LAYOUT = "layout"
_STATEMENTS = ("SimpleStatementLine", "If", "Try", "With", "For", "While", "FunctionDef", "ClassDef")


def rewrite(file: SourceFile, jobs: Sequence[Job], rules: Mapping[str, Rule], edit: Edit) -> str:
    """The file's new text. Raises Skip with the reason where a site can't be rewritten."""
    size = len(file.lines) + sum(map(len, file.index[1].values()))
    if size > _MAX_SIZE:
        raise Skip(f"the file is too large to be rewritten: {size:,} lines and syntax nodes")
    bom = "\ufeff" if file.text.startswith("\ufeff") else ""
    text = file.text.removeprefix("\ufeff")
    module = _parse(text)
    if module.code != text:
        raise Skip("LibCST would not write this file back as it is")
    wanted: dict[cst.CSTNode, list[Replace]] = {}
    removed: set[cst.CSTNode] = set()
    for finding, site in _once(jobs):
        node, rewriter = _locate(module, site, _rewriters(rules[finding.rule], site.role))
        wanted.setdefault(node, []).append(_bound(rewriter, finding, site, edit))
        if site.role == REMOVE:
            removed.add(node)
    _keep_blank_lines(module, removed, wanted)
    changed = module.visit(_Replacer(wanted))
    assert isinstance(changed, cst.Module)
    changed = drop_imports(file, changed)
    changed = add_imports(file, changed, edit)
    code = changed.code if module.code[:1].isspace() else changed.code.lstrip("\r\n")
    return bom + code


def _once(jobs: Sequence[Job]) -> list[Job]:
    """The jobs without those that an earlier finding of the same rule and group does already."""
    kept: list[Job] = []
    done: set[tuple[str, str, Site]] = set()
    for finding, site in jobs:
        key = (finding.rule, finding.group, site)
        if key not in done:
            kept.append((finding, site))
        if finding.group:
            done.add(key)
    return kept


def _parse(text: str) -> cst.Module:
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise Skip(f"LibCST cannot parse this file: {error.message}") from None
    except RecursionError:
        raise Skip("the file is nested too deeply to be rewritten") from None


def _rewriters(rule: Rule, role: str) -> dict[str, KeptRewriter]:
    if role in _EVERY_RULE:
        return _EVERY_RULE[role]
    return rule.rewriter(role)


def _without_else(node: object, finding: Finding, edit: Edit) -> cst.If:
    assert isinstance(node, cst.If)
    return node.with_changes(orelse=None)


def _kept(node: object, finding: Finding, edit: Edit) -> object:
    return node


def _removed(node: object, finding: Finding, edit: Edit) -> cst.RemovalSentinel:
    return cst.RemoveFromParent()


# Roles that every rule has: take a statement out, take an else branch out, and claim a statement without a change.
_EVERY_RULE: dict[str, dict[str, KeptRewriter]] = {
    REMOVE: dict.fromkeys(_STATEMENTS, _removed),
    "else": {"If": _without_else},
    "keep": dict.fromkeys(_STATEMENTS, _kept),
}


def _keep_blank_lines(module: cst.Module, removed: set[cst.CSTNode], wanted: dict[cst.CSTNode, list[Replace]]) -> None:
    """Where a statement is taken out from the start of a paragraph, the one that follows starts it.

    Behind a definition it keeps the distance that the first one had. A comment over calls of one kind stays.
    """
    blocks = [module, *matchers.findall(module, matchers.IndentedBlock())] if removed else []
    for block in blocks:
        assert isinstance(block, cst.Module | cst.IndentedBlock)
        kept = False
        blank: cst.EmptyLine | None = None
        last: cst.CSTNode | None = None
        gap: list[cst.EmptyLine] = []
        gone: cst.CSTNode | None = None
        for each in block.body:
            leading = [line for line in getattr(each, "leading_lines", ()) if line.comment is None]
            if each in removed:
                blank = next(iter(leading), blank) if kept else None
                gap, gone = gap or leading, each
                continue
            if gone is not None and (told := _told_of_both(gone, each)):
                wanted.setdefault(each, []).insert(0, _preceded(told))
            gone = None
            missing = [blank] if blank is not None and not leading else []
            if isinstance(last, cst.FunctionDef | cst.ClassDef) and len(gap) > len(leading):
                missing = gap[len(leading) :]
            if missing:
                wanted.setdefault(each, []).insert(0, _preceded(missing))
            kept, blank, last, gap = True, None, each, []


def _told_of_both(gone: cst.CSTNode, left: cst.CSTNode) -> list[cst.EmptyLine]:
    """The comment over a statement that goes, where the one right below it calls the same: `logger.addHandler(…)`."""
    if not isinstance(gone, cst.SimpleStatementLine) or not isinstance(left, cst.SimpleStatementLine):
        return []
    call, other = _called(gone), _called(left)
    if call is None or other is None or left.leading_lines or not call.deep_equals(other):
        return []
    return [line for line in gone.leading_lines if line.comment is not None]


def _called(statement: cst.SimpleStatementLine) -> cst.BaseExpression | None:
    """What a statement that is one call calls."""
    only = statement.body[0]
    return only.value.func if isinstance(only, cst.Expr) and isinstance(only.value, cst.Call) else None


def _preceded(blank: list[cst.EmptyLine]) -> Replace:
    def replace(node: cst.CSTNode) -> object:
        return node.with_changes(leading_lines=[*blank, *node.leading_lines])  # type: ignore[attr-defined]

    return replace


def _bound(rewriter: KeptRewriter, finding: Finding, site: Site, edit: Edit) -> Replace:
    def replace(node: cst.CSTNode) -> object:
        edit.finding, edit.site = finding, site
        new = rewriter(node, finding, edit)
        whole = any(each.role == LAYOUT and each.path == site.path for each in finding.sites)
        return settled(new, edit) if isinstance(new, cst.BaseExpression) and new is not node and not whole else new

    return replace


_positions: dict[int, tuple[cst.Module, dict[Span, list[cst.CSTNode]]]] = {}


def _locate(module: cst.Module, site: Site, rewriters: dict[str, KeptRewriter]) -> tuple[cst.CSTNode, KeptRewriter]:
    """The node at the site's span that one of the rewriters takes."""
    if id(module) not in _positions:
        _positions.clear()
        found: dict[Span, list[cst.CSTNode]] = {}
        for node, where in MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider).items():
            span = Span(where.start.line, where.start.column + 1, where.end.line, where.end.column + 1)
            found.setdefault(span, []).append(node)
        _positions[id(module)] = (module, found)
    for node in _positions[id(module)][1].get(site.span, []):
        for kind, rewriter in rewriters.items():
            if isinstance(node, getattr(cst, kind)):
                return node, rewriter
    raise Skip(f"no {' or '.join(rewriters) or 'rewriter'} stands at line {site.span.line}")


class _Replacer(cst.CSTTransformer):
    def __init__(self, wanted: Mapping[cst.CSTNode, list[Replace]]) -> None:
        super().__init__()
        self.wanted = wanted

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> object:  # type: ignore[override]
        result: object = super().on_leave(original_node, updated_node)
        for replace in self.wanted.get(original_node, ()):
            if isinstance(result, cst.CSTNode):
                result = replace(result)
        return result
