"""The commands of an image's build that import the application: what it insists on, the build needs too."""

from __future__ import annotations

import ast
import posixpath
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise

from codemods.domains.commands.run_through import run_through
from codemods.domains.deployment.images import compose_contexts
from codemods.domains.runtime.command_lines import without_wrappers
from codemods.formats import dockerfile, makefile, parse, shell
from codemods.libraries.programs import SHELLS
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_PYTHON = re.compile(r"(?:python|pypy)[\d.]*")
# Tools that load the application, or a file that does, for whatever they are asked.
_TOOLS = frozenset(("flask", "alembic", "celery", "django-admin", "manage.py"))
_NO_CODE = frozenset(("setup.py", "get-pip.py"))
_SHOWN = 60


def imported_in_build(image: SourceFile) -> Iterator[tuple[int, str]]:
    """The commands of the build that import the application, each with its line."""
    try:
        document: dockerfile.Document = parse(image)
        folders = list(_folders(image))
    except Unreadable:
        return
    for each in document.instructions:
        if each.keyword != "RUN":
            continue
        commands = [each.words] if each.words is not None else [command.values for command in each.commands]
        own = next((words for words in commands if _imports(words)), None)
        if own is not None:
            yield each.line, " ".join(own)[:_SHOWN]
            continue
        command = " ".join(each.text.split())
        if any(_lines_import(text) for text in run_through(image.project, folders[0], command)):
            yield each.line, command[:_SHOWN]


def _folders(image: SourceFile) -> Iterator[str]:
    """Where the image may have its Makefile from: its own folder, what it is built from, the folders around it.

    The first that has one is the one; without any, the image's own. Raises Unreadable.
    """
    own = posixpath.dirname(image.path)
    around = [own]
    while around[-1]:
        around.append(posixpath.dirname(around[-1]))
    places = dict.fromkeys((own, *(each for each in compose_contexts(image) if each is not None), *around))
    yield from (each for each in places if not image.project.folders.get(each, set()).isdisjoint(makefile.NAMES))
    yield own


def _lines_import(text: str) -> bool:
    """Whether a script, or the recipes of a Makefile, have a command that imports the application."""
    lines = text.replace("\\\r\n", " ").replace("\\\n", " ").splitlines()
    commands = (command for line in lines for command in shell.commands(line.strip("\t @-+")))
    return any(_imports(command.values) for command in commands)


def _imports(command: Sequence[str]) -> bool:
    words, _ = without_wrappers(command)
    if len(words) < 2:
        return False
    name, rest = posixpath.basename(words[0]), words[1:]
    if name in (*SHELLS, "su") and (text := next((each for before, each in pairwise(words) if before == "-c"), "")):
        return any(_imports(each.values) for each in shell.commands(text))
    # `$(PYTHON) manage.py migrate`
    if _PYTHON.fullmatch(name) or (name.startswith("$") and (rest[0] == "-m" or rest[0].endswith(".py"))):
        while len(rest) > 1 and rest[0].startswith("-") and rest[0] not in ("-m", "-c"):
            rest = rest[1:]
        if rest[0] == "-c":
            return len(rest) > 1 and not _only_library(rest[1])
        if rest[0] == "-m":
            return _imports(rest[1:])
        return rest[0].endswith(".py") and posixpath.basename(rest[0]) not in _NO_CODE
    return name in _TOOLS and any(not each.startswith("-") for each in rest)


def _only_library(code: str) -> bool:
    """Whether what `python -c` is given has nothing but Python's own modules."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:
        return False
    names = [each.name for node in nodes if isinstance(node, ast.Import) for each in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return all(each.partition(".")[0] in sys.stdlib_module_names for each in names)
