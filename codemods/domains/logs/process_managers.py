"""What supervisor does with the output of the programs that it runs, and what starts it from which file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from fnmatch import fnmatch

from codemods.formats import compose, dockerfile, parse
from codemods.formats.ini import Document
from codemods.libraries.programs import SUPERVISOR
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

PROGRAM = re.compile(r"(program|fcgi-program|eventlistener):")

_NAMES = re.compile(r"[A-Za-z_]\w*")
# Parts of a path that are no name of a module, and what many commands hold.
_SAYING_NOTHING = frozenset(("src", "__init__", "python", "bin", "usr", "local", "env", "opt", "venv"))
_YES = re.compile(r"(true|1|yes|on)\s*$", re.I)
_ROOT = ("", "root", "0")
_ROOT_OF_COMPOSE = re.compile(r"(root|0)?(:|$)")
_STARTED = re.compile(rb"supervisord(?![\w.-])([^\n;&|]*)")
_WORD = re.compile(r"[^\s\"',\[\]]+")
_STARTING = ("dockerfile", "compose", "shell", "procfile")
_FLAG = re.compile(r"-[a-zA-Z]*n[a-zA-Z]*$|--nodaemon$")
# What supervisord looks for where it is told no file.
_DEFAULT = "supervisord.conf"


def keeper_of(project: Project, server: str) -> str:
    """The program of supervisor that runs a server and does not show what it says, or ''."""
    for each in project.files.values():
        if each.kind != "ini" or server.encode() not in each.data:
            continue
        try:
            document: Document = parse(each)
        except Unreadable:
            continue
        for section in {entry.section for entry in document.entries if PROGRAM.match(entry.section)}:
            own = document.section(section)
            if "command" not in own or server not in own["command"].value:
                continue
            shown = own.get("stdout_logfile")
            if shown is None or not shown.value.startswith(("/dev/", "/proc/")):
                return f"{section} in {each.path}"
    return ""


def drops(document: Document, place: int, stream: str) -> str:
    """What supervisor needs to be told so that it keeps a stream of the program whose command stands in a line, or ''.

    Without a file it takes one of its own, and deletes that when it starts again.
    """
    entry = next((each for each in document.entries if each.span.line <= place <= each.span.end_line), None)
    if entry is None or not PROGRAM.match(entry.section):
        return ""
    if redirects_stderr(document, entry.section):
        stream = "stdout"
    told = _value(document, f"{stream}_logfile", entry.section)
    return f"{stream}_logfile = /dev/{stream}" if told.upper() in ("", "AUTO", "NONE") else ""


def redirects_stderr(document: Document, section: str) -> bool:
    """Whether a program's stderr goes where its stdout goes, so that supervisor passes over `stderr_logfile`."""
    return _YES.match(_value(document, "redirect_stderr", section)) is not None


def kept_stdout(file: SourceFile) -> str:
    """What the remedy says where a program that runs the file says its lines to supervisor alone, or ''."""
    stems = {*file.path.removesuffix(".py").split("/")} - _SAYING_NOTHING
    for other, section in _keeping(file.project):
        if stems & set(_NAMES.findall(section[1])):
            return f"; and stdout_logfile = /dev/stdout for {section[0]} in {other}: supervisor keeps it else"
    return ""


@once
def _keeping(project: Project) -> tuple[tuple[str, tuple[str, str]], ...]:
    """The programs of supervisor, with their commands, whose stdout goes to a file that its next start deletes."""
    found: list[tuple[str, tuple[str, str]]] = []
    for path, each in project.files.items():
        if each.kind != "ini" or b"program:" not in each.data or project.is_test(path):
            continue
        if not isinstance(document := _parsed(each), Document):
            continue
        commands = (entry for entry in document.entries if entry.name == "command")
        found += [(path, (own.section, own.value)) for own in commands if drops(document, own.span.line, "stdout")]
    return tuple(found)


def runs_as_root(file: SourceFile, document: Document) -> bool:
    """Whether no [supervisord] that the programs of a file run under changes the user."""
    return all(_value(each, "user") in _ROOT for _, each in _mains(file, document))


