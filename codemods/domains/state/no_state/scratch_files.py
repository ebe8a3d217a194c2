"""Files that nobody misses: what a function writes and takes away again, caches, logs, what only a caller knows."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator, Sequence

from codemods.domains.runtime.handlers import declared
from codemods.domains.state.no_state.collected_files import is_removed_with_others
from codemods.domains.state.no_state.removals import ASKS, LOOPS, always_comes_to, is_removed_by_who_asked
from codemods.domains.state.operations import Operation, flow, operations
from codemods.domains.state.path_givers import base, given_by_callers, outermost
from codemods.domains.state.path_keys import is_temporary
from codemods.libraries.files import JOINS, MOVES, WRAPS
from codemods.model.names import called
from codemods.model.scopes import lookup
from codemods.model.strings import literal, text
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile, begin, walk
from codemods.vocabulary.phases import Phase

_TEMPORARY = re.compile(
    r"(?i)(^|[^a-z])(te?mps?|temporary|scratch)([^a-z]|$)|te?mp_?(file|dir|path|name|folder)|secure_?tempfile"
)
_TRASH = re.compile(r"(?i)(^|[^a-z])(trash|recycle_?bin|quarantined?)([^a-z]|$)")
_CACHE = re.compile(r"(?i)(^|[^a-z])cach(e|es|ed|ing)([^a-z]|$)")
_LOG = re.compile(r"(?i)(^|[^a-z])log(s|ger|gers|ging|file)?([^a-z]|$)")
# Through how many functions a parameter is followed to what its callers give.
_DEPTH = Limit(3, "a path that callers give")


def is_scratch(group: Sequence[Operation]) -> bool:
    """Whether the files are a request's own: each is taken away by who wrote it, or its folder is a temporary one.

    Parts of an upload that one request writes and a later one puts together are none, whatever removes them in the end.
    """
    writes = [each for each in group if each.does == "write"]
    deletes = [each for each in group if each.does == "delete"]
    if all(
        any(_undoes(each, other) for other in (*deletes, *_taken_away(each)))
        or _is_undone_by_callers(each)
        or is_removed_by_who_asked(each)
        or is_removed_with_others(each)
        for each in writes
    ):
        return True
    if not any(_TEMPORARY.search(word) for each in writes for word in _words(each)):
        return False
    return any(
        not _within(each, LOOPS, outermost(each.file, each.call))
        and not all(_are_requests(one, each) for one in writes)
        for each in deletes
    )


def is_cache(group: Sequence[Operation]) -> bool:
    """Whether the folder says of itself that what lies in it can be made again, or the code makes what is too old."""
    return all(_CACHE.search(each.key.begin) or _is_aged(each) for each in group if each.does == "write")


def _is_aged(write: Operation) -> bool:
    """Whether the function that writes the file asks how old it is, and writes it anew then."""
    said = ast.dump(write.path)
    for each in walk(outermost(write.file, write.call)):
        match each:
            case ast.Attribute(attr="st_mtime", value=ast.Call(func=ast.Attribute(attr="stat", value=path), args=[])):
                asked = path
            case ast.Attribute(attr="st_mtime", value=ast.Call(args=[path])):
                asked = path
            case ast.Call(args=[path]) if called(write.file, each) == "os.path.getmtime":
                asked = path
            case _:
                continue
        if ast.dump(asked) == said:
            return True
    return False


def is_vague(group: Sequence[Operation]) -> bool:
    """Whether so little is known of the path that it may as well be a temporary one, a cache's or a log's."""
    for each in group:
        if each.does != "write" or each.key.begin:
            continue
        names = [*_words(each), posixpath.basename(each.file.path)]
        names += [owner.name for owner in each.file.ancestors(each.call)
                  if isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]  # fmt: skip
        if any(pattern.search(name) for pattern in (_TEMPORARY, _CACHE, _LOG) for name in names):
            return True
        if _is_parameter(each.file, each.path) and not _is_known_to_callers(each.file, each.path):
            return True
    return False


def is_relocation(group: Sequence[Operation]) -> bool:
    """Whether files are only moved: away, to a trash or to quarantine, or an old release's to where it is kept now."""
    return all(
        _is_moved(each) and (_is_put_away(each) or _is_if_missing(each)) for each in group if each.does == "write"
    )


def _is_put_away(operation: Operation) -> bool:
    call = operation.call
    given = call.args[-1:] or [each.value for each in call.keywords if each.arg == "dst"]
    return any(_TRASH.search(word) for each in given for word in _said(operation.file, each))


def _is_moved(operation: Operation) -> bool:
    function = operation.call.func
    return getattr(function, "attr", getattr(function, "id", "")) in MOVES


def _is_if_missing(operation: Operation) -> bool:
    """Whether both paths of a move are written down, and an `if` around it asks that the second is not there."""
    call = operation.call
    paths = [literal(each) for each in call.args]
    if len(paths) != 2 or not all(paths):
        return False
    return any(
        isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and isinstance(test.operand, ast.Call)
        and ASKS.search(ast.unparse(test.operand.func)) and [literal(one) for one in test.operand.args] == paths[1:]
        for each in operation.file.ancestors(call) if isinstance(each, ast.If)
        for test in (each.test.values if isinstance(each.test, ast.BoolOp) and isinstance(each.test.op, ast.And)
                     else [each.test])
    )  # fmt: skip


def _undoes(write: Operation, delete: Operation) -> bool:
    """Whether the function that writes a file goes on to delete it, in every case in which it wrote it."""
    function = outermost(write.file, write.call)
    if delete.file is not write.file or outermost(delete.file, delete.call) is not function:
        return False
    if begin(delete.call) < begin(write.call):
        return False  # it makes room
    if not _takes_tree(delete) and not _takes_away(write, delete):
        return False
    return always_comes_to(delete.file, delete.call, delete.path, write.call)


