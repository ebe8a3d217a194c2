"""Dockerfiles: instructions with their places, stages, and the command that a container of a stage runs.

Follows the Dockerfile reference: parser directives, continuation lines with comments in them, heredocs, flags, JSON
(exec) form, ONBUILD, stages that build on stages.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.formats import shell
from codemods.vocabulary.finding import Span

_DIRECTIVE = re.compile(r"#\s*([A-Za-z][A-Za-z0-9]*)\s*=\s*(.*?)\s*$")
_HEREDOC = re.compile(r"(?<!<)<<(-?)(?!<)\s*([\"']?)([A-Za-z_][A-Za-z0-9_.]*)\2")
_FLAG = re.compile(r"--([a-z][a-z-]*)(?:=(\S*))?(?:\s+|$)")
_VARIABLE = re.compile(r"\$(?:\{([A-Za-z_]\w*)(?:(:?[-+])([^}]*))?\}|([A-Za-z_]\w*))")
_PAIR = re.compile(r"""([A-Za-z_][\w.-]*)=("(?:\\.|[^"\\])*"|'[^']*'|(?:\\.|[^\s\\])*)""", re.DOTALL)
# `python:3.12-slim`, `raspberry-pi-python:3.6`, `flask:python3.8`, `python-312`; of a Python 2 there is only the last.
_PYTHON = re.compile(r"python(?:[:_-]?([23])\.(\d{1,2})|-?([23])(\d{1,2})|[:-]?2(?![\d.]))(?!\d)", re.IGNORECASE)
_WITH_HEREDOC = ("RUN", "COPY", "ADD")


@dataclass(frozen=True, slots=True)
class Heredoc:
    """The text between `<<name` and `name`; `line` is its first line."""

    name: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction.

    `text` is what follows keyword and flags, continuation lines joined by a blank; `written` the same as it stands in
    the file, comment lines blanked, and `value` its span. `words` is the list of an exec form (JSON), None for all
    else. `stage` counts from 0, -1 before the first FROM. Of `ONBUILD X` this is X, with onbuild set.
    """

    keyword: str
    text: str
    written: str
    flags: tuple[tuple[str, str], ...]
    words: tuple[str, ...] | None
    heredocs: tuple[Heredoc, ...]
    span: Span
    value: Span
    stage: int = -1
    onbuild: bool = False

    @property
    def line(self) -> int:
        """The first line."""
        return self.span.line

    @property
    def end_line(self) -> int:
        """The last line, that of a heredoc's end included."""
        return self.span.end_line

    @property
    def commands(self) -> tuple[shell.Command, ...]:
        """The simple commands of a shell form, with their places; those of a heredoc that RUN runs included."""
        if self.words is not None:
            return ()
        found = shell.commands(self.written, self.value.line, self.value.column)
        if self.keyword == "RUN" and self.heredocs and all(not each.words for each in found):
            found = sum((shell.commands(each.text, each.line) for each in self.heredocs), ())
        return found


@dataclass(frozen=True, slots=True)
class Stage:
    """`FROM image AS name`. `parent` is the index of the stage that it builds on, None for a real image.

    What ARG says before the first FROM is put into `image`: it is what is built on unless the build says otherwise.
    """

    index: int
    image: str
    name: str
    parent: int | None
    instruction: Instruction

    @property
    def python(self) -> tuple[int, int] | None:
        """The Python that the image's name says, whoever made the image: (3, 12); None where it says none."""
        match = _PYTHON.search(self.image)
        if match is None:
            return None
        major, minor = match[1] or match[3], match[2] or match[4]
        return (int(major), int(minor)) if major else (2, 7)


