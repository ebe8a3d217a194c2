"""OP112: a SQLite file as the service's database.

The file lies on one replica's disk: the others have a database of their own, and a new container begins with none.

Before::

    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///shop.db"

By hand: give the service a database server, by a URL in the environment (`os.environ["DATABASE_URL"]`). SQLite stays
right for tests and on the developer's machine, and for what a command makes before and the service only selects from. A
file for each item, with its id in the path and below a folder that the manifests mount, is a form of files: no finding.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from codemods.domains.logs.paths import is_command
from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.settings.literals import is_service_code
from codemods.domains.settings.overridden.by_entries import is_database_of_variable, put_over, variables_in
from codemods.domains.settings.overridden.by_files import is_in_deployed_file
from codemods.domains.state.path_givers import given_by_callers
from codemods.domains.state.path_keys import setting_key
from codemods.libraries.slow_calls import FETCHES
from codemods.libraries.sqlalchemy import SQLITE_ASKS, SQLITE_WRITES
from codemods.model.environment_reads import environment_read
from codemods.model.names import called
from codemods.model.scopes import lookup, stored_name
from codemods.model.strings import argument, literal, text
from codemods.model.targets import words
from codemods.project.givers import ELSEWHERE, givers
from codemods.project.project import Project
from codemods.project.source_file import SourceFile, begin
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule("OP112", "sqlite-file", needles=("sqlite",), once="service", safety=Safety.NONE)

_FILE = re.compile(r"sqlite(\+\w+)?:///(?!:memory:|\?|file::memory:)[^\s]", re.IGNORECASE)
_NAME = re.compile(r"(?i)(database|db)_?(ur[il]|path)?$|.*_(database|db)_ur[il]$")
# No extension, and no platform, asks for a setting of such a name: only the code could.
_OWN_NAME = re.compile(r"(?i)(?!sqlalchemy_)[a-z]\w*_(database|db)_ur[il]$")
_REMEDY = "take a database server's URL from the environment"
_SET = "set it to a database server's URL wherever the service serves; SQLite stays for development"
_SELECT = re.compile(r"\s*SELECT\b(?!.*\bINTO\b)", re.IGNORECASE | re.DOTALL)
_IN_MEMORY_OR_READ = re.compile(r"mode=(memory|ro)\b|immutable=1")
_REMOVES = re.compile(r"(?:remove|unlink)$")
_MOUNTED = re.compile(rb"\bmountPath:\s*[\"']?(/[^\s\"'{]+)")
# A folder that replicas can share; another one is gone with its pod.
_LASTING = re.compile(rb"\b(persistentVolumeClaim|volumeClaimTemplates|nfs|csi|cephfs)\b")
_ITEM = frozenset(("id", "uuid", "pk", "number"))
_NOT_SERVING = {Phase.COMMAND, Phase.SCRIPT, Phase.TEST, Phase.MIGRATION}


@rule.find(ast.Assign)
def settings(node: ast.Assign, file: SourceFile) -> Iterator[Finding]:
    """Settings whose value, or whose default, is the URL of a SQLite file."""
    name = stored_name(node.targets[0])
    local = isinstance(node.targets[0], ast.Name) and file.function(node) is not None
    if not _NAME.match(name) or local or _excused(file, node) or _is_handed_on(file, node.value):
        return
    if isinstance(node.targets[0], ast.Name) and _OWN_NAME.match(name) and _is_named_once(file, name):
        return
    if _FILE.match(text(file, node.value).known.replace("\0", "x")):
        over = put_over(file, node.value)
        made = _is_deployed(file, {*over, *variables_in(file, node.value)})
        if made or is_in_deployed_file(file, node.value, name):
            return
        does, remedy = ("falls back to", _SET) if over or _is_fallback(file, node.value) else ("is", _REMEDY)
        yield file.finding(rule, node, f"{name} {does} a SQLite file on this replica's disk", remedy)


def _is_named_once(file: SourceFile, name: str) -> bool:
    """Whether no code names a setting but where it gets its value: comments do not count."""
    word = re.compile(rf"^[^#\n]*\b{name}\b".encode(), re.MULTILINE)
    return sum(len(word.findall(each.spelled)) for each in file.project.mentioning(name.encode())) < 2


@rule.find(ast.Call)
def connections(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Connections to a SQLite file, written in the call."""
    name = called(file, node)
    if name not in ("sqlite3.connect", "sqlite3.dbapi2.connect", "sqlalchemy.create_engine", "aiosqlite.connect"):
        return
    target = argument(node, 0, "database", "url")
    if target is None or _excused(file, node):
        return
    known = text(file, target).known
    engine = name == "sqlalchemy.create_engine"
    is_file = isinstance(target, ast.Constant | ast.JoinedStr | ast.BinOp) and _FILE.match(known.replace("\0", "x"))
    if is_file if engine else known not in ("", ":memory:") and not _IN_MEMORY_OR_READ.search(known):
        if _is_file_of_an_item(file, target):
            return
        when = phases(file, node)
        if when - _NOT_SERVING and not _is_brought(file, node, known) and not _is_removed_after(file, node, target):
            yield file.finding(rule, node, f"{_shown(known)} is a SQLite file on this replica's disk", _REMEDY)


