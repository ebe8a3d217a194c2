"""Which scripts go on until they are told to stop: these are processes, even where nothing in the tree starts them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.libraries import servers
from codemods.model.names import called, last_name
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.signs import Sign
from codemods.vocabulary.unreadable import Unreadable

_ENDLESS = Sign(rb"\bwhile (?:True|1)\b")
_STAYS = Sign(
    rb"run_forever|start_consuming|run_polling|start_polling|infinity_polling|serve_forever"
    rb"|\.consume\(|\.subscribe\(|Worker\(|Scheduler\(|\.run_(server|app|simple)\(|\bserve\("
    rb"|lambda_handler|\bdef handler\(|\bCelery\(|[\"'](?:%s)[\"']" % servers.COMMANDS.encode()
)
_RUNS = Sign(rb"(?<!subprocess)(?<!asyncio)\.run\(")
# Whoever has one of these may go on in it.
_STARTS = re.compile(rb"\bThread\(|\bsignal\.|\bwhile\b(?! (?:True|1)\b)")
_WAITED_FOR = ("subprocess.run", "asyncio.run")
_ASKS = Sign(rb"\binput\(")
# What waits for others: who does so in a loop goes on, whatever else may end it.
_WAITS = re.compile(r"sleep|wait|poll|recv|receive|accept|listen|b?[lr]pop\w*|xread(?:group)?|fetch_?message\w*")
_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def asks_a_person(file: SourceFile) -> bool:
    """Whether whoever runs a script has to answer it."""
    return _ASKS.search(file.spelled) is not None


@once
def stays(file: SourceFile) -> bool:
    """Whether a script goes on until it is told to stop, and asks nobody at the keyboard. Raises Unreadable."""
    if asks_a_person(file):
        return False
    if _says(file, _STAYS) or (_says(file, _RUNS) and not _runs_its_own(file)):
        return True
    return _ENDLESS.search(file.spelled) is not None and any(
        isinstance(each.test, ast.Constant) and each.test.value and not _ends(each) for each in file.nodes(ast.While)
    )


def _says(file: SourceFile, sign: Sign) -> bool:
    """Whether the code of a file has it, and not only texts that the file writes or shows. Raises Unreadable."""
    said = len(sign.findall(file.spelled))
    if not said:
        return False
    texts = (each.value for each in file.nodes(ast.Constant) if isinstance(each.value, str) and "(" in each.value)
    return said > sum(len(sign.findall(each.encode("utf-8", "replace"))) for each in texts)


def _runs_its_own(file: SourceFile) -> bool:
    """Whether all that is run by a method `run` is the file's own, and so told by its words: it goes no rounds."""
    if _STARTS.search(file.spelled):
        return False
    try:
        runs = [each for each in file.nodes(ast.Call) if last_name(each.func) == "run"]
        return all(called(file, each) in _WAITED_FOR or _is_own(file, each.func) for each in runs)
    except (Unreadable, RecursionError):
        return False


def _is_own(file: SourceFile, method: ast.expr) -> bool:
    found = evaluate(file, method)
    return bool(found) and all(each.file is file for each in found)


def _ends(loop: ast.While) -> bool:
    """Whether a loop is left by a break of its own when there is nothing more to do, and waits for nothing."""
    inside = list(_within(loop.body, loops=True))
    waits = any(isinstance(each, ast.Call) and _waits(each) for each in inside)
    leaves = any(isinstance(each, ast.Break) for each in _within(loop.body, loops=False))
    return not waits and leaves


def _within(body: list[ast.stmt], loops: bool) -> Iterator[ast.AST]:
    """What stands in a body, but in functions of its own; `loops`: also what stands in loops of its own."""
    pending: list[ast.AST] = [*body]
    for each in pending:
        if isinstance(each, _INNER) or (not loops and isinstance(each, ast.For | ast.AsyncFor | ast.While)):
            continue
        yield each
        pending += ast.iter_child_nodes(each)


def _waits(call: ast.Call) -> bool:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name != "get":
        return _WAITS.fullmatch(name) is not None
    # A queue's, not a dictionary's.
    first = call.args[0] if call.args else None
    return first is None or (isinstance(first, ast.Constant) and isinstance(first.value, bool))