@dataclass(frozen=True, slots=True)
class Copy:
    """What COPY or ADD takes out of the context, and the place in the image that it goes to.

    `into_folder`: the sources keep their names there, below `target`.
    """

    instruction: Instruction
    sources: tuple[str, ...]
    target: str
    into_folder: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A Dockerfile. `stage` arguments are indexes into `stages`; -1, the last one, is what a plain build makes."""

    instructions: tuple[Instruction, ...]
    stages: tuple[Stage, ...]
    escape: str

    def inherited(self, stage: int = -1) -> Iterator[Instruction]:
        """The instructions whose effect a stage has, oldest first: those of the stages that it builds on, then its own.

        ARG instructions before the first FROM and triggers (ONBUILD) are not among them.
        """
        if not self.stages:
            return
        here = self.stages[stage]
        if here.parent is not None:
            yield from self.inherited(here.parent)
        yield from (each for each in self.instructions if each.stage == here.index and not each.onbuild)

    def base(self, stage: int = -1) -> str:
        """The image that a stage is built on in the end, '' without any FROM."""
        here = self.stages[stage] if self.stages else None
        while here is not None and here.parent is not None:
            here = self.stages[here.parent]
        return here.image if here is not None else ""

    def entrypoint(self, stage: int = -1) -> Instruction | None:
        """The ENTRYPOINT that is in force."""
        return self._running(stage)[0]

    def cmd(self, stage: int = -1) -> Instruction | None:
        """The CMD that is in force: an ENTRYPOINT takes away a CMD that the stage has from another one."""
        return self._running(stage)[1]

    def environment(self, stage: int = -1) -> dict[str, str]:
        """What ENV sets, variables replaced as far as ARG and ENV say."""
        known = {name: value for each in self.instructions if each.stage < 0 for name, value in _pairs(each)}
        found: dict[str, str] = {}
        for each in self.inherited(stage):
            if each.keyword in ("ENV", "ARG"):
                for name, value in _pairs(each):
                    known[name] = expand(value, known)
                    if each.keyword == "ENV":
                        found[name] = known[name]
        return found

    def workdir(self, stage: int = -1) -> str:
        """The last WORKDIR, made absolute."""
        folder = "/"
        for each in self.inherited(stage):
            if each.keyword == "WORKDIR":
                target = expand(each.text.strip("\"'"), self.environment(stage))
                folder = target if target.startswith("/") else f"{folder.rstrip('/')}/{target}"
        return folder

    def copies(self, stage: int = -1) -> Iterator[Copy]:
        """What a stage gets out of the build's context."""
        folder, environment = "/", self.environment(stage)
        for each in self.inherited(stage):
            if each.keyword == "WORKDIR":
                folder = posixpath.normpath(posixpath.join(folder, expand(each.text.strip("\"'"), environment)))
            elif each.keyword in ("COPY", "ADD") and not dict(each.flags).get("from"):
                *sources, last = each.words or tuple(each.text.split()) or ("",)
                target = expand(last, environment)
                place = posixpath.normpath(posixpath.join(folder, target))
                # One file goes to a path without a slash by that name, unless a folder is there, as WORKDIR makes one.
                is_folder = target.endswith("/") or posixpath.basename(target) in (".", "..") or place == folder
                yield Copy(each, tuple(sources), place, is_folder)

    def taken_from(self, path: str, workdir: str = "") -> list[str]:
        """What may lie at a path in the image, as paths in the build's context: the last that is there does.

        `workdir` is where the process stands, "" for where the image starts it.
        """
        place = posixpath.normpath(posixpath.join(self.workdir(), workdir, path))
        pairs = (pair for each in self.inherited() if each.keyword == "ARG" for pair in _pairs(each))
        known = dict(pairs) | self.environment()
        found = []
        for each in self.copies():
            inside = posixpath.relpath(place, each.target) if place.startswith(f"{each.target.rstrip('/')}/") else ""
            for source in each.sources:
                name = expand(source, known).lstrip("/") or "."
                if inside or place == each.target:
                    found.append(posixpath.normpath(posixpath.join(name, inside)))
                if inside and inside == posixpath.basename(name):
                    found.append(posixpath.normpath(name))
        return found

    def _running(self, stage: int) -> tuple[Instruction | None, Instruction | None]:
        entrypoint = cmd = None
        for each in self.inherited(stage):
            if each.keyword == "CMD":
                cmd = each
            elif each.keyword == "ENTRYPOINT":
                entrypoint = each
                cmd = cmd if cmd is not None and cmd.stage == each.stage else None
        return entrypoint, cmd


def parse(text: str) -> Document:
    """Read a Dockerfile. Lines that are no instruction are passed over."""
    lines = text.split("\n")
    escape = _escape(lines)
    instructions: list[Instruction] = []
    stages: list[Stage] = []
    number = 0
    while number < len(lines):
        stripped = lines[number].strip()
        if not stripped or stripped.startswith("#"):
            number += 1
            continue
        instruction, number = _read(lines, number, escape)
        if instruction is None:
            continue
        if instruction.keyword == "FROM":
            given = {name: value for each in instructions if each.stage < 0 for name, value in _pairs(each)}
            stages.append(_stage(instruction, stages, given))
        instructions.append(_placed(instruction, len(stages) - 1))
        if instruction.keyword == "FROM":
            last = stages[-1]
            stages[-1] = Stage(last.index, last.image, last.name, last.parent, instructions[-1])
    return Document(tuple(instructions), tuple(stages), escape)


def expand(text: str, variables: dict[str, str]) -> str:
    """The text with `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+other}` replaced where they are known."""

    def value(match: re.Match[str]) -> str:
        name, operator, other = match[1] or match[4], match[2] or "", match[3] or ""
        known = variables.get(name)
        if operator.endswith("+"):
            return other if known else ""
        if known is not None and (known or not operator.startswith(":")):
            return known
        return other if operator else match[0]

    return _VARIABLE.sub(value, text)


