"""Imports that a rewritten file needs, each in its sorted place."""

from __future__ import annotations

import itertools
import posixpath
import re
import sys
from collections.abc import Container
from typing import TypeVar

import libcst as cst

from codemods.project.source_file import SourceFile
from codemods.rewriting.cst.order import reads, without_late_imports
from codemods.rewriting.edit import Edit

# Comments that are the file's, whatever stands below them.
_OF_THE_FILE = re.compile(
    r"#!|#\s*(-\*-|vim?:|pylint:|flake8|ruff:|mypy:|type: ignore|isort:|noqa|fmt:)"
    r"|#.*(coding[:=]|copyright|licen[cs]e|spdx)"
    r"|#\s*@?(?:authors?|time|date|file|filename|e-?mail|software|created(?: on| by)?|version|project)\s*[:\uff1a]",
    re.IGNORECASE,
)
_PATCHES = re.compile(r"\b(monkey_patch|patch_all|monkey\.patch_\w+|patch_psycopg|patch_reactor)\(")
# What a module that is imported above it would not see: it asks the environment while it is loaded.
_LOADS = re.compile(r"\b(?:load|read)_dotenv\(|\.read_env\(")
Body = cst.SimpleStatementLine | cst.BaseCompoundStatement
_LOCAL, _THIRD_PARTY, _STANDARD, _FUTURE = 3, 2, 1, 0


def add_imports(file: SourceFile, module: cst.Module, edit: Edit) -> cst.Module:
    """The module with the imports that the edit asked for, all above what reads them at import. Raises Skip."""
    module = without_late_imports(module, edit)
    for name in sorted(edit.imports):
        module = _insert(file, module, name, None, edit)
    for source, name in sorted(edit.from_imports):
        module = _insert(file, module, source, name, edit)
    return module


def _group(file: SourceFile, module: str, added: Container[str] = ()) -> int:
    top = module.partition(".")[0]
    if top == "__future__":
        return _FUTURE
    if module.startswith("."):
        return _LOCAL
    if top in sys.stdlib_module_names:
        return _STANDARD
    if top in added:
        return _LOCAL
    return _LOCAL if file.project.module(top, file.path) else _THIRD_PARTY


def _described(statement: cst.CSTNode) -> tuple[str, str | None] | None:
    """The module of an import statement, and None or the first name of its `from` form."""
    if not isinstance(statement, cst.SimpleStatementLine):
        return None
    if not all(isinstance(each, cst.Import | cst.ImportFrom) for each in statement.body):
        return None
    node = statement.body[0]
    if isinstance(node, cst.Import):
        return node.names[0].evaluated_name, None
    if isinstance(node, cst.ImportFrom):
        dots = "." * len(node.relative)
        name = cst.Module([]).code_for_node(node.module) if node.module else ""
        first = "*" if isinstance(node.names, cst.ImportStar) else node.names[0].evaluated_name
        return dots + name, first
    return None


