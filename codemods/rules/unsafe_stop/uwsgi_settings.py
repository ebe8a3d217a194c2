"""OP305: uwsgi that reloads on SIGTERM.

uwsgi takes SIGTERM for "reload" unless it is told otherwise: the orchestrator asks it to stop, it starts afresh, takes
new requests, and is killed with them.

Before::

    [uwsgi]
    module = app:app
    processes = 4

After::

    [uwsgi]
    module = app:app
    processes = 4
    die-on-term = true

By hand: `die-on-term = true` in uwsgi's settings, or `--die-on-term` in its command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.analysis.commands import written
from codemods.analysis.settings_option import inserted
from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety, Site, Span
from codemods.formats import compose, dockerfile, procfile, shell
from codemods.formats.ini import Document
from codemods.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit

rule = Rule("OP305", "uwsgi-settings", needles=("uwsgi",), safety=Safety.SAFE)

_MESSAGE = "uwsgi reloads on SIGTERM instead of stopping"
_TERM = ("die-on-term", "hook-master-start", "emperor", "ini")
_APPLICATION = ("module", "wsgi-file", "wsgi", "file", "mount", "callable")
# A command that names an application by itself, and is not told how to take signals.
_COMMAND = re.compile(r"(?:^|[\s/;&])uwsgi\s(?=.*(?:--(?:module|wsgi-file|mount)[\s=]|-w\s))")
_TOLD = re.compile(r"--die-on-term|--hook-master-start|--ini|--yaml|--xml|--emperor|\$|\S+\.ini\b")
_OTHER_SIGNAL = re.compile(
    rb"^\s*(?:STOPSIGNAL\s+|stop_signal:\s*[\"']?|stopsignal\s*=\s*)(?:SIG)?(?:INT|QUIT|2|3)\b|DIE_ON_TERM", re.M | re.I
)


@rule.find(dockerfile.Document, compose.Document, procfile.Document, shell.Document, Document)
def commands(document: object, file: SourceFile) -> Iterator[Finding]:
    """The commands that start uwsgi with an application, without --die-on-term."""
    if file.project.is_test(file.path) or _OTHER_SIGNAL.search(file.data):
        return
    for each in written(document, file):
        text = f"{' '.join(each.words)} "
        if not _COMMAND.search(text) or _TOLD.search(text):
            continue
        new = inserted(document, file, each, "uwsgi", ("--die-on-term",))
        yield Finding(
            rule.code, file.path, each.span, _MESSAGE, "start it with --die-on-term",
            Safety.SAFE if new else Safety.NONE, (Site(file.path, each.span, "command"),) if new else (), {"new": new},
        )  # fmt: skip


@rule.find(Document)
def reloads(document: Document, file: SourceFile) -> Iterator[Finding]:
    """A section of uwsgi that names an application, without die-on-term."""
    names = [each.name.replace("_", "-") for each in document.entries if each.section == "uwsgi"]
    if file.project.is_test(file.path) or any(each in _TERM for each in names):
        return
    if not any(each in _APPLICATION for each in names):
        return
    last = [each for each in document.entries if each.section == "uwsgi"][-1]
    heading = document.sections["uwsgi"].line
    shown = Span(heading, 1, heading, len(file.lines[heading - 1]) + 1)
    yield Finding(
        rule.code, file.path, shown, _MESSAGE, "set die-on-term = true",
        Safety.SAFE, (Site(file.path, last.span),),
    )  # fmt: skip


@rule.rewrite("ini")
def dies_on_term(document: Document, finding: Finding, edit: Edit) -> None:
    """The setting, behind the section's last one and written like the last that has a value."""
    last = next(each for each in document.entries if each.span == edit.site.span)
    model = next((each for each in reversed(document.entries) if each.section == "uwsgi" and each.value), last)
    line = edit.file.lines[model.span.line - 1]
    indent = line[: line.index(model.name)]
    between = line[len(indent) + len(model.name) : model.span.column - 1]
    end = "\r\n" if "\r\n" in edit.file.text else "\n"
    place = Span(last.lines.end_line - 1, len(edit.file.lines[last.lines.end_line - 2]) + 1,
                 last.lines.end_line - 1, len(edit.file.lines[last.lines.end_line - 2]) + 1)  # fmt: skip
    edit.replace(place, f"{end}{indent}die-on-term{between}true")


@rule.rewrite("dockerfile", "compose", "procfile", "shell", "ini", role="command")
def with_option(document: object, finding: Finding, edit: Edit) -> None:
    """The command, with the option right behind uwsgi's name."""
    edit.replace(edit.site.span, finding.data["new"])
