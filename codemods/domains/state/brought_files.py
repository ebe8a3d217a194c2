"""Files that each replica makes for itself, or finds: the installation brings them, or each process, or a volume.

State is what a request, or another process, reads of what another one wrote. So a file is none that each process makes
at its start, that holds the process's own token for a library, that each one fetches again where it is missing, or that
lies on a volume which the deployment's containers share.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Sequence

from codemods.domains.deployment.shared_volumes import shared_volumes
from codemods.domains.runtime.handlers import declared, handed
from codemods.domains.runtime.phases import phases
from codemods.domains.state.operations import Operation
from codemods.domains.state.path_givers import base, beginnings, given_by_callers, outermost
from codemods.domains.state.path_keys import constants, first_part, given
from codemods.domains.state.private_files import appends
from codemods.libraries.files import COPIES, EXIST, JOINS, PATHS
from codemods.model.call_graph import Code, code_at
from codemods.model.callers import callers
from codemods.model.functions import FUNCTIONS
from codemods.model.names import called, qualified
from codemods.model.scopes import lookup, tables
from codemods.model.strings import argument, literal, text
from codemods.model.types import ancestry, evaluate
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile, begin
from codemods.vocabulary.phases import Handing, Phase

_PACKAGE = "__init__.py"
_TOKEN = re.compile(
    r"(?i)(^|[^a-z])(access_?|identity_?|id_?)?(tokens?|jwts?|credentials?|kubeconfig|netrc|pgpass)([^a-z]|$)"
)
_OWN_PATHS = re.compile(r"\b(Pure)?(Posix)?Path\b|^str$")
# Through how many names and functions a path is followed.
_DEPTH = Limit(6, "a path that is the same everywhere")


def is_brought(group: Sequence[Operation]) -> bool:
    """Whether all writes copy a file of the installation to one place, or unpack a package of code to be imported."""
    return all(_is_example(each) or _is_package(each.file, each.path) for each in group if each.does == "write")


def _is_example(write: Operation) -> bool:
    source = argument(write.call, 0, "src") if called(write.file, write.call) in COPIES else None
    return (
        source is not None
        and _is_fixed(write.file, source)
        and _is_beside_code(write.file, source)
        and _is_fixed(write.file, write.path)
    )


def _is_beside_code(file: SourceFile, node: ast.expr) -> bool:
    """Whether the path is made of `__file__`."""
    seen: set[ast.AST] = {node}
    pending: list[tuple[SourceFile, ast.AST]] = [(file, node)]
    for here, start in pending:
        for each in ast.walk(start):
            if isinstance(each, ast.Name) and each.id == "__file__":
                return True
            new = [(other, value) for other, value in given(here, each) if value not in seen]
            seen.update(value for _, value in new)
            pending += new
    return False


def _is_fixed(file: SourceFile, node: ast.expr, depth: int = 0) -> bool:
    """Whether the path is the same whoever asks: of constants, and of parameters for which all callers give some."""
    if _DEPTH.is_passed(file, depth):
        return False
    match node:
        case ast.Constant():
            return True
        case ast.Call(args=[_, *_] as values, keywords=[]) if PATHS.match(called(file, node)):
            return all(_is_fixed(file, each, depth + 1) for each in values)
        case ast.BinOp(left=left, right=right):
            return _is_fixed(file, left, depth + 1) and _is_fixed(file, right, depth + 1)
        case ast.Attribute(value=value, attr=name):
            return name.isupper() and bool(constants(file, qualified(file, value), name))
        case ast.Name(id=name):
            return name == "__file__" or _is_fixed_name(file, node, depth)
    return False


def _is_fixed_name(file: SourceFile, node: ast.Name, depth: int) -> bool:
    bindings = lookup(file, node, node.id)
    if [each.kind for each in bindings] == ["param"]:
        values = list(given_by_callers(file, node))
        return bool(values) and all(_is_fixed(other, value, depth + 1) for other, value in values)
    if len(bindings) != 1:
        return False
    if node.id.isupper() and (bindings is tables(file)[file.tree].names.get(node.id) or _is_imported(file, node)):
        return True
    value = bindings[0].value if bindings[0].kind == "value" else None
    return value is not None and _is_fixed(file, value, depth + 1)


def _is_imported(file: SourceFile, node: ast.Name) -> bool:
    """Whether the name is another module's constant."""
    return any(other is not file for other, _ in given(file, node))


def _is_package(file: SourceFile, path: ast.expr, depth: int = 0) -> bool:
    """Whether the path is a package's `__init__.py`, or the folder that the same function puts one in."""
    if posixpath.basename(text(file, path).suffix) == _PACKAGE:
        return True
    if isinstance(path, ast.Name) and [each.kind for each in lookup(file, path, path.id)] == ["param"]:
        values = [] if _DEPTH.is_passed(file, depth + 1) else list(given_by_callers(file, path))
        if values and all(_is_package(other, value, depth + 1) for other, value in values):
            return True
    folder = ast.dump(path)
    return any(
        isinstance(each, ast.Call) and called(file, each) in JOINS and each.args
        and literal(each.args[-1]) == _PACKAGE and ast.dump(first_part(file, each)) == folder
        for each in ast.walk(outermost(file, path))
    )  # fmt: skip


