"""OP709: supervisor, systemd or uwsgi sends a program's output to a file.

Before::

    [program:web]
    command=gunicorn app:app
    stdout_logfile=/var/log/web.log
    stdout_logfile_maxbytes=10MB
    stdout_logfile_backups=3

After::

    [program:web]
    command=gunicorn app:app
    stdout_logfile=/dev/stdout
    stdout_logfile_maxbytes=0

Where supervisor runs in the background, or as another user than root, `/dev/stdout` is lost or may not be opened: then
nothing changes.

By hand: let supervisor pass the output on (`/dev/stdout` needs `maxbytes=0`, it can't be rotated); drop uwsgi's
`logto`, which logs to stderr without it, and `daemonize`, which also takes the process out of its container's sight.
In a unit take `StandardOutput` and `StandardError` out: the journal keeps what the program says, and rotates it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from codemods.domains.commands.units import runs_service
from codemods.domains.deployment.seen_files import seen
from codemods.domains.logs.process_managers import (
    PROGRAM,
    in_foreground,
    keeper_of,
    redirects_stderr,
    runs_as_root,
    user_of_compose,
)
from codemods.formats import unit, yaml
from codemods.formats.ini import Document, Entry, with_comment
from codemods.libraries.server_options import UWSGI_LOGGERS, UWSGI_LOGS, UWSGI_ROTATION
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Target:
    """Where the lines go, '' for nowhere else; whether the file's size is set."""

    target: str
    sized: bool


rule = Rule[_Target]("OP709", "process-manager", needles=("logfile", "logto", "daemonize", "logger", "Standard"),
            safety=Safety.SAFE)  # fmt: skip

_NO_FILE = re.compile(r"(?:file:)?(/dev/|/proc/|NONE$|AUTO$|syslog\b|%\(|\$|-$)|$", re.IGNORECASE)
# Another user may not open the streams of the process that root has started.
_USER = re.compile(rb"^[ \t]*USER[ \t]+(?!root\b|0\b)\S", re.M | re.I)
# What an event listener says there is what supervisord and it have agreed upon, and no log.
_PROTOCOL = ("eventlistener", "stdout_logfile")
_BEHIND = "let the supervisord of this file run in the foreground first: nodaemon = true"
_UNIT_FILE = re.compile(r"(?:file|append|truncate):(?!/dev/|/proc/)")
# A logger may have a name, `access file:/var/log/access.log`; the process's own streams are no files.
_LOGGED_FILE = re.compile(r"\bfile:(?!/dev/|/proc/)")
_OF_LOGS = re.compile(r"(?i)(?<![a-z])log(?:s|to|ging|[ _-]?files?)?(?![a-z])|日志|日誌|ログ|로그|лог|журнал|bitácora")


@rule.find(Document)
def log_files(document: Document, file: SourceFile) -> Iterator[Finding[_Target]]:
    """The settings that name a log file."""
    if file.project.is_test(file.path):
        return
    for entry in document.entries:
        if _NO_FILE.match(entry.value):
            continue
        name = entry.name.replace("_", "-") if entry.section == "uwsgi" else entry.name
        if (entry.section.partition(":")[0], name) == _PROTOCOL:
            continue
        if PROGRAM.match(entry.section) and name in ("stdout_logfile", "stderr_logfile"):
            stream = name.partition("_")[0]
            if stream == "stderr" and redirects_stderr(document, entry.section):
                continue
            yield _finding(
                file, document, entry, f"{entry.section} sends its {stream} to a local file", f"/dev/{stream}"
            )
        elif entry.section == "supervisord" and name == "logfile":
            yield _finding(file, document, entry, "supervisor keeps its own log in a local file", "/dev/null")
        elif entry.section == "uwsgi" and name in UWSGI_LOGS:
            yield _finding(file, document, entry, f"uwsgi's {name} sends the log to a local file", "")
        elif entry.section == "uwsgi" and name in UWSGI_LOGGERS and _LOGGED_FILE.search(entry.value):
            yield _finding(file, document, entry, f"uwsgi's {name} writes to a local file", "stdio")