def _escape(lines: list[str]) -> str:
    for line in lines:
        match = _DIRECTIVE.match(line.strip().lstrip("\ufeff"))
        if match is None:
            break
        if match[1].lower() == "escape" and match[2] in ("\\", "`"):
            return match[2]
    return "\\"


def _read(lines: list[str], first: int, escape: str) -> tuple[Instruction | None, int]:
    """The instruction that begins at an index of the lines, and the index behind it."""
    written: list[str] = []
    number = first
    while number < len(lines):
        line = lines[number].rstrip("\r")
        number += 1
        if written and (not line.strip() or line.lstrip().startswith("#")):
            written.append("\\")
            continue
        body = line.rstrip()
        if not body.endswith(escape):
            written.append(line)
            break
        written.append(body[: -len(escape)] + "\\")
    while written[-1] == "\\" and len(written) > 1:
        written.pop()
    if (number == len(lines) and lines[-1].rstrip().endswith(escape)) or len(written) < number - first:
        written[-1] = written[-1].removesuffix("\\")
    end = first + len(written)
    raw = "\n".join(written)
    match = re.match(r"\s*([A-Za-z]+)(?:[ \t]+(?:\\\n\s*)*|(?:\\\n\s*)+|$)", raw)
    if match is None:
        return None, max(end, first + 1)
    keyword, start, onbuild = match[1].upper(), match.end(), False
    if keyword == "ONBUILD" and (inner := re.match(r"([A-Za-z]+)\s+", raw[start:])):
        keyword, start, onbuild = inner[1].upper(), start + inner.end(), True
    flags, start = _flags(raw, start)
    heredocs, end = _heredocs(lines, raw[start:], end) if keyword in _WITH_HEREDOC else ((), end)
    value = raw[start:].rstrip()
    joined = re.sub(r"[ \t]*(\\\n[ \t]*)+", " ", value).strip()
    last = lines[end - 1].rstrip("\r")
    return (
        Instruction(
            keyword, joined, value, flags, _exec_form(joined), heredocs,
            Span(first + 1, len(raw) - len(raw.lstrip()) + 1, end, len(last) + 1),
            _span_of(raw, start, start + len(value), first + 1), onbuild=onbuild,
        ),
        end,
    )  # fmt: skip


def _flags(raw: str, start: int) -> tuple[tuple[tuple[str, str], ...], int]:
    found: list[tuple[str, str]] = []
    while match := _FLAG.match(raw, start):
        found.append((match[1], match[2] or ""))
        start = match.end()
        while gap := re.compile(r"\\\n\s*").match(raw, start):
            start = gap.end()
    return tuple(found), start


def _heredocs(lines: list[str], text: str, end: int) -> tuple[tuple[Heredoc, ...], int]:
    found: list[Heredoc] = []
    for match in _HEREDOC.finditer(text):
        begin = end
        while end < len(lines):
            line = lines[end].rstrip("\r")
            end += 1
            if (line.lstrip("\t") if match[1] else line) == match[3]:
                break
        found.append(Heredoc(match[3], "\n".join(lines[begin : end - 1]), begin + 1))
    return tuple(found), end


def _span_of(raw: str, start: int, end: int, line: int) -> Span:
    def place(at: int) -> tuple[int, int]:
        return line + raw.count("\n", 0, at), at - (raw.rfind("\n", 0, at) + 1) + 1

    return Span(*place(start), *place(end))


def _exec_form(text: str) -> tuple[str, ...] | None:
    if not text.startswith("["):
        return None
    try:
        words = json.loads(text)
    except ValueError:
        return None
    return tuple(words) if isinstance(words, list) and all(isinstance(each, str) for each in words) else None


def _placed(instruction: Instruction, stage: int) -> Instruction:
    each = instruction
    return Instruction(
        each.keyword, each.text, each.written, each.flags, each.words, each.heredocs, each.span, each.value,
        stage, each.onbuild,
    )  # fmt: skip


def _stage(instruction: Instruction, stages: list[Stage], given: dict[str, str]) -> Stage:
    words = instruction.text.split()
    image = expand(words[0], given) if words else ""
    name = words[2] if len(words) > 2 and words[1].lower() == "as" else ""
    parent = next((each.index for each in reversed(stages) if each.name.lower() == image.lower() != ""), None)
    return Stage(len(stages), image, name, parent, instruction)


def _pairs(instruction: Instruction) -> list[tuple[str, str]]:
    """NAME and value of ENV and ARG; `ENV NAME value` is the old form, `ARG NAME` has no value."""
    text = instruction.text
    if instruction.keyword == "ENV" and not re.match(r"[A-Za-z_][\w.-]*=", text):
        name, _, value = text.partition(" ")
        return [(name, value.strip().strip("\"'"))]
    if instruction.keyword not in ("ENV", "ARG"):
        return []
    return [(name, re.sub(r"\\(.)", r"\1", value.strip("\"'"))) for name, value in _PAIR.findall(text)]
