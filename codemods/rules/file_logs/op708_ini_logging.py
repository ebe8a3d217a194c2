"""OP708: an ini file for `logging.config.fileConfig` with a handler that writes to a file.

Before::

    [handler_file]
    class=handlers.RotatingFileHandler
    level=INFO
    formatter=plain
    args=("app.log", "a", 1000000, 5)

After::

    [handler_file]
    class=StreamHandler
    level=INFO
    formatter=plain
    args=(sys.stdout,)

By hand: let the handlers write to stdout. Level and formatter stay. Where a logger has a console handler already, take
the file handler out of its list.
"""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from codemods.domains.deployment.seen_files import seen
from codemods.domains.logs.choice import CHOSEN
from codemods.domains.logs.named_files import passed_over
from codemods.formats.ini import Document, Entry
from codemods.libraries.loggers import INI_CONSOLE, INI_FILE, INI_LOADS, INI_SECTIONS
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Handler:
    """The handler that writes to a file."""

    name: str


rule = Rule[_Handler]("OP708", "ini-logging", needles=("[handler_",), safety=Safety.SAFE)

_DEVICE = re.compile(r"\(\s*['\"](/dev/|/proc/self/)")
# `os.getenv("LOG_FILE", "app.log")`, and what fileConfig's `defaults` fill in.
_FROM_ENVIRONMENT = re.compile(r"\b(getenv|environ)\b")
_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")
_FILLED = re.compile(r"%\((\w+)\)s")


@rule.find(Document)
def file_handlers(document: Document, file: SourceFile) -> Iterator[Finding[_Handler]]:
    """The sections of handlers that write to files."""
    if not _is_loaded(document, file):
        return
    for name in document.sections:
        own = document.section(name)
        kind = own.get("class")
        if not name.startswith("handler_") or kind is None or not INI_FILE.match(kind.value):
            continue
        args = own.get("args")
        if file.project.is_test(file.path) or (args and _DEVICE.match(args.value)):
            continue
        handler = name.removeprefix("handler_")
        message = f"the handler {handler} ({kind.value.rpartition('.')[2]}) writes the log to a local file"
        lists = [each for each in _lists(document) if handler in _names(each)]
        covered = [each for each in lists if _covered(document, handler, each)]
        if lists and len(covered) == len(lists):
            remedy = "remove it: another handler writes the same lines to the console"
            keys = [each for each in document.entries if each.section == "handlers" and each.name == "keys"]
            spans = [document.sections[name], *(each.span for each in [*covered, *keys])]
        else:
            remedy = "use StreamHandler with args=(sys.stdout,)"
            dropped = [own[each] for each in ("kwargs",) if each in own]
            spans = [kind.span, *([args.span] if args else []), *(each.lines for each in dropped)]
            spans += [each.span for each in covered]
        if args and _is_chosen(document, args.value):
            yield file.finding(rule, kind.span, message, CHOSEN, safety=Safety.NONE)
            continue
        if any(_is_met_in_part(document, handler, each) for each in lists if each not in covered):
            remedy = "log to stdout once: another handler would write a part of its lines there"
            yield file.finding(rule, kind.span, message, remedy, safety=Safety.NONE)
            continue
        path = _QUOTED.search(args.value) if args else None
        told = seen(file, path[1] if path else "") or _in_vain(file, path[1] if path else "")
        yield file.finding(
            rule, kind.span, message, f"{remedy}{told}", safety=Safety.UNSAFE if told else Safety.SAFE,
            sites=tuple(Site(file.path, span) for span in spans),
            data=_Handler(handler),
        )  # fmt: skip


def _in_vain(file: SourceFile, path: str) -> str:
    """What a remedy adds where the log may have begun otherwise until now: its folder is not there in each place."""
    place = passed_over(file) if posixpath.dirname(path) not in ("", ".") else ""
    return f"; {place} goes on with another log where that folder is not there today: its lines change" if place else ""


def _is_loaded(document: Document, file: SourceFile) -> bool:
    """Whether something may load the file: it is a tool's own, or another one names it or loads a file of its kind."""
    if any(not INI_SECTIONS.match(each) for each in document.sections):
        return True
    name = posixpath.basename(file.path).encode()
    others = (each for each in file.project.files.values() if each is not file)
    return any(name in each.spelled or INI_LOADS.search(each.spelled) for each in others)


def _is_chosen(document: Document, args: str) -> bool:
    """Whether the environment, or what loads the file, has a say in the arguments."""
    own = {each.name for each in document.entries}
    return _FROM_ENVIRONMENT.search(args) is not None or any(each not in own for each in _FILLED.findall(args))


