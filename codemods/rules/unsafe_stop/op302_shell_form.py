"""OP302: a CMD or ENTRYPOINT in shell form.

The shell is process 1 and gets the SIGTERM. Debian's dash passes it on to nobody: the server never hears of it, and is
killed with its requests when the grace period ends.

Before::

    CMD gunicorn -b 0.0.0.0:8000 "app:create_app()"

After::

    CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:create_app()"]

By hand: write a list of words. Where a shell is needed for a variable, let it replace itself:
`["sh", "-c", "exec gunicorn --bind 0.0.0.0:$PORT app:app"]`.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.commands.commands import names_nothing
from codemods.domains.deployment.stages import is_for_developers
from codemods.formats import shell
from codemods.formats.dockerfile import Document, Instruction
from codemods.libraries import servers
from codemods.libraries.programs import BUILTINS, DUMB_INIT_ALONE, OF_BASH, OF_BUSYBOX, SHELLS
from codemods.project.audience.compose_tests import is_ending
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Instruction:
    """The list of words."""

    new: str


rule = Rule[_Instruction]("OP302", "shell-form", needles=("CMD", "ENTRYPOINT", "cmd", "entrypoint"), safety=Safety.SAFE)

_SERVICE = re.compile(rf"\b(python[\d.]*|flask|{servers.COMMANDS}|rq|poetry|pipenv)\b|\.py\b|^(\./|/)\S*\.sh\b")
_EXEC = re.compile(r"\bexec\s")
_JOINED = ("&&", ";", "")
# What makes databases, or saves what is in them; and what a script of a server has.
_OF_DATABASES = re.compile(
    rb"^[^#\n]*\b(?:dropdb|createdb|pg_dump(?:all)?|pg_restore|mysqldump|mongodump|mongorestore|mysqladmin)\b",
    re.MULTILINE,
)
_GOES_ON = re.compile(
    rb"\b(?:exec|python[\d.]*|node|java|flask|celery|rq|rails|php|nginx|start|serve|runserver|%s)\b|\$[@*]|\$\{[@*]"
    rb"|\.(?:py|js|jar)\b|\b(?:go|dotnet|cargo|bun|deno) run\b" % servers.COMMANDS.encode()
)


@rule.find(Document)
def shell_forms(document: Document, file: SourceFile) -> Iterator[Finding[_Instruction]]:
    """The instructions that a shell would run, of the stages that make a container."""
    if file.project.is_test(file.path):
        return
    for each in document.instructions:
        if each.keyword not in ("CMD", "ENTRYPOINT") or each.onbuild or each.words is not None:
            continue
        if is_for_developers(file, document, each.stage):
            continue
        commands = shell.commands(each.text)
        if each.text.startswith("[") or not _SERVICE.search(each.text) or not commands or commands[-1].exec:
            continue
        if each.keyword == "CMD" and (_tells_all(document, each.stage) or _is_over_soon(commands)):
            continue
        if names_nothing(file, each.text.split()) or _does_a_job(file, commands[-1]):
            continue
        if _gives_its_place(document, each.stage, commands):
            continue
        words = _exec_form(document, each, commands) if _has_interpreter(file, commands[-1]) else None
        plain = words is not None and words[0] != "sh" and not _takes_a_place(words, each.text)
        safety = Safety.NONE if words is None else Safety.SAFE if plain else Safety.UNSAFE
        remedy = "write it as a list of words (exec form)"
        if words is None:
            remedy += ", with exec before the last command where a shell is needed"
        yield file.finding(
            rule, each.span, f"the shell form of {each.keyword} keeps SIGTERM from the process", remedy, safety=safety,
            sites=() if words is None else (Site(file.path, each.value),),
            data=_Instruction(json.dumps(words, ensure_ascii=False) if words else ""),
        )  # fmt: skip


def _tells_all(document: Document, stage: int) -> bool:
    """Whether the image's init passes a signal on to every process, a shell's children included."""
    entrypoint = document.entrypoint(stage)
    match entrypoint.words if entrypoint else None:
        case (str(program), *options) if program.rpartition("/")[2] == "dumb-init":
            return DUMB_INIT_ALONE.isdisjoint(options)
        case (str(program), "-g", *_) if program.rpartition("/")[2] == "tini":
            return True
    return False


def _gives_its_place(document: Document, stage: int, commands: tuple[shell.Command, ...]) -> bool:
    """Whether the image's shell is bash, which a lone simple command takes the place of, as exec would."""
    told = [each for each in document.inherited(stage) if each.keyword == "SHELL"]
    program = posixpath.basename((told[-1].words or ("",))[0]) if told else ""
    if program != "bash" and (told or OF_BASH.search(document.base(stage)) is None):
        return False
    # Several commands only bash 5.1 does that for, at their end.
    while len(commands) == 1 and not commands[0].inside and not commands[0].operator and commands[0].words:
        inner = _given_to_shell(commands[0].values)
        if not inner:
            return True
        commands = inner
    return False


