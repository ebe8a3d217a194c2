"""What a command line runs by way of another tool: `make TARGET`, a script of the tree, tox, nox."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from codemods.formats import makefile
from codemods.project.project import Project

_SCRIPT = re.compile(r"(?<![\w/.-])(?:\./)?([\w/.-]*\w\.(?:sh|bash))\b")
# What does something with a script, and does not run it.
_HANDLED = re.compile(
    r"(?:^|[;&|(\n]\s*)(?:chmod|chown|chgrp|cp|mv|rm|ln|sed|touch|dos2unix|test)"
    r"\s[^\n;&|]*"
)
_BEGINS = r"(?:^[ \t@-]*|[;&|]\s*|\brun\s+|\s-m\s+)"
_TOX = re.compile(rf"(?m){_BEGINS}tox\b(?:[^\n;&|]*?\s(?:-e|--env)[ =]?([\w,.-]+))?")
_NOX = re.compile(rf"(?m){_BEGINS}nox\b(?:[^\n;&|]*?\s(?:-s|--sessions?)[ =]?([\w.-]+))?")
_SECTION = re.compile(r"^\[testenv(?::([\w.-]+))?\]", re.MULTILINE)
_COMMANDS = re.compile(r"^commands(?:_pre|_post)?[ \t]*=(.*(?:\n[ \t]+.*)*)", re.MULTILINE)


def run_through(project: Project, folder: str, line: str) -> Iterator[str]:
    """The texts of what a command line has other tools run, which find their files in a folder of the tree."""
    # A Makefile may have a script run the Makefile.
    seen, open_lines = {line}, [line]
    while open_lines:
        for text in _found(project, folder, open_lines.pop()):
            if text not in seen:
                seen.add(text)
                open_lines.append(text)
                yield text


def _found(project: Project, folder: str, line: str) -> Iterator[str]:
    made, alone = makefile.targets(line), makefile.is_made_alone(line)
    within = posixpath.normpath(posixpath.join(folder, makefile.folder_of(line)))
    for name in makefile.NAMES if made or alone else ():
        if (text := _text(project, "" if within == "." else within, name)) is not None:
            wanted = made | ({makefile.first_target(text)} if alone else set())
            yield makefile.recipes(makefile.expanded(text), wanted)
            break
    for match in _SCRIPT.finditer(_HANDLED.sub("", line)):
        # The image may have it elsewhere than the tree: `COPY bin/build.sh /build.sh`.
        name = posixpath.basename(match[1])
        paths = [path for path in project.files if posixpath.basename(path) == name]
        if len(paths) == 1 and (text := _text(project, "", paths[0])) is not None:
            yield text
    if tox := _TOX.search(line):
        yield from _of_tox(_text(project, folder, "tox.ini") or "", tox[1])
    if nox := _NOX.search(line):
        yield from _of_nox(_text(project, folder, "noxfile.py") or "", nox[1])


def _text(project: Project, folder: str, name: str) -> str | None:
    file = project.files.get(posixpath.join(folder, name))
    return None if file is None else file.data.decode("utf-8", "replace")


def _of_tox(text: str, environments: str | None) -> Iterator[str]:
    """The commands of some of tox's environments, or of all."""
    wanted = None if environments is None else environments.split(",")
    found = list(_SECTION.finditer(text))
    for each, after in zip(found, [*(one.start() for one in found[1:]), len(text)], strict=True):
        if wanted is None or each[1] is None or each[1] in wanted:
            yield from (match[1] for match in _COMMANDS.finditer(text, each.end(), after))


def _of_nox(text: str, session: str | None) -> Iterator[str]:
    """What nox's sessions, or one of them, run."""
    try:
        functions = [each for each in ast.parse(text).body if isinstance(each, ast.FunctionDef)]
    except SyntaxError:
        return
    for function in functions:
        if session in (None, function.name) and any("session" in ast.unparse(each) for each in function.decorator_list):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "run":
                    said = [each.value for each in call.args if isinstance(each, ast.Constant)]
                    yield " ".join(each for each in said if isinstance(each, str))
