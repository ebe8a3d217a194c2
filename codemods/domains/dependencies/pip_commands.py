"""What the commands of images and scripts install with pip."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.formats import requirements, shell
from codemods.libraries.programs import BOOTSTRAP, PIP_OPTIONS, PREFIXES

_PIP = re.compile(r"pip(?:3(?:\.\d+)?|2)?$")
_PYTHON = re.compile(r"(?:python|pypy)[\d.]*$")
# Options that may stand together behind one dash, the last with a value of its own: `-Ur requirements.txt`.
_CLUSTER = re.compile(r"-[UqvI]+([rce])$")


@dataclass(frozen=True, slots=True)
class Install:
    """One `pip install`.

    `named` are the requirements that the command names, each with its word; `files` those that it takes in by -r.
    `verb` is the word `install`, `options` all options as written. `whole`: each word has been understood.
    """

    command: shell.Command
    verb: shell.Word
    named: tuple[tuple[requirements.Line, shell.Word], ...]
    files: tuple[str, ...]
    constraints: tuple[str, ...]
    options: tuple[str, ...]
    whole: bool

    @property
    def loose(self) -> tuple[requirements.Line, ...]:
        """The names without a version, but for an installer that is brought up to date (`--upgrade pip`)."""
        names = {line.name for line, _ in self.named}
        if self.constraints or ("pip" in names and names <= BOOTSTRAP):
            return ()
        return tuple(line for line, _ in self.named if line.kind == "name" and not line.pinned)


def install(command: shell.Command, verbs: tuple[str, ...] = ("install",)) -> Install | None:
    """The `pip install` that a command is, None for another command. `verbs`: what of pip's is asked for."""
    words = list(command.words)
    while words and (words[0].value in PREFIXES or "=" in words[0].value):
        words.pop(0)
    while words and words[0].value.startswith("-"):
        words.pop(0)
    program = posixpath.basename(words[0].value) if words else ""
    rest = [each.value for each in words[1:3]]
    if _PYTHON.match(program) and rest[:2] == ["-m", "pip"]:
        words = words[3:]
    elif program == "uv" and rest[:1] == ["pip"]:
        words = words[2:]
    elif _PIP.match(program):
        words = words[1:]
    else:
        return None
    while words and words[0].value.startswith("-"):
        words.pop(0)
    if not words or words[0].value not in verbs:
        return None
    return _read(command, words[0], words[1:])


def installs(commands: tuple[shell.Command, ...]) -> Iterator[Install]:
    """Every `pip install` among some commands."""
    for each in commands:
        if found := install(each):
            yield found


def brought(commands: tuple[shell.Command, ...]) -> Iterator[Install]:
    """Every command that makes or fetches wheels, for an install that asks no index."""
    for each in commands:
        if found := install(each, ("wheel", "download")):
            yield found


def _read(command: shell.Command, verb: shell.Word, words: list[shell.Word]) -> Install:
    named: list[tuple[requirements.Line, shell.Word]] = []
    files: list[str] = []
    constraints: list[str] = []
    options: list[str] = []
    whole = True
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.value.partition("=")
        if not word.value.startswith("-"):
            line = requirements.requirement(word.value, word.span)
            whole = whole and line is not None
            if line is not None:
                named.append((line, word))
            continue
        options.append(word.text)
        if match := _CLUSTER.match(word.value):
            name = f"-{match[1]}"
        taken = name in ("-r", "--requirement", "-c", "--constraint", "-e", "--editable")
        if taken and not equals:
            value = rest.pop(0).value if rest else ""
        if name in ("-r", "--requirement"):
            files.append(value)
        elif word.value.startswith("-r") and not word.value.startswith("--"):
            files.append(word.value[2:])
        elif name in ("-c", "--constraint"):
            constraints.append(value)
        elif taken:
            if line := requirements.requirement(f"-e {value}", word.span):
                named.append((line, word))
        elif name.removesuffix("-url") in PIP_OPTIONS and not equals and rest:
            options.append(rest.pop(0).text)
    return Install(command, verb, tuple(named), tuple(files), tuple(constraints), tuple(options), whole)