def _lists(document: Document) -> list[Entry]:
    """The loggers' lists of handlers."""
    return [each for each in document.entries if each.section.startswith("logger_") and each.name == "handlers"]


def _names(entry: Entry) -> list[str]:
    return [each.strip() for each in entry.value.split(",")]


def _covered(document: Document, handler: str, entry: Entry) -> bool:
    """Whether another handler of the logger, or of one above it, takes all that this one takes to the console."""
    return any(
        _takes_all(document, other, handler)
        and (above or _is_console(document, other) or _stays(document, other, handler))
        for other, above in _meeting(document, handler, entry)
    )


def _is_met_in_part(document: Document, handler: str, entry: Entry) -> bool:
    """Whether such a handler takes a part of the lines, so that these would come twice; one that goes takes none."""
    return not _covered(document, handler, entry) and any(
        above or _is_console(document, other) or not _takes_all(document, handler, other)
        for other, above in _meeting(document, handler, entry)
    )


def _meeting(document: Document, handler: str, entry: Entry) -> Iterator[tuple[str, bool]]:
    """The other handlers on the console, now or once they are rewritten, that take lines of this one's logger.

    With each, whether it is a logger's above.
    """
    for each in _lists(document):
        own = each is entry
        if own or _comes_to(document, entry.section, each.section):
            for name in _names(each):
                if name != handler and (_is_console(document, name) or _will_be_console(document, name)):
                    yield name, not own


def _comes_to(document: Document, section: str, above: str) -> bool:
    """Whether what a logger takes goes on to one above it."""
    name, over = _called(document, section), _called(document, above)
    if section == above or not _is_below(name, over):
        return False
    loggers = [each for each in document.sections if each.startswith("logger_")]
    inner = [each for each in loggers if _is_below(_called(document, each), over)]
    between = [section, *(each for each in inner if _is_below(name, _called(document, each)))]
    said = [document.section(each).get("propagate") for each in between]
    return all(each is None or each.value != "0" for each in said)


def _called(document: Document, section: str) -> str:
    """The logger's name, '' for the root."""
    qualname = document.section(section).get("qualname")
    return qualname.value if qualname is not None and section != "logger_root" else ""


def _is_below(name: str, over: str) -> bool:
    return name != over and (not over or name.startswith(f"{over}."))


def _takes_all(document: Document, name: str, other: str) -> bool:
    """Whether a handler takes each line that another one takes, and says as much of it."""
    formats = [document.section(f"handler_{each}").get("formatter") for each in (name, other)]
    own, its = (_level(document, each) for each in (name, other))
    same = len({each.value if each else "" for each in formats}) == 1
    return same and own is not None and its is not None and own <= its


def _level(document: Document, handler: str) -> int | None:
    """The number of its level, None where that can't be known."""
    level = document.section(f"handler_{handler}").get("level")
    return 0 if level is None else logging.getLevelNamesMapping().get(level.value)


def _is_console(document: Document, handler: str) -> bool:
    kind = document.section(f"handler_{handler}").get("class")
    return kind is not None and kind.value in INI_CONSOLE


def _will_be_console(document: Document, handler: str) -> bool:
    own = document.section(f"handler_{handler}")
    kind, args = own.get("class"), own.get("args")
    if kind is None or not INI_FILE.match(kind.value):
        return False
    return args is None or not (_DEVICE.match(args.value) or _is_chosen(document, args.value))


def _stays(document: Document, one: str, other: str) -> bool:
    """Of two file handlers that take the same, the first is the one that stays."""
    order = list(document.sections)
    return not _takes_all(document, other, one) or order.index(f"handler_{one}") < order.index(f"handler_{other}")


@rule.rewrite("ini")
def to_stdout(document: Document, finding: Finding[_Handler], edit: Edit) -> None:
    """One part of the handler: its class, its arguments, a list that it is in, or its whole section."""
    span = edit.site.span
    entry = next((each for each in document.entries if each.span == span), None)
    if entry is None:
        edit.replace(span, "")
    elif entry.name == "class":
        edit.replace(span, "StreamHandler")
    elif entry.name == "args":
        edit.replace(span, "(sys.stdout,)")
    else:
        kept = [each for each in _names(entry) if each != finding.data.name]
        if not kept and edit.file.lines[span.line - 1][span.column - 2] == " ":
            span = replace(span, column=span.column - 1)
        edit.replace(span, (", " if ", " in entry.value else ",").join(kept))
