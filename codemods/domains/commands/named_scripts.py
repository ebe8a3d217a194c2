"""Which scripts anything runs: a definition, another script, a Makefile, a CI."""

from __future__ import annotations

import ast
import itertools
import posixpath
import re
from collections.abc import Iterator

from codemods.domains.commands.staying import stays
from codemods.formats import compose, parse
from codemods.libraries.frameworks.command_lines import MAKES_COMMAND
from codemods.project.composed import composed
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once
from codemods.vocabulary.unreadable import Unreadable

_COMMENT = re.compile(r"\s*(?:#|//|;|::|REM\b)")
# What is done to a file before anything runs it.
_PREPARES = re.compile(r"\s*(?:RUN\s+)?(?:sudo\s+)?(?:chmod|chown|dos2unix|sed)\s")
_TAKES_IN = re.compile(rf"{_PREPARES.pattern}|\s*(?:COPY|ADD)\s", re.IGNORECASE)
_PROGRAM = re.compile(r"(?<![\w.-])[\w-]+\.py(?![\w.-])")
_SEVERAL = 3
_COMMANDS = re.compile(r"&&|\|\||;")


def is_named(file: SourceFile) -> bool:
    """Whether something of the tree runs the script, or brings it to where an image does.

    A comment does not, nor what only makes it executable, nor a container of somebody else's image that has a script of
    this name.
    """
    return next(_naming(file, _PREPARES), None) is not None


def running(file: SourceFile) -> Iterator[SourceFile]:
    """The files that run the script: an image that only takes it in does not."""
    yield from _naming(file, _TAKES_IN)


def _naming(file: SourceFile, beside: re.Pattern[str]) -> Iterator[SourceFile]:
    name = posixpath.basename(file.path)
    word = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")
    for path, each in file.project.files.items():
        if path == file.path or each.kind == "python" or name.encode() not in each.data:
            continue
        if means_another(path, each.data, file):
            continue
        if any(_runs(line, word, beside) for line in _lines(each, name)):
            yield each


def is_unnamed_command(file: SourceFile, node: ast.AST) -> bool:
    """Whether a node stands in a command of an application, `@app.cli.command("reset")`, that nothing of the tree runs:
    a person does.
    """
    function = file.function(node)
    made = [each for each in getattr(function, "decorator_list", ()) if MAKES_COMMAND.search(ast.unparse(each))]
    if not made or function is None:
        return False
    given = [each.value for call in made for each in ast.walk(call) if isinstance(each, ast.Constant)]
    called = getattr(function, "name", "")
    names = {called, called.replace("_", "-"), *(each for each in given if isinstance(each, str))}
    word = re.compile(rb"(?<![\w-])(?:%s)(?![\w-])" % b"|".join(re.escape(each.encode()) for each in names if each))
    if any(each.id == called and isinstance(each.ctx, ast.Load) for each in file.nodes(ast.Name)):
        return False
    return not any(
        word.search(each.data) for path, each in file.project.files.items()
        if each is not file and not file.project.is_test(path)
    )  # fmt: skip


def means_another(path: str, naming: bytes, script: SourceFile) -> bool:
    """Whether a script of the same name lies nearer to the text at `path` that names it, which says nothing of a
    folder.
    """
    folder, name = posixpath.split(script.path)
    if f"{posixpath.basename(folder)}/{name}".encode() in naming:
        return False
    others = [each for each in script.project.files if posixpath.basename(each) == name]
    return _shared(path, script.path) < max(_shared(path, each) for each in others)


def _shared(path: str, other: str) -> int:
    """How many folders two files have in common."""
    pairs = zip(posixpath.dirname(path).split("/"), posixpath.dirname(other).split("/"), strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


@once
def is_left_by_starters(file: SourceFile) -> bool:
    """Whether shell scripts start several programs beside a script that go on as it does, and nothing names this."""
    folder = posixpath.dirname(file.path)
    starters = [each for each in file.project.files.values() if each.kind == "shell"]
    named = {posixpath.join(folder, name) for each in starters for name in _programs(each)}
    started = [each for path in named if (each := file.project.files.get(path)) is not None and stays(each)]
    return len(started) >= _SEVERAL and not is_named(file)


@fact
def _programs(file: SourceFile) -> frozenset[str]:
    try:
        lines = [each for each in file.lines if not _COMMENT.match(each)]
    except Unreadable:
        return frozenset()
    return frozenset(name for each in lines for name in _PROGRAM.findall(each))


def _lines(file: SourceFile, name: str) -> Iterator[str]:
    """The lines of a file that could name a script of the tree."""
    try:
        document = parse(file) if file.kind == "compose" else None
        services = composed(file) if document is not None else {}
        lines = file.lines
    except Unreadable:
        yield name
        return
    if not isinstance(document, compose.Document):
        yield from lines
        return
    for each in document.scalars:
        match each.path:
            case ("services", str(service), *_) if _is_of_image(services.get(service), each.value, name):
                continue
        yield from each.value.splitlines()


def _is_of_image(service: object, value: str, name: str) -> bool:
    """Whether a container that the tree does not build calls a script at the root of its own image."""
    if not isinstance(service, dict) or "build" in service or name in str(service.get("volumes", "")):
        return False
    return re.search(rf"(?<![\w./-])/{re.escape(name)}", value) is not None


def _runs(line: str, word: re.Pattern[str], beside: re.Pattern[str]) -> bool:
    """Whether a line names a script, in another command than those that are beside its being run."""
    if _COMMENT.match(line):
        return False
    return any(word.search(each) and not beside.match(each) for each in _COMMANDS.split(line))
