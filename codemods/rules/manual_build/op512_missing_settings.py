"""OP512: a start without its settings tells of one of them alone.

Each `os.environ["NAME"]` is a setting that the service can't do without. Where several are missing, the start ends with
the traceback of the first; whoever gives that one learns of the second from the next start, and so on.

Before::

    import os

    DB_HOST = os.environ.get("DB_HOST", "localhost")
    DB_PASSWORD = os.environ["DB_PASSWORD"]
    SECRET_KEY = os.environ["SECRET_KEY"]

After::

    import os
    import sys

    REQUIRED = ("DB_PASSWORD", "SECRET_KEY")
    missing = [name for name in REQUIRED if name not in os.environ]
    if missing:
        print(f"settings missing: {', '.join(missing)}", file=sys.stderr)
        sys.exit(4)  # gunicorn ends at 4; at 1 it would start the worker again and again

    DB_HOST = os.environ.get("DB_HOST", "localhost")
    DB_PASSWORD = os.environ["DB_PASSWORD"]
    SECRET_KEY = os.environ["SECRET_KEY"]

The check stands in the module that reads the settings, not in `gunicorn.conf.py`: there only gunicorn would come upon
it, and not the service's workers and commands, which read the same settings. What is looked at is a service that
gunicorn starts with a settings file, as OP304 leaves it, and in it a module that reads its settings at its top, with
nothing in between that could set one (`load_dotenv()`, a call into other code): the same imports fail as before. A
check that is there already is kept up to date with what the module reads. Where several modules read settings, each
tells of its own; where gunicorn starts several processes at once, each of them does.

By hand: read the settings in one module, and end its import with one line that names all that are missing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from codemods.domains.commands.gunicorn import with_settings
from codemods.domains.runtime.handlers import is_gunicorn_config
from codemods.domains.runtime.processes import process
from codemods.domains.settings.required import Check, check, insisting
from codemods.model.import_graph import importers
from codemods.model.scopes import tables
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule
from codemods.vocabulary.unreadable import Unreadable

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

_WIDTH = 88


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that the module insists on, and how the list of them is written."""

    names: tuple[str, ...]
    brackets: str = "()"
    width: int = _WIDTH


rule = Rule[_Names](
    "OP512", "missing-settings", needles=("environ",), safety=Safety.UNSAFE, last=True,
)  # fmt: skip

_CAUGHT = re.compile(r"KeyError|LookupError|\bException\b|BaseException")
_NAMES = ("REQUIRED", "missing")
_WHY = "gunicorn ends at 4; at 1 it would start the worker again and again"


@rule.find(ast.Module)
def unchecked(node: ast.Module, file: SourceFile) -> Iterator[Finding[_Names]]:
    """A module that insists on settings and names one of the missing ones, or a check that names others than it."""
    if not _is_at_start(file):
        return
    if present := check(file):
        yield from _outdated(file, present)
        return
    found = insisting(file)
    if found is None or len(found.names) < 2 or _is_caught(file):
        return
    taken = any(tables(file)[file.tree].names.get(each) for each in _NAMES) or _shares_a_line(file, found.first)
    yield file.finding(
        rule, _first_read(file, found.names[0]), f"a start without settings names the first of {len(found.names)}",
        "name all that are missing in one line", safety=Safety.NONE if taken else rule.safety,
        sites=() if taken else (file.site(found.first),),
        data=_Names(tuple(found.names)),
    )  # fmt: skip


def _is_at_start(file: SourceFile) -> bool:
    """Whether gunicorn, with a settings file, serves what imports the module when it starts."""
    return (
        file.project.service_root(file.path) in with_settings(file.project)
        and not file.project.is_test(file.path)
        and not is_gunicorn_config(file)
        and file.path in process(file.project, "web").eager
    )