def _is_undone_by_callers(write: Operation) -> bool:
    """Whether all who give the function the path go on to delete what they gave: `fill(path)`, `path.unlink()`."""
    file, path = write.file, _unwrapped(write.file, write.path)
    if not isinstance(path, ast.Name) or any(each.kind != "param" for each in lookup(file, path, path.id)):
        return False
    given = list(given_by_callers(file, path))
    return bool(given) and all(
        any(_undoes_given(other, value, each) for each in operations(other)) for other, value in given
    )


def _undoes_given(file: SourceFile, value: ast.expr, delete: Operation) -> bool:
    if delete.does != "delete" or outermost(file, value) is not outermost(file, delete.call):
        return False
    same = ast.dump(_unwrapped(file, delete.path)) == ast.dump(_unwrapped(file, value))
    return same and begin(value) < begin(delete.call) and always_comes_to(delete.file, delete.call, delete.path, value)


def _unwrapped(file: SourceFile, path: ast.expr) -> ast.expr:
    """The path itself, without what only makes a string or a Path of it."""
    while isinstance(path, ast.Call) and len(path.args) == 1 and not path.keywords and called(file, path) in WRAPS:
        path = path.args[0]
    return path


def _taken_away(write: Operation) -> Iterator[Operation]:
    """The deletions of the file that tell by their path that they take away what is written, of whatever store."""
    return (each for each in operations(write.file) if each.does == "delete" and _takes_away(write, each))


def _takes_away(write: Operation, delete: Operation) -> bool:
    """Whether the deletion is given the path, what the writing call returned, or the folder that the path lies in."""
    if ast.dump(delete.path) == ast.dump(write.path) or _last_given(write.file, delete.path) is write.call:
        return True
    folders = (ast.dump(each) for each in _folders(write.file, write.path))
    return _takes_tree(delete) and ast.dump(delete.path) in folders


def _takes_tree(delete: Operation) -> bool:
    """Whether a folder goes with all that lies in it."""
    return isinstance(delete.call.func, ast.Attribute) and delete.call.func.attr == "rmtree"


def _last_given(file: SourceFile, path: ast.expr) -> ast.expr | None:
    """What a name was given last before it is used: `archive = shutil.make_archive(...)`."""
    if not isinstance(path, ast.Name):
        return None
    given = [each for each in lookup(file, path, path.id) if begin(each.node) < begin(path)]
    value = max(given, key=lambda each: begin(each.node)).value if given else None
    match value:
        case ast.Call(args=[only], keywords=[]) if called(file, value) in JOINS:
            return only
    return value


def _folders(file: SourceFile, path: ast.expr) -> Iterator[ast.expr]:
    """The folders that a path names before what lies in them, the nearest first, through names of one value."""
    seen: set[ast.expr] = set()
    while path not in seen:
        seen.add(path)
        match path:
            case ast.Name() if len(given := lookup(file, path, path.id)) == 1 and given[0].value is not None:
                path = given[0].value
                continue
            case ast.JoinedStr(values=[ast.FormattedValue(value=folder), rest, *_]) if _goes_into(file, rest):
                path = folder
            case ast.BinOp(op=ast.Add(), left=folder, right=rest) if _goes_into(file, rest):
                path = folder
            case ast.BinOp(op=ast.Div(), left=folder):
                path = folder
            case ast.Call(args=[folder, _, *_]) if called(file, path) in JOINS:
                path = folder
            case _:
                return
        yield path


def _goes_into(file: SourceFile, rest: ast.expr) -> bool:
    return text(file, rest).prefix.startswith("/")


def _are_requests(write: Operation, delete: Operation) -> bool:
    """Whether one request writes what another one, of another view, deletes: in between any replica may be asked."""
    views = [outermost(each.file, each.call) for each in (write, delete)]
    served = all(Phase.SERVE in declared(*each) for each in zip((write.file, delete.file), views, strict=True))
    return served and views[0] is not views[1]


def _within(operation: Operation, kinds: tuple[type, ...], function: ast.AST) -> bool:
    for each in operation.file.ancestors(operation.call):
        if each is function:
            return False
        if isinstance(each, kinds):
            return True
    return False


def _words(operation: Operation) -> Iterator[str]:
    """The names and texts that the path is made of."""
    yield operation.key.begin
    yield from _said(operation.file, operation.path)


def _said(file: SourceFile, path: ast.expr) -> Iterator[str]:
    for each in flow(file, path):
        match each:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.Constant(value=str(word)):
                yield word


def _is_parameter(file: SourceFile, node: ast.expr) -> bool:
    first = base(file, node)
    return isinstance(first, ast.Name) and any(each.kind == "param" for each in lookup(file, first, first.id))


def _is_known_to_callers(file: SourceFile, node: ast.expr, depth: int = 0) -> bool:
    """Whether some caller gives a path of its own for the parameter, and none gives a temporary one."""
    first = base(file, node)
    given = (
        list(given_by_callers(file, first))
        if isinstance(first, ast.Name) and not _DEPTH.is_passed(file, depth + 1)
        else []
    )
    for other, value in given:
        words = [word for each in flow(other, value) for word in _named(each)]
        if is_temporary(other, value) or any(_TEMPORARY.search(word) for word in words):
            return False
    return any(not _is_parameter(*each) or _is_known_to_callers(*each, depth + 1) for each in given)


def _named(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=word) | ast.Attribute(attr=word):
            yield word