def _is_over_soon(commands: tuple[shell.Command, ...]) -> bool:
    """Whether what the shell runs last is a job that ends by itself: tests, migrations."""
    last = " ".join(each.text for each in commands[-1].words)
    return bool(last) and is_ending(last) and all(each.operator in _JOINED for each in commands)


def _takes_a_place(words: list[str], before: str) -> bool:
    """Whether a shell is told to give its place away that keeps it today."""
    return any(map(_EXEC.search, words)) and not _EXEC.search(before)


def _does_a_job(file: SourceFile, command: shell.Command) -> bool:
    """Whether all that a script of the tree does is to make, fill or copy a database, and no server is started."""
    program = command.values[0].rpartition("/")[2] if command.values and command.values[0] else ""
    scripts = [each for path, each in file.project.files.items() if path.rpartition("/")[2] == program]
    return bool(scripts) and all(
        each.kind == "shell" and _OF_DATABASES.search(each.data) and not _GOES_ON.search(each.data) for each in scripts
    )


def _has_interpreter(file: SourceFile, command: shell.Command) -> bool:
    """Whether a script of the project says what runs it: a shell runs one without `#!`, the kernel refuses it."""
    program = command.values[0].rpartition("/")[2] if command.values and command.values[0] else ""
    scripts = (each for path, each in file.project.files.items() if path.rpartition("/")[2] == program)
    return all(each.data.startswith(b"#!") for each in scripts)


def _exec_form(document: Document, each: Instruction, commands: tuple[shell.Command, ...]) -> list[str] | None:
    """The list of words that runs the same, None where a person has to see to it."""
    stage = each.stage
    other = [item for item in document.instructions if item.stage == stage and item.keyword in ("CMD", "ENTRYPOINT")]
    shells = any(item.keyword == "SHELL" for item in document.instructions)
    wrapped = any(item.words and "-c" in item.words for item in other)
    if shells or wrapped or (each.keyword == "ENTRYPOINT" and len(other) > 1) or document.escape != "\\":
        return None
    last = commands[-1]
    if _keeps_child(last):
        return None
    if any(item.inside or item.operator not in _JOINED for item in commands) or not last.words or last.operator:
        return None
    if last.values[0] in BUILTINS or "\\\n" in each.written or "#" in each.text:
        return None
    if len(commands) == 1 and not last.redirects and not last.assignments and not _expands(last):
        return _without_shell([*last.values])
    if last.assignments:
        return None
    start = last.span.column - 1
    return ["sh", "-c", f"{each.text[:start]}exec {each.text[start:]}"]


def _given_to_shell(words: Sequence[str]) -> tuple[shell.Command, ...]:
    """The commands that the last word gives a shell, also behind a wrapper: `poetry run bash -c "…"`."""
    shells = len(words) > 2 and words[-3].rpartition("/")[2] in SHELLS and words[-2] == "-c"
    return shell.commands(words[-1]) if shells else ()


