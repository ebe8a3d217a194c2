"""What goes when something goes: constants that nothing else reads, folders made for a file that is no more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence

from codemods.libraries.files import PURE, PURE_METHODS
from codemods.model.names import called
from codemods.model.scopes import Binding, lookup
from codemods.plans.folder_makers import makers, used_elsewhere
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Site


def removal(
    file: SourceFile, statements: Iterable[ast.stmt], nodes: Iterable[ast.AST], paths: Iterable[ast.expr]
) -> tuple[Site, ...]:
    """The sites that take statements out, together with all that only served them or the nodes that vanish too.

    `paths` are expressions of files that nothing will write any more: what makes their folders goes. Role `remove`
    for what goes, `else` for an `if` that loses its else branch, `keep` for a folder that something else needs too:
    of two fixes that each leave the folder to the other, the second sees so (they overlap there) and removes it.
    """
    statements = list(statements)
    gone: list[ast.AST] = [*statements, *nodes]
    found = [maker for path in paths for maker in makers(file, path)]
    own: list[ast.AST] = [maker.statement for maker in found if maker.file is file]
    everything = [*gone, *own, *constants(file, [*gone, *own])]
    kept: tuple[Site, ...] = ()
    if found and used_elsewhere(file, found, everything):
        here = [maker for maker in found if maker.file is file]
        others = bool(here) and len(here) < len(found) and not used_elsewhere(file, here, everything)
        kept = tuple(maker.site("keep") for maker in found if not others or maker not in here)
        found = here if others else []
    removed = [*statements, *(maker.statement for maker in found if maker.file is file)]
    removed += constants(file, [*removed, *nodes])
    elsewhere = tuple(maker.site("remove") for maker in found if maker.file is not file)
    return (*_lifted(file, removed), *elsewhere, *kept)


def constants(file: SourceFile, gone: Sequence[ast.AST]) -> list[ast.stmt]:
    """The assignments whose names nothing reads but `gone` (and each other)."""
    found: list[ast.stmt] = []
    queue = list(gone)
    while queue:
        for node in ast.walk(queue.pop()):
            if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
                continue
            bindings = lookup(file, node, node.id)
            match bindings:
                case [Binding(kind="value", node=ast.Assign(targets=[ast.Name()]) as statement)]:
                    pass
                case _:
                    continue
            if statement in found or statement in gone or not pure(file, statement.value):
                continue
            if not isinstance(file.parents[statement], ast.ClassDef) and _read_only_by(
                [*gone, *found], file, node.id, bindings
            ):
                found.append(statement)
                queue.append(statement)
    return found


def pure(file: SourceFile, node: ast.expr) -> bool:
    """Whether computing the expression does nothing else."""
    for each in ast.walk(node):
        if isinstance(each, ast.Await | ast.Yield | ast.YieldFrom | ast.NamedExpr):
            return False
        if isinstance(each, ast.Call):
            method = each.func.attr if isinstance(each.func, ast.Attribute) else ""
            if not PURE.match(called(file, each)) and method not in PURE_METHODS:
                return False
    return True


def _read_only_by(gone: Sequence[ast.AST], file: SourceFile, name: str, bindings: list[Binding]) -> bool:
    inside = {id(node) for each in gone for node in ast.walk(each)}
    for node in ast.walk(file.tree):
        if id(node) in inside:
            continue
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            if lookup(file, node, name) is bindings:
                return False
        elif isinstance(node, ast.Constant) and node.value == name:
            return False
    if bindings is not lookup(file, file.tree, name):
        return True
    word = re.compile(rf"\b{re.escape(name)}\b".encode())
    return not any(other is not file and word.search(other.spelled) for other in file.project.mentioning(name.encode()))


def _lifted(file: SourceFile, statements: Sequence[ast.stmt]) -> list[Site]:
    """Sites for the statements, or for the `if` or `try` around them that would be left with nothing to do."""
    removed = list(statements)
    without_else: list[ast.If] = []
    changed = True
    while changed:
        changed = False
        for each in list(removed):
            parent = file.parents[each]
            if parent in removed or not all(other in removed for other in file.block(each)):
                continue
            if isinstance(parent, ast.If) and each in parent.orelse and not _all_in(removed, parent.body):
                if parent not in without_else and not _is_elif(file, parent):
                    without_else.append(parent)
            elif (isinstance(parent, ast.If) and _all_in(removed, parent.orelse) and pure(file, parent.test)) or (
                isinstance(parent, ast.Try) and each in parent.body and not parent.orelse and not parent.finalbody
            ):
                removed.append(parent)
                changed = True
    emptied = {id(node) for each in without_else for other in each.orelse for node in ast.walk(other)}
    inner = {id(node) for each in removed for node in ast.walk(each) if node is not each} | emptied
    sites = [file.site(each, "remove") for each in removed if id(each) not in inner]
    return sites + [file.site(each, "else") for each in without_else if id(each) not in inner]


def _all_in(removed: Sequence[ast.stmt], block: Sequence[ast.stmt]) -> bool:
    return all(each in removed for each in block)


def _is_elif(file: SourceFile, node: ast.If) -> bool:
    parent = file.parents[node]
    return isinstance(parent, ast.If) and node in parent.orelse
