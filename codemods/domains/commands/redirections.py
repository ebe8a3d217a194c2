"""Redirections of a shell that leave what a server or a worker says in a file, and nowhere else.

`tee` says it on the standard stream too. What ends by itself, as an export or a migration does, says it to who waits.
"""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.domains.commands.commands import written
from codemods.domains.commands.run_through import run_through
from codemods.domains.runtime.command_lines import without_wrappers
from codemods.domains.runtime.entry_points import entries, launched
from codemods.formats import compose, dockerfile, procfile, shell, unit
from codemods.libraries import servers, workers
from codemods.libraries.programs import KEEPS_LINES, SHELLS
from codemods.project.source_file import SourceFile
from codemods.project.test_code import parts
from codemods.vocabulary.finding import Span

_INTO_FILE = (">", ">>", ">|", "&>", "&>>", ">&")
_STREAM = re.compile(r"(?P<fd>\d*)[&>|]+\s*$")
_NO_FILE = re.compile(r"/dev/|/proc/|\d*$|-$|[$<{][^/]*$")
_SERVER = re.compile(rf"(?:{servers.COMMANDS}|{'|'.join(map(re.escape, workers.COMMANDS))}|flask (?:\S+ )*?run)(?= |$)")
# What only asks a worker, or the server for its version, ends.
_ENDS = re.compile(
    r" (?:--version|--help|--check-config|inspect|status|report|control|purge|call|result|events|upgrade|info|suspend"
    r"|resume|empty)(?= |$)"
)
_SCRIPT = re.compile(r"(?:(?:python|pypy)[\d.]* (?:-\w+ )*)?\S+\.py(?= |$)")
_LOG = frozenset(("log", "logs", "out", "output", "err", "error", "errors", "stdout", "stderr", "access"))
_RUNS_TEXT = re.compile(r"-[a-z]*c")
_BLOCK_END = re.compile(r"(?:[)}]|\bdone|\bfi|\besac)[ \t]*\d*$")


@dataclass(frozen=True, slots=True)
class Redirection:
    """Where lines go to: who says them, the file, the place of its name."""

    program: str
    path: str
    span: Span


def redirections(document: object, file: SourceFile) -> Iterator[Redirection]:
    """The redirections of a Dockerfile's CMD and ENTRYPOINT, Compose file, Procfile, unit, script or supervisor."""
    if isinstance(document, shell.Document):
        yield from _of(document.commands, file)
    elif isinstance(document, procfile.Document):
        for process in document.processes:
            yield from _of(process.commands, file)
    elif isinstance(document, compose.Document):
        for each in document.scalars:
            match each.path:
                case ("services", str(), "command" | "entrypoint"):
                    words = next((command.values for command in shell.commands(each.value)), ())
                    yield from _of(_given_to_shell(words), file, each.span)
        for command in written(document, file):
            if command.exec_form:
                yield from _of(_given_to_shell(command.words), file, command.span)
    else:
        for command in written(document, file):
            span = command.span
            if isinstance(document, dockerfile.Document) and not command.exec_form:
                yield from _of(shell.commands(command.text, span.line, span.column), file, line=span.line)
            else:
                given = _given_to_shell(command.words if command.exec_form else unit.words(command.text))
                yield from _of(given, file, span)


def given_to_shell(words: Sequence[str], file: SourceFile, span: Span) -> Iterator[Redirection]:
    """The redirections in what a command gives a shell to run, at the command's place."""
    return _of(_given_to_shell(words), file, span)


def _given_to_shell(words: Sequence[str]) -> tuple[shell.Command, ...]:
    """What a command gives a shell to run, nothing where it starts none: `>` is an argument then."""
    words, _ = without_wrappers(words)
    if not words or posixpath.basename(words[0]) not in SHELLS:
        return ()
    given = (text for before, text in itertools.pairwise(words) if _RUNS_TEXT.fullmatch(before))
    return shell.commands(next(given, "").replace("$$", "$"))