@once
def user_of_compose(project: Project) -> str:
    """The line of a Compose file that has the tree's own image run as another user than root; '' without one."""
    return next(
        (f"{path}:{line}" for path in sorted(project.files) if (line := _line_of_user(project.files[path]))), ""
    )


def _line_of_user(file: SourceFile) -> int:
    if (
        file.kind != "compose"
        or b"user" not in file.data
        or not isinstance(document := _parsed(file), compose.Document)
    ):
        return 0
    built = {each.path[1] for each in document.scalars if each.path[2:3] == ("build",)}
    users = [each for each in document.scalars if each.path[2:] == ("user",) and each.path[1] in built]
    return next((each.span.line for each in users if not _ROOT_OF_COMPOSE.match(each.value)), 0)


def _parsed(file: SourceFile) -> object:
    try:
        return parse(file)
    except Unreadable:
        return None


def in_foreground(file: SourceFile, document: Document) -> bool:
    """Whether the supervisord that runs the programs of a file keeps the streams that it was started with.

    Its own [supervisord] says so, or each command that starts it with this very file.
    """
    mains = _mains(file, document)
    if mains:
        return all(_YES.match(_value(each, "nodaemon")) or _is_told(main) for main, each in mains)
    # The system's own file includes this one: what is told another file of the tree does not start it.
    names = {posixpath.basename(path) for path, each in file.project.files.items() if each.kind == "ini"}
    return _all_told(words for words in _starts(file.project) if _configuration(words) not in names)


def _mains(file: SourceFile, document: Document) -> list[tuple[SourceFile, Document]]:
    """The file itself where it has a [supervisord]; the files of the tree that include it where it has none."""
    if SUPERVISOR in document.sections:
        return [(file, document)]
    name = posixpath.basename(file.path)
    found = []
    for each in file.project.files.values():
        if each.kind != "ini" or b"[include]" not in each.data or file.project.is_test(each.path):
            continue
        try:
            other: Document = parse(each)
        except Unreadable:
            continue
        patterns = _value(other, "files", "include").split()
        if SUPERVISOR in other.sections and any(fnmatch(name, posixpath.basename(pattern)) for pattern in patterns):
            found.append((each, other))
    return found


def _value(document: Document, name: str, section: str = SUPERVISOR) -> str:
    entry = document.section(section).get(name)
    return entry.value.strip() if entry is not None else ""


def _is_told(main: SourceFile) -> bool:
    """Whether there is a command that starts supervisord with this file, and each such command says `-n`."""
    names = {posixpath.basename(main.path), *_copies(main)}
    return _all_told(words for words in _starts(main.project) if (_configuration(words) or _DEFAULT) in names)


def _all_told(commands: Iterator[list[str]]) -> bool:
    told = [any(map(_FLAG.match, words)) for words in commands]
    return bool(told) and all(told)


def _starts(project: Project) -> Iterator[list[str]]:
    """What stands behind each `supervisord` that a command line starts."""
    for each in project.files.values():
        if each.kind in _STARTING and b"supervisord" in each.data and not project.is_test(each.path):
            for line in each.data.splitlines():
                if line.lstrip().startswith((b"#", b"RUN ", b"COPY ", b"ADD ")):
                    continue
                for match in _STARTED.finditer(line):
                    yield _WORD.findall(match[1].decode("utf-8", "replace"))


def _configuration(words: list[str]) -> str:
    """The base name of the file that a command gives supervisord, '' without one."""
    for number, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name == "--configuration" or re.fullmatch(r"-[a-zA-Z]*c", name):
            return posixpath.basename(value if equals else "".join(words[number + 1 : number + 2]))
        if re.match(r"-c[^-]", word):
            return posixpath.basename(word[2:])
    return ""


def _copies(main: SourceFile) -> Iterator[str]:
    """What images call the file: `COPY deploy/web.conf /etc/supervisord.conf`."""
    name = posixpath.basename(main.path)
    for each in main.project.files.values():
        if each.kind != "dockerfile" or name.encode() not in each.data:
            continue
        try:
            document: dockerfile.Document = parse(each)
        except Unreadable:
            continue
        for instruction in document.instructions:
            words = instruction.words or tuple(instruction.text.split())
            if instruction.keyword in ("COPY", "ADD") and name in map(posixpath.basename, words[:-1]):
                yield posixpath.basename(words[-1])