def _keeps_child(last: shell.Command) -> bool:
    """Whether a shell that the last command starts with texts of its own would stay in front of what it runs."""
    inner = _given_to_shell(last.values) if _expands(last) else ()
    return len(inner) > 1 and not inner[-1].exec


def _without_shell(words: list[str]) -> list[str] | None:
    """What `sh -c "gunicorn app:app"` runs, where that needs no shell either; None for a shell that would stay."""
    inner = _given_to_shell(words)
    if not inner or inner[-1].exec:
        return words
    last = inner[-1]
    if not _can_exec(inner):
        return None
    if len(inner) == 1 and not last.redirects and not _expands(last):
        return [*words[:-3], *last.values]
    return None if "\n" in words[-1] else [*words[:-1], _exec_last(words[-1], inner)]


def _can_exec(commands: tuple[shell.Command, ...]) -> bool:
    """Whether an `exec` before the last command is all that lets the shell give its place away."""
    last = commands[-1]
    if not last.words or last.operator or last.assignments or last.values[0] in BUILTINS:
        return False
    return not any(each.inside or each.operator not in _JOINED for each in commands)


def _exec_last(text: str, commands: tuple[shell.Command, ...]) -> str:
    start = commands[-1].span.column - 1
    return f"{text[:start]}exec {text[start:]}"


def _expands(command: shell.Command) -> bool:
    return any(word.expands for word in command.words)


@rule.find(Document)
def inner_shells(document: Document, file: SourceFile) -> Iterator[Finding[_Instruction]]:
    """The lists of words that name a shell which stays in front of the server: `["sh", "-c", "gunicorn app:app"]`."""
    if file.project.is_test(file.path):
        return
    for each in document.instructions:
        commands = _in_dash(document, each)
        if not commands or commands[-1].exec or not _SERVICE.search((each.words or ("",))[-1]):
            continue
        if is_for_developers(file, document, each.stage) or _is_over_soon(commands) or _does_a_job(file, commands[-1]):
            continue
        if _tells_all(document, each.stage) or names_nothing(file, commands[-1].values):
            continue
        new = _with_exec(each, commands) if _has_interpreter(file, commands[-1]) else ""
        yield file.finding(
            rule, each.span, f"the shell that {each.keyword} names keeps SIGTERM from the process",
            "put exec before the last command", safety=Safety.UNSAFE if new else Safety.NONE,
            sites=(Site(file.path, each.value),) if new else (), data=_Instruction(new),
        )  # fmt: skip


def _in_dash(document: Document, each: Instruction) -> tuple[shell.Command, ...]:
    """The commands that an instruction gives a shell that keeps its place: dash does, bash and busybox' do not."""
    if each.keyword not in ("CMD", "ENTRYPOINT") or each.onbuild or not each.words or len(each.words) != 3:
        return ()
    told = each.words[0].rpartition("/")[2] in ("sh", "dash") and each.words[1] == "-c"
    image = document.base(each.stage)
    return shell.commands(each.words[2]) if told and not OF_BASH.search(image) and not OF_BUSYBOX.search(image) else ()


def _with_exec(each: Instruction, commands: tuple[shell.Command, ...]) -> str:
    """The list as it is written, with exec before the last command; '' where a person has to see to it."""
    text = (each.words or ("",))[-1]
    if not _can_exec(commands) or _keeps_child(commands[-1]) or "\n" in text:
        return ""
    before, after = (json.dumps(one, ensure_ascii=False) for one in (text, _exec_last(text, commands)))
    return each.written.replace(before, after) if each.written.count(before) == 1 else ""


@rule.rewrite("dockerfile")
def to_exec_form(document: Document, finding: Finding[_Instruction], edit: Edit) -> None:
    """The list of words."""
    edit.replace(edit.site.span, finding.data.new)