@rule.find(ast.Dict)
def engines(node: ast.Dict, file: SourceFile) -> Iterator[Finding]:
    """Django's `DATABASES` with the engine of SQLite, where nothing but that is written."""
    for key, value in zip(node.keys, node.values, strict=True):
        if literal(key) == "ENGINE" and literal(value) == "django.db.backends.sqlite3" and not _excused(file, node):
            names = [text(file, each).known for name, each in zip(node.keys, node.values, strict=True)
                     if literal(name) == "NAME"]  # fmt: skip
            fallback = (
                _has_server(file)
                or is_database_of_variable(file, value)
                or any(isinstance(each, ast.If | ast.IfExp | ast.ExceptHandler) for each in file.ancestors(node))
            )
            if not fallback and ":memory:" not in names:
                yield file.finding(rule, value, "the database is a SQLite file on this replica's disk", _REMEDY)


def _shown(known: str) -> str:
    """What a database is called: one that many functions connect to is one fault of its service."""
    name = posixpath.basename(known.replace("\0", "")).partition("?")[0]
    return f"the database {name}" if name else "the database"


def _is_brought(file: SourceFile, call: ast.Call, known: str) -> bool:
    """Whether the file comes with the code, by a command that makes it, or from a store just before; and the function
    that connects only selects.
    """
    name = posixpath.basename(known.replace("\0", "")).encode()
    if not name or not _only_selects(file, call):
        return False
    return _is_fetched(file, call) or any(
        name in each.spelled and (is_command(each) or "/management/commands/" in each.path)
        for each in file.project.mentioning(b"sqlite3")
    )  # fmt: skip


def _is_removed_after(file: SourceFile, call: ast.Call, target: ast.expr) -> bool:
    """Whether the function that connects goes on to remove the file: nobody else ever sees it."""
    return any(
        isinstance(each, ast.Call) and begin(each) > begin(call) and _REMOVES.match(_last(each.func))
        and ast.dump(target) in (ast.dump(part) for part in (*each.args, *_receiver(each.func)))
        for each in ast.walk(file.function(call) or call)
    )  # fmt: skip


def _receiver(function: ast.expr) -> list[ast.expr]:
    return [function.value] if isinstance(function, ast.Attribute) else []


def _is_fetched(file: SourceFile, call: ast.Call) -> bool:
    """Whether the function that connects downloads a file before."""
    return any(
        isinstance(each, ast.Call) and begin(each) < begin(call) and FETCHES.match(_last(each.func))
        for each in ast.walk(file.function(call) or call)
    )