@rule.find(yaml.Document)
def uwsgi_in_yaml(document: yaml.Document, file: SourceFile) -> Iterator[Finding[_Target]]:
    """uwsgi's settings that name a log file, in YAML."""
    for each in (each for part in document.parts for each in part.scalars if not file.project.is_test(file.path)):
        match each.path:
            case ("uwsgi", str() as key, *_):
                name = key.replace("_", "-")
            case _:
                continue
        if name in UWSGI_LOGS and not _NO_FILE.match(each.value):
            remedy = f"drop {key}: uwsgi logs to stderr without it"
            yield file.finding(
                rule, each.span, f"uwsgi's {key} sends the log to a local file", remedy, safety=Safety.NONE
            )
        elif name in UWSGI_LOGGERS and _LOGGED_FILE.search(each.value):
            yield file.finding(
                rule, each.span, f"uwsgi's {key} writes to a local file", f"{key}: stdio", safety=Safety.NONE
            )


@rule.find(unit.Document)
def units(document: unit.Document, file: SourceFile) -> Iterator[Finding[_Target]]:
    """The settings of a service's unit that send a stream to a file."""
    if file.project.is_test(file.path) or not runs_service(document, file):
        return
    for name in ("StandardOutput", "StandardError"):
        entry = document.last(name)
        if entry is not None and _UNIT_FILE.match(entry.value):
            yield file.finding(
                rule, entry.span, f"{name} sends what the program says to a local file",
                f"take {name} out: the journal keeps it then, and rotates it", safety=Safety.NONE,
            )  # fmt: skip


def _finding(file: SourceFile, document: Document, entry: Entry, message: str, target: str) -> Finding[_Target]:
    own = document.section(entry.section)
    rotation = UWSGI_ROTATION if entry.section == "uwsgi" else (f"{entry.name}_backups",)
    size = own.get(f"{entry.name}_maxbytes")
    whole = with_comment(file.lines, entry, _OF_LOGS)
    spans = [entry.span if target else whole, *(own[each].lines for each in rotation if each in own)]
    if size is not None:
        spans.append(size.span)
    unsafe = entry.section == "supervisord"
    remedy = f"{entry.name} = {target}" if target else f"drop {entry.name}: uwsgi logs to stderr without it"
    if reason := _no_stream(file, document, entry):
        return file.finding(rule, entry.span, message, f"{remedy}; {reason}", safety=Safety.NONE)
    told = seen(file, re.sub(r"^.*\bfile:", "", entry.value))
    return file.finding(
        rule, entry.span, message, f"{remedy}{told}", safety=Safety.UNSAFE if unsafe or told else Safety.SAFE,
        sites=tuple(Site(file.path, span) for span in spans),
        data=_Target(target, sized=size is not None),
    )  # fmt: skip


def _no_stream(file: SourceFile, document: Document, entry: Entry) -> str:
    """What has to change first, so that the process has a standard stream that it may open."""
    own = document.section(entry.section)
    if entry.section == "uwsgi":
        if any(each.replace("_", "-") in ("daemonize", "daemonize2") for each in own):
            return "let it run in the foreground first"
        keeper = keeper_of(file.project, "uwsgi")
        return f"let {keeper} pass on what uwsgi says first: it keeps it in a file" if keeper else ""
    behind = "" if in_foreground(file, document) else _BEHIND
    if entry.section == "supervisord":
        return behind
    images = [each for each in file.project.files.values() if each.kind == "dockerfile"]
    if not runs_as_root(file, document) or any(_USER.search(each.data) for each in images):
        return "supervisor must run as root to open it: no user but root in [supervisord], no USER in the Dockerfile"
    if where := user_of_compose(file.project):
        return f"supervisor must run as root to open it: {where} names another user"
    return behind


@rule.rewrite("ini")
def to_stdout(document: Document, finding: Finding[_Target], edit: Edit) -> None:
    """One of the settings: the file, its size, what only served its rotation."""
    span = edit.site.span
    entry = next((each for each in document.entries if each.span == span), None)
    if entry is None:
        edit.replace(span, "")
    elif entry.name.endswith("_maxbytes"):
        edit.replace(span, "0")
    else:
        line = edit.file.lines[span.line - 1]
        between = line[line.index(entry.name) + len(entry.name) : span.column - 1]
        end = "\r\n" if "\r\n" in edit.file.text else "\n"
        indent = line[: line.index(entry.name)]
        manager = entry.section != "uwsgi" and not finding.data.sized
        more = f"{end}{indent}{entry.name}_maxbytes{between}0" if manager else ""
        # A comment stays behind what it speaks of.
        comment = line[span.end_column - 1 :].rstrip("\r\n")
        edit.replace(replace(span, end_column=span.end_column + len(comment)), f"{finding.data.target}{comment}{more}")
