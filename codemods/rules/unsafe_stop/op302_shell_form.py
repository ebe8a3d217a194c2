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
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.deployment.stages import is_for_developers
from codemods.formats import shell
from codemods.formats.dockerfile import Document, Instruction
from codemods.libraries import servers
from codemods.libraries.programs import BUILTINS, DUMB_INIT_ALONE
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
_JOINED = ("&&", ";", "")


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
        if each.keyword == "CMD" and _tells_all(document, each.stage):
            continue
        words = _exec_form(document, each, commands) if _has_interpreter(file, commands[-1]) else None
        plain = words is not None and words[0] != "sh"
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


def _without_shell(words: list[str]) -> list[str] | None:
    """What `sh -c "gunicorn app:app"` runs, where that needs no shell either; None for a shell that would stay."""
    if len(words) != 3 or words[0].rpartition("/")[2] not in ("sh", "bash") or words[1] != "-c":
        return words
    inner = shell.commands(words[2])
    if inner and inner[-1].exec:
        return words
    if len(inner) != 1 or not inner[0].words or inner[0].redirects or inner[0].assignments or _expands(inner[0]):
        return None
    return None if inner[0].operator or inner[0].inside or inner[0].values[0] in BUILTINS else [*inner[0].values]


def _expands(command: shell.Command) -> bool:
    return any(word.expands for word in command.words)


@rule.rewrite("dockerfile")
def to_exec_form(document: Document, finding: Finding[_Instruction], edit: Edit) -> None:
    """The list of words."""
    edit.replace(edit.site.span, finding.data.new)