def is_made_at_start(group: Sequence[Operation]) -> bool:
    """Whether a process writes the one file anew when it starts, before anything of it is read."""
    writes = [each for each in group if each.does == "write"]
    if not all(each.key.whole for each in group if each.does in ("write", "read", "serve")):
        return False
    # What is written where nothing was read is kept for the next start.
    writing = {each.file.function(each.call) for each in writes}
    if any(each.does == "read" and each.file.function(each.call) in writing for each in group):
        return False
    return all(not appends(each) and _is_of_start(each) for each in writes)


def _is_of_start(write: Operation) -> bool:
    """Whether all ways to the write begin at a module's level or a main guard, and none goes round in a loop."""
    if _is_in_loop(write.file, write.call):
        return False
    seen: set[Code] = set()
    pending = [code_at(write.file, write.call)]
    for code in pending:
        if code in seen or isinstance(code.node, ast.Module | ast.If):
            continue
        seen.add(code)
        edges = callers(code)
        if not edges or declared(code.file, code.node):
            return False
        for edge in edges:
            given = edge.kind == "callback" and not isinstance(handed(edge.caller.file, edge.node), Handing)
            if given or _is_in_loop(edge.caller.file, edge.node):
                return False
            pending.append(edge.caller)
    return True


def _is_in_loop(file: SourceFile, node: ast.AST) -> bool:
    for each in file.ancestors(node):
        if isinstance(each, FUNCTIONS):
            return False
        if isinstance(each, ast.While):
            return True
    return False


def is_token(group: Sequence[Operation]) -> bool:
    """Whether the process's own credentials are written for a library to read: no view does it, nothing here reads."""
    if any(each.does in ("read", "serve", "list") for each in group):
        return False
    writes = [each for each in group if each.does == "write"]
    return all(
        _TOKEN.search(" ".join(_words(each))) and Phase.SERVE not in phases(each.file, each.call) for each in writes
    )


def _words(operation: Operation) -> list[str]:
    nodes = [*ast.walk(operation.path), *ast.walk(base(operation.file, operation.path))]
    said = [getattr(each, "attr", getattr(each, "id", getattr(each, "value", ""))) for each in nodes]
    return [operation.key.begin, *(each for each in said if isinstance(each, str))]


def is_filled_again(group: Sequence[Operation]) -> bool:
    """Whether each function that writes does so only where the file is missing, reads it otherwise, and fetches it.

    Any replica that lacks the file makes the same again.
    """
    return all(_is_missed(each, group) for each in group if each.does == "write")


def _is_missed(write: Operation, group: Sequence[Operation]) -> bool:
    function = write.file.function(write.call)
    path = ast.dump(write.path)
    if function is None or Phase.SERVE in declared(write.file, function):
        return False
    reads = [
        each for each in group if each.does == "read" and each.file.function(each.call) is function
        and ast.dump(each.path) == path
    ]  # fmt: skip
    child: ast.AST = write.call
    for each in write.file.ancestors(write.call):
        if each is function:
            break
        if isinstance(each, ast.If) and _asks_for(write.file, each.test, path):
            negated = isinstance(each.test, ast.UnaryOp)
            missing, there = (each.body, each.orelse) if negated else (each.orelse, each.body)
            inside = {id(node) for statement in there for node in ast.walk(statement)}
            behind = (each.end_lineno or 0, each.end_col_offset or 0)
            return child in missing and any(id(one.call) in inside or begin(one.call) > behind for one in reads)
        child = each
    return False


def _asks_for(file: SourceFile, test: ast.expr, path: str) -> bool:
    test = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else test
    if not isinstance(test, ast.Call) or (called(file, test) or ast.unparse(test.func)).rpartition(".")[2] not in EXIST:
        return False
    asked = test.args[0] if test.args else test.func.value if isinstance(test.func, ast.Attribute) else test
    return ast.dump(asked) == path


def is_shared(group: Sequence[Operation]) -> bool:
    """Whether the files lie, or for all that is known may lie, on a volume that several containers mount.

    That is so of a folder of which only a setting tells, where there is such a volume: one of Flask's settings, or what
    makes a path of the project's own class.
    """
    targets = shared_volumes(group[0].file.project)
    return bool(targets) and all(
        each.key.begin.startswith("<") or _is_mounted(each, targets) or _is_of_own_class(each)
        for each in group if each.does == "write"
    )  # fmt: skip


def _is_mounted(operation: Operation, targets: frozenset[str]) -> bool:
    path = f"{operation.key.begin}/"
    return operation.key.absolute and any(each and path.startswith(f"{each.rstrip('/')}/") for each in targets)


def _is_of_own_class(operation: Operation) -> bool:
    """Whether the path is an instance of a class that the project derives from paths or texts, or made of one."""
    if operation.key.begin:
        return False
    for file, node in beginnings(operation.file, operation.path):
        part: object = node
        while isinstance(part, ast.expr):
            for thing in evaluate(file, part):
                if thing.kind == "instance" and isinstance(thing.node, ast.ClassDef):
                    made_of = [base for _, each in ancestry(thing.file, thing.node) for base in each.bases]
                    if any(_OWN_PATHS.search(ast.unparse(each)) for each in made_of):
                        return True
            part = getattr(part, "value", getattr(part, "func", None))
    return False
