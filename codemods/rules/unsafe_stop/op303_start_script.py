"""OP303: a start script that stays in front of the server that it starts.

The script is process 1 and gets the SIGTERM; the server, its child, goes on until it is killed with its requests.

Before::

    flask db upgrade
    gunicorn -b :5000 app:app

After::

    flask db upgrade
    exec gunicorn -b :5000 app:app

By hand: put `exec` before the last command, in each branch and function that the script ends with, and in a script
that runs that script. `su` and `sudo` stay in front of what they start, `exec gosu user …` does not. A script with more
to do after the server needs a trap that passes the signal on and waits. A program that does not handle SIGTERM has to
learn it too: for process 1 the signal has no default action.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.commands.by_hand import starts_for_developers
from codemods.domains.commands.commands import Written, is_unused_script, serves, written
from codemods.domains.commands.process_one import handles_stop
from codemods.domains.commands.script_chains import DETACHES, DEVELOPS, Step, ends_in_server, kept_in_front
from codemods.domains.commands.script_ends import ends
from codemods.domains.runtime.entry_points import launched
from codemods.formats import dockerfile, parse
from codemods.formats.shell import Command, Document
from codemods.libraries import servers
from codemods.libraries.programs import STAYING
from codemods.model.test_scopes import use_of
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use
from codemods.vocabulary.finding import Finding, Safety, Site
from codemods.vocabulary.rule import Rule
from codemods.vocabulary.unreadable import Unreadable

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Command:
    """The command with exec before it."""

    new: str


rule = Rule[_Command](
    "OP303", "start-script", safety=Safety.SAFE,
    needles=(*servers.NEEDLES, "flask", ".py", ".sh", "#!"),
)  # fmt: skip

_STARTS = re.compile(
    r"(?:(?:gosu|su-exec) \S+ )?"
    r"(?:(?:ddtrace-run|opentelemetry-instrument|(?:poetry|pipenv|uv|pdm) run|newrelic-admin run-program"
    r"|python[\d.]* -m) )?"
    rf"(?:\S*/)?(?:{servers.COMMANDS}|flask) "
)
_SCRIPT = re.compile(r"(?:(?:gosu|su-exec) \S+ )?(python[\d.]* (?!.*\brunserver\b)(?:-u )?\S+\.py .*)")
_FLASK = re.compile(r"\bflask (?:\S+ )*?run ")
# What the shell does when the command has ended: `exec` is no program that dash's `time` could run.
_KEEPS = re.compile(r"(?:^|[\s;&|(])(time|!)\s+$")
_HANDLER = "as process 1 it has no default action and goes on until it is killed: let it handle SIGTERM too"
_INSTEAD = "let exec gosu or exec su-exec start it, and write no command for eval: these stay in front of the server"


@rule.find(Document)
def without_exec(document: Document, file: SourceFile) -> Iterator[Finding[_Command]]:
    """The commands that a script ends with, where they start a server."""
    if file.project.is_test(file.path) or not document.commands or is_unused_script(file):
        return
    trapped = any(each.values[:1] == ("trap",) for each in document.commands)
    for last in ends(document.commands):
        found = [each for each in written(document, file) if each.span == last.span]
        if last.exec or not found or DETACHES.search(found[0].text) or DEVELOPS.search(found[0].text):
            continue
        if _FLASK.search(f"{found[0].text} ") and starts_for_developers(file, found[0].text):
            continue
        inner = ends_in_server(file.project, file.path, last.span.line)
        within = last.values[:1] and last.values[0] in STAYING and (serves(found[0]) or inner is not None)
        if not within and inner is None and not _starts(file, last, found[0]) and not _hands_over(file, last):
            continue
        before = document.commands[: document.commands.index(last)]
        piped = bool(before) and before[-1].operator in ("|", "|&", "||")
        kept = _KEEPS.search(file.lines[last.span.line - 1][: last.span.column - 1])
        around = kept_in_front(file.project, file.path, last.span.line)
        beside = _beside(document, last)
        safe = not (trapped or piped or last.assignments or within or around or beside or kept)
        program = inner is None and not within and _ends_by_default(file, last)
        yield file.finding(
            rule, last.span, f"the script keeps SIGTERM from the {'program' if program else 'server'} that it starts",
            _INSTEAD if within else beside or _advice(around, inner, program, kept[1] if kept else ""),
            safety=Safety.SAFE if safe else Safety.NONE, sites=(Site(file.path, last.span),) if safe else (),
            data=_Command(f"exec {found[0].text}"), group=file.path,
        )  # fmt: skip


def _hands_over(file: SourceFile, last: Command) -> bool:
    """Whether an image's ENTRYPOINT ends with what CMD says, and that starts a server: `"$@"`."""
    if last.values not in (("$@",), ("$*",), ("${@}",)):
        return False
    name = re.compile(r"(?:^|[/\s\"'])" + re.escape(posixpath.basename(file.path)) + r"(?=[\s\"',]|$)")
    for each in file.project.files.values():
        if each.kind != "dockerfile" or file.project.is_test(each.path):
            continue
        try:
            image = parse(each)
        except Unreadable:
            continue
        assert isinstance(image, dockerfile.Document)
        said = {
            one.keyword: one for one in image.instructions if one.keyword in ("ENTRYPOINT", "CMD") and not one.onbuild
        }
        if len(said) == 2 and name.search(said["ENTRYPOINT"].text):
            return _STARTS.match(" ".join(said["CMD"].words or (said["CMD"].text,)) + " ") is not None
    return False


