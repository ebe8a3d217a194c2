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
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from codemods.domains.deployment.seen_files import seen
from codemods.domains.logs.changed_dict import changed
from codemods.domains.logs.choice import CHOSEN, is_asked_for, is_chosen
from codemods.domains.logs.dict_config import beside, covered, entry_of, narrower, unclear, values
from codemods.domains.logs.paths import writes_no_file
from codemods.domains.logs.process_managers import kept_stdout
from codemods.domains.logs.readers import read_back
from codemods.libraries.loggers import FILE_HANDLERS, FILE_KEYS
from codemods.model.strings import text
from codemods.model.test_scopes import is_test_code
from codemods.plans.removal import removal
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

Element = TypeVar("Element", bound="cst.BaseElement | cst.BaseDictElement")


@dataclass(frozen=True, slots=True)
class _Handler:
    """The handler's name and level, and the console handlers whose lines it writes too."""

    name: str
    level: str = ""
    repeated: tuple[str, ...] = ()


rule = Rule[_Handler]("OP702", "dict-config", needles=("FileHandler",), safety=Safety.SAFE)

_REMEDY = "use logging.StreamHandler with ext://sys.stdout"


@rule.find(ast.Dict)
def file_handlers(node: ast.Dict, file: SourceFile) -> Iterator[Finding[_Handler]]:
    """Dictionaries that describe a file handler."""
    entry = entry_of(file, node)
    filename = entry.value("filename")
    if not entry.is_file or is_test_code(file, node) or writes_no_file(file, filename) or is_asked_for(file, node):
        return
    if (fate := changed(file, entry)) == "given":
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
        message += f", and {reader[0]}:{reader[1]} reads it back" if reader else ""
        yield replace(file.finding(rule, node, message, _REMEDY, safety=Safety.NONE), span=where)
        return
    if is_chosen(file, filename):
        yield replace(file.finding(rule, node, message, CHOSEN, safety=Safety.NONE), span=where)
        return
    if fate:
        remedy = f"{_REMEDY}: other code changes this dictionary before it is used"
        yield replace(file.finding(rule, node, message, remedy, safety=Safety.NONE), span=where)
        return
    safety = Safety.SAFE if entry.kind in FILE_HANDLERS else Safety.UNSAFE
    others, lists = beside(file, entry)
    listed = [each for each in lists if entry.name in each.names]
    if lists and entry.name and not listed:
        return
    dropped = [] if entry.value("filters") else [each for each in listed if covered(file, entry, each, others, lists)]
    lost = [value for key, value in values(node).items() if key in FILE_KEYS]
    served = removal(file, [], lost, [filename] if filename is not None else [])
    members = tuple(file.site(each.elements, "member") for each in dropped)
    data = _Handler(entry.name)
    rest = [each for each in listed if each not in dropped]
    console = narrower(file, entry, others, lists, rest)
    if console is None and (rest or not listed) and (reason := unclear(file, entry, others, lists, rest)):
        remedy = f"{_REMEDY}: {reason}"
        yield replace(file.finding(rule, node, message, remedy, safety=Safety.NONE), span=where)
        return
    if console is not None and entry.inside is not None and not dropped:
        level = entry.value("level")
        data = _Handler(entry.name, level=file.source(level) if level else "")
        members = tuple(file.site(each.elements, "member") for each in rest)
        remedy, safety = "remove it, and let the console handler beside it take its lines", Safety.UNSAFE
        sites: tuple[Site, ...] = (
            file.site(entry.inside, "entry"),
            file.site(console.node, "widen"),
            *members,
            *served,
        )
    elif listed and not rest and entry.inside is not None:
        remedy = "remove it: another handler writes the same lines to the console"
        sites = (file.site(entry.inside, "entry"), *members, *served)
    else:
        remedy = _REMEDY
        repeated = tuple(each.name for each in others if each.is_console(file) and entry.covers(each))
        thinned = [each for each in rest if set(repeated).intersection(each.names)]
        data = _Handler(entry.name, repeated=repeated)
        sites = (file.site(node), *members, *(file.site(each.elements, "thin") for each in thinned), *served)
        if any(each.name in listing.names and each.is_console(file) for each in others for listing in rest):
            safety = Safety.UNSAFE
        if kept := kept_stdout(file):
            remedy, safety = f"{remedy}{kept}", Safety.UNSAFE
    if told := seen(file, text(file, filename).known if filename is not None else ""):
        remedy, safety = f"{remedy}{told}", Safety.UNSAFE
    yield replace(file.finding(rule, node, message, remedy, safety=safety, sites=sites, data=data), span=where)


@rule.rewrite("Dict")
def to_stdout(node: cst.Dict, finding: Finding[_Handler], edit: Edit) -> cst.Dict:
    """The handler for stdout, where the file's name was."""
    from codemods.rewriting.cst.comments import without_remark

    if (named := next((each for each in node.elements if _key(each) == "filename"), None)) is not None:
        node = without_remark(node, named)
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


@rule.rewrite("Dict", role="widen")
def widened(node: cst.Dict, finding: Finding[_Handler], edit: Edit) -> cst.Dict:
    """The console handler at the level that the file had."""
    level = finding.data.level
    kept = [
        each.with_changes(value=edit.expression(level)) if _key(each) == "level" else each
        for each in node.elements
        if level or _key(each) != "level"
    ]
    return node.with_changes(elements=_ended(kept, node.elements))


@rule.rewrite("Dict", role="entry")
def without_entry(node: cst.Dict, finding: Finding[_Handler], edit: Edit) -> cst.Dict:
    """The handlers without this one."""
    kept = [each for each in node.elements if _key(each) != finding.data.name]
    return node.with_changes(elements=_ended(kept, node.elements))


@rule.rewrite("List", role="member")
def without_member(node: cst.List, finding: Finding[_Handler], edit: Edit) -> cst.List:
    """A logger's handlers without this one."""
    kept = [each for each in node.elements if _text(each.value) != finding.data.name]
    return node.with_changes(elements=_ended(kept, node.elements))


@rule.rewrite("List", role="thin")
def without_repeated(node: cst.List, finding: Finding[_Handler], edit: Edit) -> cst.List:
    """A logger's handlers without the console handlers whose lines this one writes too."""
    kept = [each for each in node.elements if _text(each.value) not in finding.data.repeated]
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
