"""OP305: uwsgi that loses requests on SIGTERM.

uwsgi's master takes SIGTERM for "reload" unless it is told otherwise: the orchestrator asks it to stop, it starts
afresh, takes new requests, and is killed with them. With `die-on-term` it ends at once, and the requests in progress
with it; so does uwsgi without a master.

Before::

    [uwsgi]
    module = app:app
    master = true
    processes = 4

After::

    [uwsgi]
    module = app:app
    master = true
    processes = 4
    hook-master-start = unix_signal:15 gracefully_kill_them_all

By hand: the same two lines in uwsgi's settings, or `--master` and `--hook-master-start` in its command. Requests in
progress then end, as long as `worker-reload-mercy` (60 s) allows; give the orchestrator's grace period more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.commands.commands import Written, written
from codemods.domains.deployment.images import in_image_of_others
from codemods.formats import compose, dockerfile, procfile, shell, unit
from codemods.formats.ini import Document
from codemods.libraries.server_options import UWSGI_APPLICATION, UWSGI_HOOK, UWSGI_TOLD
from codemods.plans.server_option import inserted
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site, Span
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Command:
    """The command with the option, '' where a section of a file is changed."""

    new: str


rule = Rule[_Command]("OP305", "uwsgi-settings", needles=("uwsgi",), safety=Safety.SAFE)

_HOOK = "unix_signal:15 gracefully_kill_them_all"
_RELOADS = "uwsgi reloads on SIGTERM instead of stopping"
_ENDS = "uwsgi ends at once on SIGTERM, and the requests in progress with it"
_REMEDY = f"let its master end the requests first: {UWSGI_HOOK} = {_HOOK}"
_BY_HAND = f"set master = true and {UWSGI_HOOK} = {_HOOK}"
_OFF = frozenset(("false", "off", "no", "0"))
# One setting of a section, with or without a value.
_SETTING = re.compile(r"\s*([\w-]+)\s*(?:=\s*(.*?)\s*)?$")
# A command that names an application by itself, and is not told how to take signals.
_COMMAND = re.compile(r"(?:^|[\s/;&])uwsgi\s(?=.*(?:--(?:module|wsgi-file|mount)[\s=]|-w\s))")
_ELSEWHERE = re.compile(r"--hook-master-start|--ini|--yaml|--xml|--emperor|\$|\S+\.ini\b")
_MASTER = re.compile(r"\s(?:--master|-M)(?=\s|$)(?!\s+(?:false|off|no|0)\b)")
_DIES = re.compile(r"\s--die-on-term(?=\s|$)")
_COMMANDED_TO_DIE = re.compile(rb"\buwsgi\s[^\n]*--die-on-term\b")
_OTHER_SIGNAL = re.compile(
    rb"^\s*(?:STOPSIGNAL\s+|stop_signal:\s*[\"']?|stopsignal\s*=\s*|KillSignal\s*=\s*)(?:SIG)?(?:INT|QUIT|HUP|1|2|3)\b"
    rb"|DIE_ON_TERM",
    re.M | re.I,
)

# A template for packages of distributions, whose init systems say how uwsgi is stopped.
_PACKAGED = re.compile(r"(?:^|/)templates/(?:.*/)?etc/")


@rule.find(dockerfile.Document, compose.Document, procfile.Document, shell.Document, unit.Document, Document)
def commands(document: object, file: SourceFile) -> Iterator[Finding[_Command]]:
    """The commands that start uwsgi with an application, and do not say how it stops."""
    if _OTHER_SIGNAL.search(file.spelled):
        return
    for each in written(document, file):
        text = f"{' '.join(each.words)} "
        if not _COMMAND.search(text) or _ELSEWHERE.search(text):
            continue
        master = _MASTER.search(text) is not None
        new = inserted(document, file, each, "uwsgi", (f"--{UWSGI_HOOK}", _quoted(document, each))) if master else ""
        yield file.finding(
            rule, each.span, _message(master, _DIES.search(text) is not None), _REMEDY if master else _BY_HAND,
            safety=Safety.SAFE if new else Safety.NONE, sites=(Site(file.path, each.span, "command"),) if new else (),
            data=_Command(new),
        )  # fmt: skip


def _quoted(document: object, command: Written) -> str:
    """The hook as one word of the command; a list's items are words by themselves."""
    if not command.exec_form:
        return f'"{_HOOK}"' if "'" in command.text else f"'{_HOOK}'"
    return f'"{_HOOK}"' if isinstance(document, compose.Document) else _HOOK