def _of(
    commands: Sequence[shell.Command], file: SourceFile, whole: Span | None = None, line: int = 0
) -> Iterator[Redirection]:
    """`whole`: the place of all of them, where they have none of their own; `line`: where their definition begins."""
    line = whole.line if whole is not None else line
    values = {name: word.value for each in commands for name, word in each.assignments if not word.expands}
    for number, command in enumerate(commands):
        target = next((each for each in _targets(command, file, whole) if _is_file(each.value, values)), None)
        if target is None:
            continue
        path = dockerfile.expand(target.value, values)
        said = next(
            (
                each
                for each in _sayers(commands, number, file, whole)
                if _stays(each, file, line or each.span.line, path)
            ),
            None,
        )
        if said is not None:
            words, _ = without_wrappers(said.values)
            yield Redirection(_called(words).partition(" ")[0], path, whole or target.span)


def _is_file(target: str, values: dict[str, str]) -> bool:
    return _NO_FILE.match(dockerfile.expand(target, values)) is None


def _targets(command: shell.Command, file: SourceFile, whole: Span | None) -> Iterator[shell.Word]:
    """The files that the command's standard streams go to."""
    words = command.values
    for operator, word in command.redirects:
        if operator not in _INTO_FILE:
            continue
        if whole is None:
            before = _STREAM.search(file.lines[word.span.line - 1][: word.span.column - 1])
            if before is not None and before["fd"] not in ("", "1", "2"):
                continue
        if words[:1] == ("tee",) and word.value == "/dev/null":
            yield from (each for each in command.words[1:] if not each.value.startswith("-"))
        elif words[:1] != ("tee",):
            yield word
    if words and posixpath.basename(words[0]) in KEEPS_LINES and "-e" not in words:
        yield from (each for each in command.words[1:] if "/" in each.value or "." in each.value)


def _sayers(
    commands: Sequence[shell.Command], number: int, file: SourceFile, whole: Span | None
) -> Iterator[shell.Command]:
    """The commands whose lines a redirection of this one takes: its own, what it is piped, its block's, the rest's."""
    command = commands[number]
    yield command
    for before in reversed(commands[:number]):
        if before.operator not in ("|", "|&"):
            break
        yield before
    if command.values == ("exec",):
        yield from commands[number + 1 :]
    elif not command.words and not command.assignments and _closes_block(command, file, whole):
        for before in reversed(commands[:number]):
            if len(before.inside) <= len(command.inside):
                break
            yield before


def _closes_block(command: shell.Command, file: SourceFile, whole: Span | None) -> bool:
    """Whether the redirection stands behind the end of a block: alone it empties a file."""
    if whole is not None:
        return False
    return _BLOCK_END.search(file.lines[command.span.line - 1][: command.span.column - 1]) is not None


def _stays(command: shell.Command, file: SourceFile, line: int, path: str) -> bool:
    """Whether a command goes on until it is stopped: a server, a worker, a program that is left running with a log."""
    words, _ = without_wrappers(command.values)
    text = _called(words)
    if _ENDS.search(text):
        return False
    if _SERVER.match(text):
        return True
    if not words:
        return False
    if _is_process(file, words, line) or _makes_server(file, text):
        return True
    left = command.operator == "&" or command.values[0] in ("nohup", "setsid")
    return left and _SCRIPT.match(text) is not None and not _LOG.isdisjoint(parts(path.replace("/", "_")))


def _called(words: Sequence[str]) -> str:
    """The words of a command, its program without a folder; a module's words without Python's own."""
    if words and re.fullmatch(r"(?:\S*/)?(?:python|pypy)[\d.]*", words[0]) and "-m" in words[:-1]:
        words = words[words.index("-m") + 1 :]
    return " ".join((posixpath.basename(words[0]), *words[1:])) if words else ""


def _is_process(file: SourceFile, words: Sequence[str], line: int) -> bool:
    """Whether a process of the service that serves or works begins with this command."""
    root = file.project.service_root(file.path)
    return any(
        each.firm and each.role in ("web", "worker") and each.words and words[-len(each.words) :] == each.words
        and (each.through[-1] if each.through else (each.path, each.line)) == (file.path, line)
        for each in (*launched(file.project), *entries(file.project, root))
    )  # fmt: skip


def _makes_server(file: SourceFile, text: str) -> bool:
    """Whether a command has make start a server."""
    project = file.project
    return text.startswith("make ") and any(
        _SERVER.match(line.strip("\t @-"))
        for folder in {"", project.service_root(file.path)}
        for made in run_through(project, folder, text)
        for line in made.splitlines()
    )