def _ends_by_default(file: SourceFile, last: Command) -> bool:
    """Whether nothing that is started hears SIGTERM, as far as is known: its default action is all that it would do."""
    words = f"{' '.join(last.values)} "
    if _FLASK.search(words):
        return True
    found = [each.file for each in launched(file.project) if (file.path, last.span.line) in each.through]
    return _SCRIPT.match(words) is not None and not any(map(handles_stop, found or [file]))


def _beside(document: Document, last: Command) -> str:
    """What to do with what the script leaves running beside the server: exec would hand it to nobody who stops it."""
    left = [each for each in document.commands[: document.commands.index(last)] if each.operator == "&" and each.values]
    if not left:
        return ""
    names = ", ".join(dict.fromkeys(each.values[0] for each in left if each.values[0]))
    return f"start {names or 'what runs in the background'} as a process of its own: exec stops the server alone"


def _advice(around: tuple[Step, ...], inner: Step | None, program: bool, kept: str) -> str:
    waits = f"leave out {kept}, for which the shell waits" if kept else ""
    return "; ".join(filter(None, (waits, _remedy(around, inner), _HANDLER if program else "")))


def _remedy(around: tuple[Step, ...], inner: Step | None) -> str:
    if around:
        places = ", ".join(map(str, around))
        return (
            f"exec here changes nothing alone: {places} stays in front too; let it exec, or pass the signal on and wait"
        )
    return "put exec before the last command" + (f", which comes to {inner}" if inner is not None else "")


def _starts(file: SourceFile, last: Command, command: Written) -> bool:
    """Whether a server's own command is run, or a script of the service that serves or works without an end."""
    words = f"{' '.join(last.values)} "
    if _STARTS.match(words):
        return serves(command)
    match = _SCRIPT.match(words)
    name = posixpath.basename(file.path).encode()
    here = (file.path, last.span.line)
    return match is not None and any(
        each.words == tuple(words[match.start(1) :].split()) and each.main and each.role in ("web", "worker")
        and (here in each.through or name in file.project.files[each.path].data) and use_of(each.file) is Use.PRODUCTION
        for each in launched(file.project)
    )  # fmt: skip


@rule.rewrite("shell")
def with_exec(document: Document, finding: Finding[_Command], edit: Edit) -> None:
    """The command, which takes the script's place."""
    edit.replace(edit.site.span, finding.data.new)
