"""What else of the repository names a store's folder: commands, other services, servers, text put together by hand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from codemods.domains.state.operations import Operation, flow
from codemods.domains.state.path_names import Carrier
from codemods.libraries.standard import RUNS_NAMED
from codemods.model.strings import config_values
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_KINDS = ("dockerfile", "compose", "procfile", "shell", "ini", "unit", "yaml")
# A line of a Dockerfile that only makes the folder: the service finds it or does not need it.
_MAKES = re.compile(rb"\b(mkdir|chown|chmod|install -d)\b")
# Calls and keys that take a word and no path.
_WORDS = frozenset(("url_for", "getlist", "get", "route", "post", "put", "delete", "patch", "add_url_rule", "Blueprint",
                    "ForeignKey", "relationship", "Table", "add_resource", "errorhandler", "backref"))  # fmt: skip


def mention(name: str, group: Sequence[Operation], held: Sequence[Carrier]) -> str:
    """Where the repository names the folder of a store (`uploads/`) for anything but its operations, '' if nowhere."""
    if name.startswith("<"):
        return ""
    project = group[0].file.project
    pattern = _pattern(name, all(each.key.whole for each in group if each.key.begin))
    for path, file in sorted(project.files.items()):
        if file.kind in _KINDS and not project.is_test(path):
            for number, line in enumerate(file.data.splitlines(), 1):
                if pattern.search(line) and not line.lstrip().startswith(b"#"):
                    if file.kind == "dockerfile" and _MAKES.search(line):
                        continue
                    return f"{path}:{number}"
    return _in_python(project, pattern, group, held)


def _pattern(name: str, whole: bool) -> re.Pattern[bytes]:
    """What names the first or the last folder of `uploads/photos/`, or the one file `sheets/a.csv` and its folders."""
    *folders, last = name.strip("/").split("/")
    if not whole and name.endswith("/"):
        folders, last = [*folders, last], ""
    ends = {each for each in (*folders[:1], *folders[-1:]) if each not in ("", ".")}
    file = rb"(?<![\w-])%s%s" % (re.escape(last.encode()), rb"(?![\w.-])" if whole else rb"") if last else b""
    closed = rb"/?(?![\w./-])" if last else rb"(?![\w.-])"
    found = [rb"(?<![\w-])%s%s" % (re.escape(each.encode()), closed) for each in sorted(ends)]
    return re.compile(b"|".join([*found, file] if file else found))


def _in_python(
    project: Project, pattern: re.Pattern[bytes], group: Sequence[Operation], held: Sequence[Carrier]
) -> str:
    own = _own(group, held)
    for file in sorted(project.python(), key=lambda each: each.path):
        if project.is_test(file.path) or project.is_migration(file.path) or not pattern.search(file.spelled):
            continue
        try:
            for node in file.nodes(ast.Constant):
                value = node.value if isinstance(node.value, str) and id(node) not in own else ""
                found = pattern.search(value.encode("utf-8", "replace"))
                if found and not (found.start() == 1 and _is_url(file, node)) and _is_path(file, node, value.strip()):
                    return f"{file.path}:{node.lineno}"
        except Unreadable:
            return file.path
    return ""


def _own(group: Sequence[Operation], held: Sequence[Carrier]) -> set[int]:
    """The nodes of the operations' own paths, and of what their names are given."""
    nodes: Iterator[ast.AST] = (node for each in group for path in each.call.args for node in flow(each.file, path))
    found = {id(node) for node in nodes}
    found |= {id(node) for each in group for node in flow(each.file, each.path)}
    for carrier in held:
        statement = carrier.statement
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            found |= {id(node) for node in flow(carrier.file, statement.value)}
        found |= {
            id(node) for file, value in config_values(carrier.file.project, carrier.name) for node in flow(file, value)
        } if carrier.shared else set()  # fmt: skip
    return found


def _is_url(file: SourceFile, node: ast.Constant) -> bool:
    """Whether a text begins a string, and with a slash: where browsers find a view of the service."""
    parent = file.parents.get(node)
    first = not isinstance(parent, ast.JoinedStr) or parent.values[0] is node
    added = isinstance(parent, ast.BinOp) and parent.right is node
    return str(node.value).startswith("/") and first and not added


def _is_path(file: SourceFile, node: ast.Constant, value: str) -> bool:
    """Whether the text may be a path, or a command that names one; a sentence is neither."""
    if " " not in value:
        return not _is_word(file, node)
    call = file.parents.get(node)
    name = call.func if isinstance(call, ast.Call) else None
    last = name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")
    return last in RUNS_NAMED


def _is_word(file: SourceFile, node: ast.Constant) -> bool:
    """Whether the text is a key, a URL of the service's own, a table's name or a docstring."""
    parent = file.parents.get(node)
    match parent:
        case ast.Expr() | ast.Compare() | ast.Subscript():
            return True
        case ast.Dict(keys=keys) if node in keys:
            return True
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in _WORDS:
            return True
        case ast.keyword(arg="endpoint" | "name" | "back_populates" | "backref" | "url_prefix" | "tablename"):
            return True
        case ast.Assign(targets=[ast.Name(id="__tablename__" | "__bind_key__")]):
            return True
    return False
