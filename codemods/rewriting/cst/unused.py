"""Imports that a rewrite has made useless are taken out."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Sequence
from itertools import dropwhile

import libcst as cst

from codemods.model.parsable import module_stem, readable, takes
from codemods.project.source_file import SourceFile


def drop_imports(file: SourceFile, module: cst.Module) -> cst.Module:
    """The module without the imports that were used before the rewrite and are not any more.

    `import a.b` of which only `a` is still used becomes `import a`.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            after = ast.parse(module.code)
    except SyntaxError:
        return module
    unused = _names_used(file.tree) - _names_used(after)
    dropped = {name for name in _imported_names(file.tree) & unused if not _imported_elsewhere(file, name)}
    idle = _dotted_imports(file.tree) & _dotted_used(file.tree) - _dotted_used(after)
    shortened = {each for each in idle if not _relied_on(file, each)}
    return module.visit(_Dropper(dropped, shortened, _plain_imports(file.tree))) if dropped or shortened else module


def _plain_imports(tree: ast.Module) -> set[str]:
    return {
        alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names if not alias.asname
    }


def _relied_on(file: SourceFile, module: str) -> bool:
    """Whether another file uses the submodule without importing it itself."""
    own = re.compile(rf"^\s*(import|from)\s+{re.escape(module)}\b".encode(), re.MULTILINE)
    return any(
        other is not file and not own.search(other.spelled) for other in file.project.mentioning(f"{module}.".encode())
    )


def _dotted_imports(tree: ast.Module) -> set[str]:
    """Each `a.b` of `import a.b`."""
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if not alias.asname and alias.name.count(".") == 1
    }


def _dotted_used(tree: ast.Module) -> set[str]:
    return {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


def _names_used(tree: ast.Module) -> set[str]:
    """Every name that the module reads, and every string that could be one (`__all__`, quoted annotations)."""
    used: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            used.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
            used.update(re.findall(r"[A-Za-z_]\w*", node.value) if node.value.count(" ") < 4 else ())
    return used


def _imported_names(tree: ast.Module) -> set[str]:
    """What the import statements bind, but for those in a `try` and, in a package's own file, those of our modules."""
    found: set[str] = set()
    blocks: list[list[ast.stmt]] = [tree.body]
    while blocks:
        for node in blocks.pop():
            if isinstance(node, ast.Import | ast.ImportFrom):
                found.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.If | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.With):
                blocks += [node.body, getattr(node, "orelse", [])]
    return found


def _imported_elsewhere(file: SourceFile, name: str) -> bool:
    """Whether another module takes the name from this one, a star import of it included."""
    stem = module_stem(file.path).encode()
    others = (
        other for other in file.project.python()
        if other is not file and (stem in other.spelled or b"from ." in other.spelled)
        and (name.encode() in other.spelled or b"*" in other.spelled)
    )  # fmt: skip
    return any(takes(other, file, name) for other in readable(others))


class _Dropper(cst.CSTTransformer):
    """Takes names out of the import statements, but for those in a `try`."""

    def __init__(self, dropped: set[str], shortened: set[str], plain: set[str]) -> None:
        super().__init__()
        self.dropped = dropped
        self.shortened = shortened
        self.plain = plain
        self.emptied: set[cst.SimpleStatementLine] = set()

    def leave_Module(self, original_node: cst.Module, updated_node: cst.Module) -> cst.Module:
        """What stood above a removed import, a blank line or a section's comment, stands above the next one."""
        left = iter(updated_node.body)
        body: list[cst.BaseStatement] = []
        above: Sequence[cst.EmptyLine] = ()
        for statement in original_node.body:
            if isinstance(statement, cst.SimpleStatementLine) and statement in self.emptied:
                above = above or statement.leading_lines
                continue
            kept = next(left)
            if above and not getattr(kept, "leading_lines", ()):
                kept = kept.with_changes(leading_lines=above)
            above = ()
            body.append(kept)
        header = updated_node.header
        if body and original_node.body[0] in self.emptied and header and header[-1].comment is None:
            # Of the blank lines around the first import one is enough.
            lines = getattr(body[0], "leading_lines", ())
            body[0] = body[0].with_changes(leading_lines=[*dropwhile(lambda line: line.comment is None, lines)])
        return updated_node.with_changes(body=body)

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.RemovalSentinel:
        if updated_node.body:
            if len(updated_node.body) == len(original_node.body):
                return updated_node
            ended = updated_node.body[-1].with_changes(semicolon=cst.MaybeSentinel.DEFAULT)
            return updated_node.with_changes(body=[*updated_node.body[:-1], ended])
        self.emptied.add(original_node)
        return cst.RemoveFromParent()

    def visit_Try(self, node: cst.Try) -> bool:
        return False

    def leave_Import(self, original_node: cst.Import, updated_node: cst.Import) -> cst.Import | cst.RemovalSentinel:
        kept = self._kept(updated_node.names)
        kept = [self._short(each) for each in kept if not self._repeated(each)]
        return updated_node.with_changes(names=_ended(kept)) if kept else cst.RemoveFromParent()

    def _repeated(self, alias: cst.ImportAlias) -> bool:
        """Whether `import a` stands beside an `import a.b` that nothing needs any more."""
        name = alias.evaluated_name
        return not alias.asname and name in self.shortened and name.partition(".")[0] in self.plain

    def _short(self, alias: cst.ImportAlias) -> cst.ImportAlias:
        if alias.asname or alias.evaluated_name not in self.shortened:
            return alias
        return alias.with_changes(name=cst.Name(_local_name(alias)))

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom | cst.RemovalSentinel:
        if isinstance(updated_node.names, cst.ImportStar):
            return updated_node
        kept = self._kept(updated_node.names)
        if len(kept) == len(updated_node.names):
            return updated_node
        return updated_node.with_changes(names=kept) if kept else cst.RemoveFromParent()

    def _kept(self, names: Sequence[cst.ImportAlias]) -> list[cst.ImportAlias]:
        kept = [each for each in names if _local_name(each) not in self.dropped]
        if kept and len(kept) < len(names) and names[-1] not in kept:
            kept[-1] = kept[-1].with_changes(comma=names[-1].comma)
        return kept


def _ended(aliases: list[cst.ImportAlias]) -> list[cst.ImportAlias]:
    return [*aliases[:-1], aliases[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)]


def _local_name(alias: cst.ImportAlias) -> str:
    name = alias.evaluated_alias or alias.evaluated_name
    return name.partition(".")[0]
