"""OP203: `pip install` while the service starts or runs.

Each start takes whatever the index holds at that moment, and none works while the index is away. Two replicas of one
image can run on different libraries.

By hand: install while the image is built, from a lock; let the start command start, and nothing else.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from codemods.domains.commands.by_hand import is_run_by_hand
from codemods.domains.commands.commands import written
from codemods.domains.dependencies import manifests
from codemods.domains.dependencies.pip_commands import installs
from codemods.formats import compose, dockerfile, parse, procfile, shell, unit
from codemods.libraries.programs import PIP_FUNCTIONS
from codemods.libraries.standard import RUNS
from codemods.model.names import called
from codemods.model.strings import literal, text
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.kept import once
from codemods.vocabulary.rule import Rule
from codemods.vocabulary.unreadable import Unreadable

rule = Rule("OP203", "runtime-install", needles=("pip install", 'pip"', "pip'", "pip3", "pip.main"), safety=Safety.NONE)

_MESSAGE = "libraries are installed when the service starts"
_REMEDY = "install while the image is built, from a lock"
_PIP = re.compile(r"^(\S*python[\d.]*\s+-m\s+|\S*/)?pip[\d.]*\s+install\b")
# Into a folder of its own: what a platform of functions is given is packed so.
_PACKS = re.compile(r"\s(?:--target|-t)\b")
_SCRIPT = re.compile(r"[\w./-]+\.sh\b|[\w/-]*entrypoint[\w.-]*")


@rule.find(dockerfile.Document, compose.Document, procfile.Document, unit.Document)
def commands(document: object, file: SourceFile) -> Iterator[Finding]:
    """The start commands that install."""
    for each in () if manifests.is_aside(file) else written(document, file):
        lines = [each.text, " ".join(each.words), *(each.words if each.exec_form else ())]
        # What `sh -c` is given is a command line itself.
        lines += [word.value for part in shell.commands(each.text) for word in part.words if " " in word.value]
        if any(next(installs(shell.commands(line)), None) for line in lines):
            yield file.finding(rule, each.span, _MESSAGE, _REMEDY, safety=Safety.NONE)


@rule.find(shell.Document)
def scripts(document: shell.Document, file: SourceFile) -> Iterator[Finding]:
    """The commands of scripts that containers start with."""
    if posixpath.basename(file.path) in _started(file.project):
        for found in installs(document.commands):
            yield file.finding(rule, found.command.span, _MESSAGE, _REMEDY, safety=Safety.NONE)


@once
def _started(project: Project) -> frozenset[str]:
    """The names of the scripts that a Dockerfile, a Compose file, a Procfile or a unit starts."""
    names: set[str] = set()
    for file in project.files.values():
        if file.kind in ("dockerfile", "compose", "procfile", "unit"):
            try:
                found = [word for each in written(parse(file), file) for word in (*each.words, each.text)]
            except Unreadable:
                continue
            names |= {posixpath.basename(name) for word in found for name in _SCRIPT.findall(word)}
    return frozenset(names)


@rule.find(ast.Call)
def calls(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Python code that runs pip."""
    if not node.args or b"pip" not in file.spelled:
        return
    name = called(file, node)
    first = node.args[0]
    if name in PIP_FUNCTIONS:
        words = [literal(each) for each in first.elts] if isinstance(first, ast.List | ast.Tuple) else []
        line = " ".join(["pip", *(each or "?" for each in words)])
    elif name in RUNS:
        listed = [literal(each) or "python" for each in first.elts] if isinstance(first, ast.List | ast.Tuple) else []
        line = " ".join(listed) if listed else text(file, first).known
    else:
        return
    if _PIP.match(line.strip()) and not _PACKS.search(line) and not is_run_by_hand(file):
        yield file.finding(rule, node, "the code installs libraries while it runs", _REMEDY)
