"""OP702: a logging configuration in a dictionary with a handler that writes to a file.

`logging.config.dictConfig` makes the handlers that the dictionary names. A handler with a file name writes where
nobody looks, and what it wrote is gone with the container.

Before::

    "file": {
        "class": "logging.handlers.RotatingFileHandler",
        "level": "INFO",
        "filename": "logs/app.log",
        "maxBytes": 1_000_000,
    },

After::

    "file": {
        "class": "logging.StreamHandler",
        "level": "INFO",
        "stream": "ext://sys.stdout",
    },

By hand: let the handlers write to stdout and the platform collect, rotate and keep the lines. Level, formatter and
filters stay. Where a logger has a console handler already, the file handler just goes: no line may come twice.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from codemods.analysis.log_config import FILE_KEYS, Entry, Listing, beside, covered, entry_of, values
from codemods.analysis.log_files import in_test, writes_no_file
from codemods.analysis.log_handlers import FILE_HANDLERS
from codemods.analysis.readers import read_back
from codemods.analysis.served import removal
from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety, Site
from codemods.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

Element = TypeVar("Element", bound="cst.BaseElement | cst.BaseDictElement")

rule = Rule("OP702", "dict-config", needles=("FileHandler",), safety=Safety.SAFE)

_REMEDY = "use logging.StreamHandler with ext://sys.stdout"


@rule.find(ast.Dict)
def file_handlers(node: ast.Dict, file: SourceFile) -> Iterator[Finding]:
    """Dictionaries that describe a file handler."""
    entry = entry_of(file, node)
    filename = entry.value("filename")
    if not entry.is_file or in_test(file, node) or writes_no_file(file, filename):
        return
    kind = entry.kind.rpartition(".")[2]
    message = (
        f"the handler {entry.name} ({kind}) writes the log to a local file"
        if entry.name
        else f"{kind} writes the log to a local file"
    )
    where = file.span(entry.value("class") or entry.value("()") or node)
    reader = read_back(file, filename) if filename is not None else None
    if reader or any(key is None for key in node.keys):
        message += f", and {reader[0].path}:{reader[1].lineno} reads it back" if reader else ""
        yield replace(file.finding(rule, node, message, _REMEDY, safety=Safety.NONE), span=where)
        return
    safety = Safety.SAFE if entry.kind in FILE_HANDLERS else Safety.UNSAFE
    others, lists = beside(file, entry)
    listed = [each for each in lists if entry.name in each.names]
    dropped = [] if entry.value("filters") else [each for each in listed if covered(file, entry, each, others, lists)]
    lost = [value for key, value in values(node).items() if key in FILE_KEYS]
    served = removal(file, [], lost, [filename] if filename is not None else [])
    members = tuple(file.site(each.elements, "member") for each in dropped)
    data: dict[str, object] = {"name": entry.name}
    if listed and len(dropped) == len(listed) and entry.inside is not None:
        remedy = "remove it: another handler writes the same lines to the console"
        sites: tuple[Site, ...] = (file.site(entry.inside, "entry"), *members, *served)
    else:
        remedy = _REMEDY
        sites = (file.site(node), *members, *served)
        if _narrower(file, others, [each for each in listed if each not in dropped]):
            safety = Safety.UNSAFE
    yield replace(file.finding(rule, node, message, remedy, safety=safety, sites=sites, data=data), span=where)


def _narrower(file: SourceFile, others: list[Entry], lists: list[Listing]) -> bool:
    """Whether a console handler beside it takes a part of its lines, which will come twice."""
    names = {name for each in lists for name in each.names}
    return any(each.name in names and each.is_console(file) for each in others)


@rule.rewrite("Dict")
def to_stdout(node: cst.Dict, finding: Finding, edit: Edit) -> cst.Dict:
    """The handler for stdout, where the file's name was."""
    kept: list[cst.BaseDictElement] = []
    has_stream = any(_key(each) == "stream" for each in node.elements)
    for each in node.elements:
        key = _key(each)
        if key in ("class", "()"):
            each = each.with_changes(value=edit.expression(edit.string("logging.StreamHandler")))
        elif key == "filename" and not has_stream:
            each = each.with_changes(
                key=edit.expression(edit.string("stream")), value=edit.expression(edit.string("ext://sys.stdout"))
            )
        elif key in FILE_KEYS:
            continue
        kept.append(each)
    return node.with_changes(elements=_ended(kept, node.elements))


@rule.rewrite("Dict", role="entry")
def without_entry(node: cst.Dict, finding: Finding, edit: Edit) -> cst.Dict:
    """The handlers without this one."""
    kept = [each for each in node.elements if _key(each) != finding.data["name"]]
    return node.with_changes(elements=_ended(kept, node.elements))


@rule.rewrite("List", role="member")
def without_member(node: cst.List, finding: Finding, edit: Edit) -> cst.List:
    """A logger's handlers without this one."""
    kept = [each for each in node.elements if _text(each.value) != finding.data["name"]]
    return node.with_changes(elements=_ended(kept, node.elements))


def _ended(kept: list[Element], before: Sequence[Element]) -> list[Element]:
    """The elements with the last one's comma as the last one had it."""
    last = before[-1]
    if kept and kept[-1] is not last:
        kept[-1] = kept[-1].with_changes(comma=last.comma)  # type: ignore[assignment]
    return kept


def _key(element: cst.BaseDictElement) -> str | None:
    return _text(getattr(element, "key", None))


def _text(node: object) -> str | None:
    import libcst as cst

    value = node.evaluated_value if isinstance(node, cst.SimpleString | cst.ConcatenatedString) else None
    return value if isinstance(value, str) else None