@rule.rewrite("SimpleStatementLine", "If", "ClassDef")
def with_check(
    node: cst.SimpleStatementLine | cst.If | cst.ClassDef, finding: Finding[_Names], edit: Edit
) -> cst.FlattenSentinel[cst.BaseStatement]:
    """The check, and then the statement."""
    import libcst as cst

    from codemods.rewriting.cst.functions import spaced

    string, names = edit.string, finding.data.names
    comma = string(", ")
    other = "'" if comma[0] == '"' else '"'
    text = f"f{comma[0]}settings missing: {{{other}, {other}.join(missing)}}{comma[0]}"
    listed = f"REQUIRED = {_listed([*map(string, names)], '()', _WIDTH)}\n"
    lacking = f"missing = [name for name in REQUIRED if name not in {edit.name('os.environ')}]\n"
    ending = (
        f"if missing:\n    print({text}, file={edit.name('sys.stderr')})\n    {edit.name('sys.exit')}(4)  # {_WHY}\n"
    )
    blank = next((at for at, each in enumerate(node.leading_lines) if each.comment), len(node.leading_lines)) or 1
    lines = (_parsed(each, edit) for each in (lacking, ending))
    return cst.FlattenSentinel([spaced(_parsed(listed, edit), 1), *lines, spaced(node, blank)])


@rule.rewrite("Assign", role="names")
def with_names(node: cst.Assign, finding: Finding[_Names], edit: Edit) -> cst.Assign:
    """The list with the names that the module insists on."""
    strings = [edit.string(each) for each in finding.data.names]
    code = _listed(strings, finding.data.brackets, finding.data.width)
    return node.with_changes(value=edit.expression(_lines(code, edit)))


def _outdated(file: SourceFile, present: Check) -> Iterator[Finding[_Names]]:
    lacking = [each for each in present.wanted if each not in present.names]
    read = {*present.wanted, *_mentioned(file, present)}
    extra = [each for each in present.names if each not in read]
    if not lacking and not extra:
        return
    said = [f"lacks {', '.join(lacking)}"] if lacking else []
    said += [f"names {', '.join(extra)}, which nothing reads any more"] if extra else []
    commented = "#" in file.source(present.node)
    value = present.node.value
    one_line = value.lineno == value.end_lineno
    names = [*(each for each in present.names if each not in extra), *lacking]
    yield file.finding(
        rule, present.node, f"{present.variable} {' and '.join(said)}", "name the settings that the module insists on",
        safety=Safety.NONE if commented else rule.safety,
        sites=() if commented else (file.site(present.node, "names"),),
        data=_Names(tuple(names), "[]" if isinstance(value, ast.List) else "()", _WIDTH if one_line else 0),
    )  # fmt: skip


def _mentioned(file: SourceFile, present: Check) -> set[str]:
    """The names of the list that stand anywhere else in the project's code."""
    own = file.source(present.node)
    rest = file.text.replace(own, "", 1)
    return {
        each
        for each in present.names
        if re.search(rf"\b{re.escape(each)}\b", rest)
        or any(other is not file for other in file.project.words.holding(each.encode(), whole=True))
    }


def _first_read(file: SourceFile, name: str) -> ast.AST:
    reads = [
        each for each in file.nodes(ast.Subscript)
        if isinstance(each.slice, ast.Constant) and each.slice.value == name and isinstance(each.ctx, ast.Load)
    ]  # fmt: skip
    return min(reads, key=lambda each: each.lineno)


def _shares_a_line(file: SourceFile, statement: ast.stmt) -> bool:
    lines = (statement.lineno, statement.end_lineno)
    return any(
        each is not statement and (each.end_lineno in lines or each.lineno in lines) for each in file.block(statement)
    )


def _is_caught(file: SourceFile) -> bool:
    """Whether somebody who imports the module goes on without it when a setting is missing."""
    seen, pending = {file.path}, [file]
    while pending:
        for importer, each in importers(pending.pop()):
            try:
                blocks = importer.nodes(ast.Try)
            except Unreadable:
                continue
            for block in blocks:
                inside = block.body[0].lineno <= each.line <= (block.body[-1].end_lineno or 0)
                if inside and any(
                    handler.type is None or _CAUGHT.search(ast.unparse(handler.type)) for handler in block.handlers
                ):
                    return True
            if importer.path not in seen:
                seen.add(importer.path)
                pending.append(importer)
    return False


def _parsed(code: str, edit: Edit) -> Any:
    return edit.statement(_lines(code, edit))


def _lines(code: str, edit: Edit) -> str:
    return code.replace("\n", "\r\n" if "\r\n" in edit.file.text else "\n")


def _listed(strings: list[str], brackets: str, width: int) -> str:
    """The strings as a tuple or a list, one a line where they don't fit into the width."""
    comma = "," if len(strings) == 1 and brackets == "()" else ""
    line = f"{brackets[0]}{', '.join(strings)}{comma}{brackets[1]}"
    return line if len(line) <= width else "\n".join([brackets[0], *(f"    {each}," for each in strings), brackets[1]])