def _insert(file: SourceFile, module: cst.Module, name: str, member: str | None, edit: Edit) -> cst.Module:
    body = list(module.body)
    local = (member or name).partition(".")[0]
    added = {posixpath.basename(path.removesuffix("/__init__.py")).removesuffix(".py") for path in edit.files}
    group = _group(file, name, added)
    patched = 0 if group <= _STANDARD else _prepared(module, local, asks=group == _LOCAL)
    imports = [(index, found) for index, each in enumerate(body) if index >= patched and (found := _described(each))]
    # Only the run of imports at the top counts; imports between other code are somebody's special case.
    top: list[tuple[int, tuple[str, str | None]]] = []
    for index, found in imports:
        between = body[top[-1][0] + 1 if top else patched : index]
        if any(not _is_preamble(each) or reads(each, local) for each in between):
            break
        top.append((index, found))
    if member is not None:
        for index, (source, first) in top:
            if source == name and first not in (None, "*"):
                return module.with_changes(body=[*body[:index], _with_member(body[index], member), *body[index + 1 :]])
    code = f"from {name} import {member}" if member else f"import {name}"
    statement = edit.statement(code + "\n")
    grouped = [(index, found, _group(file, found[0], added)) for index, found in top]
    same = [(index, found) for index, found, each in grouped if each == group]
    if same:
        return _among(module, statement, same, (name, member))
    earlier = [index for index, _, each in grouped if each < group]
    later = [index for index, _, each in grouped if each > group]
    blank = cst.EmptyLine(indent=False)
    if earlier:
        position = earlier[-1] + 1
        body.insert(position, statement.with_changes(leading_lines=[blank]))
        body[position + 1 :] = [_apart(each) for each in body[position + 1 : position + 2]] + body[position + 2 :]
        return module.with_changes(body=body)
    if later:
        position = later[0]
        first_later = body[position]
        assert isinstance(first_later, cst.SimpleStatementLine)
        header, own = _split_header(module) if position == 0 else (list(module.header), [])
        if own and any(each.comment for each in header):
            body[0] = first_later.with_changes(leading_lines=[blank, *own, *first_later.leading_lines])
            return module.with_changes(header=header, body=[statement, *body])
        body[position] = first_later.with_changes(leading_lines=[blank])
        body.insert(position, statement.with_changes(leading_lines=first_later.leading_lines))
        return module.with_changes(body=body)
    if patched:
        after = [_apart(each) for each in body[patched : patched + 1]]
        return module.with_changes(
            body=[*body[:patched], statement.with_changes(leading_lines=[blank]), *after, *body[patched + 1 :]]
        )
    if body and _is_docstring(body[0]):
        head, rest = _of_the_file_behind(body[1:2])
        body[1:2] = [statement.with_changes(leading_lines=[*head, blank]), *map(_apart, rest)]
        return module.with_changes(body=body)
    header, own = _split_header(module)
    # Blank lines alone head nothing.
    header = header if any(each.comment for each in header) else []
    if body:
        gap = [blank, blank] if isinstance(body[0], cst.ClassDef | cst.FunctionDef) else [blank]
        # An import that went has left its distance.
        there = [*own, *getattr(body[0], "leading_lines", ())]
        gap = gap[sum(1 for _ in itertools.takewhile(lambda line: line.comment is None, there)) :]
        body[0] = body[0].with_changes(leading_lines=[*gap, *own, *body[0].leading_lines])
    return module.with_changes(
        header=header, body=[statement, *body], has_trailing_newline=module.has_trailing_newline or not body
    )


def _of_the_file_behind(first: list[Body]) -> tuple[list[cst.EmptyLine], list[Body]]:
    """The comments behind a docstring that are the file's, as its coding, and the first statement without them."""
    lines = list(getattr(first[0], "leading_lines", ())) if first else []
    last = max(
        (at for at, each in enumerate(lines, 1) if each.comment and _OF_THE_FILE.match(each.comment.value)), default=0
    )
    rest = list(itertools.dropwhile(lambda each: each.comment is None, lines[last:]))
    return lines[:last], [each.with_changes(leading_lines=rest) for each in first] if last else first


def _prepared(module: cst.Module, local: str, asks: bool) -> int:
    """Behind which of the module's statements an import sees what it has to; 0: none.

    The standard library is patched, as gevent and eventlet do, or `.env` loaded before anything reads the name, where
    what is imported `asks` the environment meanwhile: modules of the project do, libraries when they are called.
    """
    found = 0
    used = False
    for number, each in enumerate(module.body, 1):
        code = "" if isinstance(each, cst.FunctionDef | cst.ClassDef) else cst.Module([each]).code
        used = used or (_described(each) is None and reads(each, local))
        if (isinstance(each, cst.SimpleStatementLine) and _PATCHES.search(code)) or (
            asks and not used and _LOADS.search(code) and "__main__" not in code
        ):
            found = number
    return found


Statement = TypeVar("Statement", bound=cst.CSTNode)


def _apart(statement: Statement) -> Statement:
    """The statement with a blank line before it, two before a definition, if it has none yet."""
    above = list(getattr(statement, "leading_lines", ()))
    if above and above[0].comment is None:
        return statement
    blank = cst.EmptyLine(indent=False)
    lines = [blank, blank] if isinstance(statement, cst.ClassDef | cst.FunctionDef) else [blank]
    return statement.with_changes(leading_lines=[*lines, *above])


def _split_header(module: cst.Module) -> tuple[list[cst.EmptyLine], list[cst.EmptyLine]]:
    """The comments that head the file, and those that belong to its first statement: after the last blank line
    and whatever is said of the whole file.
    """
    lines = list(module.header)
    blanks = [number for number, line in enumerate(lines) if line.comment is None]
    last = [number for number, line in enumerate(lines) if line.comment and _OF_THE_FILE.match(line.comment.value)]
    if not module.body:
        return lines, []
    cut = max([*(each + 1 for each in (*blanks[-1:], *last[-1:])), 0])
    return lines[:cut], lines[cut:]