def _last(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _only_selects(file: SourceFile, call: ast.Call) -> bool:
    function = file.function(call)
    if function is None or not isinstance(file.parents[call], ast.Assign | ast.withitem):
        return False
    calls = [each for each in ast.walk(function) if isinstance(each, ast.Call)]
    named = [(each.func.attr, argument(each, 0, "sql")) for each in calls if isinstance(each.func, ast.Attribute)]
    asked = [sql for name, sql in named if name in SQLITE_ASKS]
    if not asked or any(name in SQLITE_WRITES for name, _ in named):
        return False
    return all(sql is not None and _SELECT.match(text(file, sql).known) for sql in asked)


def _is_file_of_an_item(file: SourceFile, target: ast.expr) -> bool:
    """Whether the path has an item's id in it, and all templates that it is made of lie below a mounted folder."""
    template, items = _made_of(_given(file, target))
    if template is None or not any(_is_id(each) for each in items):
        return False
    folders = _mounted(file.project)
    paths = list(_paths(file, template)) if folders else []
    return bool(paths) and all(path.startswith(folders) for path in paths)


def _given(file: SourceFile, node: ast.expr) -> ast.expr:
    given = lookup(file, node, node.id) if isinstance(node, ast.Name) else []
    return given[0].value if len(given) == 1 and given[0].value is not None else node


def _made_of(node: ast.expr) -> tuple[ast.expr | None, list[ast.expr]]:
    """The template of a path, and what is put into it."""
    match node:
        case ast.BinOp(op=ast.Mod(), left=template, right=ast.Tuple(elts=items)):
            return template, items
        case ast.BinOp(op=ast.Mod(), left=template, right=item):
            return template, [item]
        case ast.Call(func=ast.Attribute(value=template, attr="format"), args=items, keywords=named):
            return template, [*items, *(each.value for each in named)]
        case ast.JoinedStr(values=values):
            return node, [each.value for each in values if isinstance(each, ast.FormattedValue)]
    return None, []


def _is_id(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return not _ITEM.isdisjoint(words(name)[-1:])


def _paths(file: SourceFile, template: ast.expr) -> Iterator[str]:
    """How the paths begin: as it is written, or by the settings that callers give; "" where nothing tells."""
    if (known := text(file, template).prefix) or not isinstance(template, ast.Name):
        yield known
        return
    for other, value in given_by_callers(file, template):
        name = setting_key(value) or (value.attr if isinstance(value, ast.Attribute) and value.attr.isupper() else "")
        root = other.project.service_root(other.path)
        yield from [each.value for each in givers(other.project, root, name)] if name else [""]


def _mounted(project: Project) -> tuple[str, ...]:
    """The folders, with a slash, that manifests mount from what lasts."""
    return tuple(
        f"{match[1].decode(errors='replace').rstrip('/')}/"
        for each in project.files.values() if each.kind == "yaml" and _LASTING.search(each.data)
        for match in _MOUNTED.finditer(each.data) if match[1].rstrip(b"/") not in (b"", b"/tmp")
    )  # fmt: skip


def _is_handed_on(file: SourceFile, value: ast.expr) -> bool:
    """Whether the value is another such setting, which is found where it is written."""
    if isinstance(value, ast.Name):
        found = lookup(file, value, value.id)
        return bool(_NAME.match(value.id)) and not any(file.function(each.node) for each in found)
    return isinstance(value, ast.Attribute | ast.Subscript) and bool(_NAME.match(stored_name(value)))


def _is_fallback(file: SourceFile, value: ast.expr) -> bool:
    """Whether the environment, or something else that is asked first, can give another URL."""
    return isinstance(value, ast.BoolOp) or any(environment_read(file, each) is not None for each in ast.walk(value))


def _is_deployed(file: SourceFile, variables: set[str]) -> bool:
    """Whether a platform makes a database server for the service, and gives one of the variables its URL."""
    root = file.project.service_root(file.path)
    return any(giver.value == ELSEWHERE for name in sorted(variables) for giver in givers(file.project, root, name))


def _has_server(file: SourceFile) -> bool:
    """Whether the settings give a database server too, for where the environment asks for it."""
    return any(
        (literal(each) or "").startswith("django.db.backends.") and literal(each) != "django.db.backends.sqlite3"
        for each in file.nodes(ast.Constant)
    )


def _excused(file: SourceFile, node: ast.AST) -> bool:
    return not is_service_code(file, node) or is_command(file)
