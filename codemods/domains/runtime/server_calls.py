"""Calls that start a server, what they say of its host, port and debug mode, and what never comes to one: programs, and
what they do for other words of the command line.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import takewhile

from codemods.domains.runtime.command_lines import launches
from codemods.domains.runtime.loops import is_endless
from codemods.libraries import servers
from codemods.libraries.server_options import CALLS, FLASK_RUN, KEYWORDS, LISTENS, SERVES, SERVES_NAMES
from codemods.model.call_graph import Code, body, callees, edges_at, reaches
from codemods.model.from_outside.words import chosen
from codemods.model.names import called, last_name, may_be_called
from codemods.model.types import evaluate
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

# The last words of all these names: the cheap first question.
LAST = frozenset(name.rpartition(".")[2] for name in CALLS) | {"run", "run_server"}
# The libraries that have a call with this last word.
ROOTS = {
    last: tuple(sorted({name.partition(".")[0] for name in CALLS if name.rpartition(".")[2] == last})) for last in LAST
}
_APPLICATION = re.compile(r"(^|_)(app|application|server|socketio|sio|dash|web|flask)\d?$", re.IGNORECASE)
_MAY_STAY = frozenset(("run", "serve", "start", "serve_forever", "run_app"))
_RUNS_PROGRAM = re.compile(r"(?:subprocess|asyncio)\.")
_COMMANDS = re.compile(rf"(\S*/)?({servers.SERVING_MODULES}|flask)\b")


def server_parts(file: SourceFile, node: ast.Call) -> list[tuple[str, ast.expr]]:
    """What a call that starts a server gives as `host`, `port`, `debug` and `listen`; nothing for another call."""
    if not (node.args or node.keywords) or not may_be_called(file, node, LAST):
        return []
    positions = _positions(file, node)
    return [] if positions is None else list(_parts(node, positions))


def _positions(file: SourceFile, node: ast.Call) -> tuple[str, ...] | None:
    """What the call's positional arguments are, if it starts a server."""
    name = called(file, node)
    if name in CALLS:
        return CALLS[name]
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in ("run", "run_server"):
        return None
    # An application that comes out of a factory is told by its name.
    base = node.func.value
    if not _APPLICATION.search(last_name(base.func if isinstance(base, ast.Call) else base)) or _is_own(file, name):
        return None
    first = node.args[0] if node.args else None
    return ("", "host", "port") if isinstance(first, ast.Name) else FLASK_RUN


def _is_own(file: SourceFile, name: str) -> bool:
    """Whether `run` is a method that a class of the project called a server has itself: what it takes is its affair."""
    module, _, owner = name.rpartition(".")[0].rpartition(".")
    target = file.project.module(module, file.path) if module else None
    return "Server" in owner and target is not None


def _parts(node: ast.Call, positions: tuple[str, ...]) -> Iterator[tuple[str, ast.expr]]:
    plain = takewhile(lambda each: not isinstance(each, ast.Starred), node.args)
    pairs = [*zip(positions, plain, strict=False)]
    pairs += [(KEYWORDS[each.arg], each.value) for each in node.keywords if each.arg in KEYWORDS]
    for part, value in pairs:
        if part != "address":
            yield part, value
        elif isinstance(value, ast.Tuple) and len(value.elts) == 2:
            yield from zip(("host", "port"), value.elts, strict=True)
        else:
            yield "listen", value


def goes_round(start: Code) -> bool:
    """Whether what begins here comes, by plain calls, to a loop without an end, and never to a server."""
    codes = [start]
    for code in codes:
        codes += [each.callee for each in callees(code) if each.kind == "call" and each.callee not in codes]
    endless = any(isinstance(node, ast.While) and is_endless(code.file, node) for code in codes for node in body(code))
    return endless and reaches(start, is_serving) is None


def is_serving(file: SourceFile, node: ast.AST) -> bool:
    """Whether a node names what starts a server and is not the project's own, or is the command of one."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and _COMMANDS.match(node.value) is not None
    if not isinstance(node, ast.Name | ast.Attribute):
        return False
    word = last_name(node)
    if word in LISTENS or "Server" in word:
        return True
    shown = word in SERVES_NAMES and SERVES.search(f"{ast.unparse(node)}(".encode()) is not None
    return shown and not evaluate(file, node)


def is_for_another_word(file: SourceFile, node: ast.AST) -> bool:
    """Whether a node stands in a branch for a word of the command line that no definition gives, and the branch neither
    serves nor goes round for ever: `if sys.argv[1] == "fill": fill()`.
    """
    return any(
        words.isdisjoint(_given(file.project))
        and not any(_is_default(file, each) for each in words)
        and not any(_stays(file, each) for statement in branch.body for each in ast.walk(statement))
        for branch, words in chosen(file, node)
    )


@once
def _given(project: Project) -> frozenset[str]:
    """The words of all command lines in the tree's definitions."""
    return frozenset(word for each in launches(project) for word in each.words)


def _is_default(file: SourceFile, word: str) -> bool:
    """Whether the word counts where none is given."""
    return re.search(rb"\bdefault\s*=\s*[\"']%s[\"']" % re.escape(word.encode()), file.spelled) is not None


def _stays(file: SourceFile, node: ast.AST) -> bool:
    if is_serving(file, node) or (isinstance(node, ast.While) and is_endless(file, node)):
        return True
    # What is not resolved may be an application: `build().run()`.
    if isinstance(node, ast.Call) and last_name(node.func) in _MAY_STAY and not _RUNS_PROGRAM.match(called(file, node)):
        return True
    return isinstance(node, ast.Call) and any(
        reaches(each.callee, is_serving) is not None or goes_round(each.callee)
        for each in edges_at(file, node) if each.kind == "call"
    )  # fmt: skip