def _among(
    module: cst.Module,
    statement: cst.SimpleStatementLine | cst.BaseCompoundStatement,
    same: list[tuple[int, tuple[str, str | None]]],
    new: tuple[str, str | None],
) -> cst.Module:
    """Into a group of imports, where sorting by (plain before from, module) puts it."""
    body = list(module.body)

    def key(found: tuple[str, str | None]) -> tuple[bool, str]:
        return (found[1] is not None, found[0].lower())

    before = [index for index, found in same if key(found) < key(new)]
    keys = [key(found) for _, found in same]
    if before and keys == sorted(keys):
        body.insert(before[-1] + 1, statement)
    elif keys == sorted(keys):
        first = same[0][0]
        old = body[first]
        assert isinstance(old, cst.SimpleStatementLine)
        body[first] = old.with_changes(leading_lines=[])
        body.insert(first, statement.with_changes(leading_lines=old.leading_lines))
    else:
        plain = [index for index, found in same if (found[1] is None) == (new[1] is None)]
        smaller = [index for index, found in same if found[0].lower() < new[0].lower() and index in plain]
        package = [index for index, found in same if found[0].partition(".")[0] == new[0].partition(".")[0]]
        body.insert((package or smaller or plain or [same[-1][0]])[-1] + 1, statement)
    return module.with_changes(body=body)


def _with_member(statement: cst.CSTNode, member: str) -> cst.CSTNode:
    """A `from` import with one more name, in sorted place if its names are sorted."""
    assert isinstance(statement, cst.SimpleStatementLine)
    node = statement.body[0]
    assert isinstance(node, cst.ImportFrom)
    assert not isinstance(node.names, cst.ImportStar)
    aliases = list(node.names)
    names = [each.evaluated_name for each in aliases]
    position = len(names)
    for order in (_by_type, _by_letter):
        if names == sorted(names, key=order):
            position = sum(order(each) < order(member) for each in names)
            break
    separator = _separator(node)
    new = cst.ImportAlias(name=cst.Name(member), comma=separator)
    if position == len(names):
        last = aliases[-1]
        if isinstance(last.comma, cst.Comma):
            new = new.with_changes(comma=_without_comment(last.comma))
            if isinstance(last.comma.whitespace_after, cst.ParenthesizedWhitespace):
                comment = last.comma.whitespace_after.first_line
                separator = separator.with_deep_changes(separator.whitespace_after, first_line=comment)
        else:
            new = new.with_changes(comma=last.comma)
        aliases[-1] = last.with_changes(comma=separator)
    aliases.insert(position, new)
    return statement.with_changes(body=[node.with_changes(names=aliases), *statement.body[1:]])


def _by_type(name: str) -> tuple[int, str]:
    """isort's order: CONSTANTS, Classes, functions."""
    return (0 if name.isupper() else 1 if name[:1].isupper() else 2, name)


def _by_letter(name: str) -> tuple[int, str]:
    return (0, name.lower())


def _separator(node: cst.ImportFrom) -> cst.Comma:
    """What stands between two names of the statement."""
    assert not isinstance(node.names, cst.ImportStar)
    between = [each.comma for each in node.names[:-1] if isinstance(each.comma, cst.Comma)]
    if between:
        return _without_comment(between[0])
    if node.lpar and isinstance(node.lpar.whitespace_after, cst.ParenthesizedWhitespace):
        return _without_comment(cst.Comma(whitespace_after=node.lpar.whitespace_after))
    return cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))


def _without_comment(comma: cst.Comma) -> cst.Comma:
    space = comma.whitespace_after
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return comma
    plain = space.first_line.with_changes(comment=None, whitespace=cst.SimpleWhitespace(""))
    return comma.with_changes(whitespace_after=space.with_changes(first_line=plain, empty_lines=[]))


def _is_docstring(statement: cst.CSTNode) -> bool:
    return (
        isinstance(statement, cst.SimpleStatementLine)
        and isinstance(statement.body[0], cst.Expr)
        and isinstance(statement.body[0].value, cst.SimpleString | cst.ConcatenatedString)
    )


def _is_preamble(statement: cst.CSTNode) -> bool:
    """What may stand between the imports at the top of a file: a docstring, dunders, guarded imports."""
    if _is_docstring(statement):
        return True
    if isinstance(statement, cst.SimpleStatementLine):
        node = statement.body[0]
        return (
            isinstance(node, cst.Assign)
            and isinstance(node.targets[0].target, cst.Name)
            and node.targets[0].target.value.startswith("__")
        )
    return isinstance(statement, cst.Try | cst.If)