def _message(master: bool, dies: bool) -> str:
    return _RELOADS if master and not dies else _ENDS


@rule.find(Document)
def sections(document: Document, file: SourceFile) -> Iterator[Finding[_Command]]:
    """A section of uwsgi that names an application, and does not say how it stops."""
    if "uwsgi" not in document.sections:
        return
    section = document.sections["uwsgi"]
    matches = (_SETTING.match(each) for each in file.lines[section.line : section.end_line - 1])
    said = {each[1].replace("_", "-"): (each[2] or "true").lower() for each in matches if each}
    if (
        _PACKAGED.search(file.path)
        or not UWSGI_TOLD.isdisjoint(said)
        or UWSGI_APPLICATION.isdisjoint(said)
        or in_image_of_others(file)
    ):
        return
    master = said.get("master", "false") not in _OFF
    dies = said.get("die-on-term", "false") not in _OFF or _is_told_to_die(file)
    last = next((each for each in reversed(document.entries) if each.section == "uwsgi"), None)
    fits = master and last is not None
    shown = Span(section.line, 1, section.line, len(file.lines[section.line - 1]) + 1)
    yield file.finding(
        rule, shown, _message(master, dies), _REMEDY if master else _BY_HAND,
        safety=Safety.SAFE if fits else Safety.NONE,
        sites=(Site(file.path, last.span),) if last is not None and fits else (), data=_Command(""),
    )  # fmt: skip


def _is_told_to_die(file: SourceFile) -> bool:
    """Whether a command of the repository, of a supervisor of any kind, starts uwsgi with the option."""
    return any(
        each.kind not in ("python", "") and _COMMANDED_TO_DIE.search(each.spelled)
        for each in file.project.files.values()
    )


@rule.rewrite("ini")
def with_hook(document: Document, finding: Finding[_Command], edit: Edit) -> None:
    """The setting, behind the section's last one and written like the last that has a value."""
    last = next(each for each in document.entries if each.span == edit.site.span)
    model = next((each for each in reversed(document.entries) if each.section == "uwsgi" and each.value), last)
    line = edit.file.lines[model.span.line - 1]
    indent = line[: line.index(model.name)]
    between = line[len(indent) + len(model.name) : model.span.column - 1]
    padding, equals, after = between.partition("=")
    if len(padding) > 1:
        between = " " * max(1, len(padding) + len(model.name) - len(UWSGI_HOOK)) + equals + after
    end = "\r\n" if "\r\n" in edit.file.text else "\n"
    begin, stop = last.lines.end_line - 1, document.sections["uwsgi"].end_line
    row = max((each for each in range(begin, stop) if _is_setting(edit.file, document, each)), default=begin)
    column = len(edit.file.lines[row - 1]) + 1
    edit.replace(Span(row, column, row, column), f"{end}{indent}{UWSGI_HOOK}{between}{_HOOK}")


def _is_setting(file: SourceFile, document: Document, row: int) -> bool:
    """Whether the line is one more setting of the section, without a value."""
    inside = row < document.sections["uwsgi"].end_line and row <= len(file.lines)
    return inside and _SETTING.match(file.lines[row - 1]) is not None and bool(file.lines[row - 1].strip())


@rule.rewrite("dockerfile", "compose", "procfile", "shell", "ini", role="command")
def with_option(document: object, finding: Finding[_Command], edit: Edit) -> None:
    """The command, with the option right behind uwsgi's name."""
    edit.replace(edit.site.span, finding.data.new)
