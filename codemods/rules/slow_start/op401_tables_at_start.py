"""OP401: tables made, migrated or filled while the service starts.

Each replica does it again at each start, all of them at the same time: the start is as slow as the database, two
replicas race for the same table, and none comes up while the database is away.

Before::

    Base.metadata.create_all(engine)
    seed.load_books()

After::

    @app.cli.command("init-db")
    def init_db():
        \"\"\"Prepare the database, once before a deploy.\"\"\"
        Base.metadata.create_all(engine)
        seed.load_books()

By hand: run `flask --app app init-db` as a step of the deploy, before the new version starts (a Kubernetes Job, an
ECS task, `docker compose run`). Tests that relied on the tables make them in a fixture. Where the tables change over
time, use migrations. A SQLite file that lies in each container has no step before: a database server comes first.
"""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.database.calls import is_chosen, is_switched_off, makes_tables
from codemods.domains.database.replicas import is_for_sqlite
from codemods.domains.runtime.startup import at_start, blank_before, lines_of, step_of, witness
from codemods.libraries.sqlalchemy import DJANGO_COMMANDS
from codemods.model.call_graph import Code, code_at
from codemods.model.callers import callers
from codemods.model.import_graph import imports
from codemods.model.names import qualified
from codemods.model.parsable import readable
from codemods.model.scopes import scope_of, tables
from codemods.plans.own_database import is_in_memory, is_of_each_container
from codemods.plans.release_command import Preparation, flask_command, preparation
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site
from codemods.vocabulary.kept import once
from codemods.vocabulary.rule import Rule
from codemods.vocabulary.unreadable import Unreadable

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Command:
    """The command and its function: where it is registered, its names, its lines, blank lines around it."""

    app: str
    command: str
    name: str
    body: str
    blank: int
    after: int


rule = Rule[_Command](
    "OP401", "tables-at-start", safety=Safety.UNSAFE,
    needles=("create_all", "drop_all", "executescript", "execute(", "upgrade(", "stamp(", "alembic.config",
             "call_command", "execute_from_command_line", "create_tables", "generate_schemas"),
)  # fmt: skip

_STATEMENTS = ("SimpleStatementLine", "With", "If", "For", "Try", "While", "FunctionDef", "ClassDef")
# The project has such a command already.
_TAKEN = re.compile(
    rb"\bcommand\(\s*(name\s*=\s*)?[\"'](?:init|reset)[-_]db[\"']|command(\([^)]*\))?\s*\n\s*def (?:init|reset)_db\("
)

# What tests make tables by, and what writes to some.
_MAKES = re.compile(rb"create_all|\bupgrade\(|migrate|init[-_]db|executescript|CREATE TABLE|alembic", re.IGNORECASE)
_WRITES = re.compile(rb"\bsession\s*\.\s*(?:add|add_all|commit|execute|query)\(|\.query\b")


@rule.find(ast.Module)
def tables_at_start(node: ast.Module, file: SourceFile) -> Iterator[Finding[_Command]]:
    """Calls that make or drop tables before the service can answer: one finding for a command, or for a function."""
    parts: dict[Code | Preparation, list[ast.Call]] = {}
    for each in _at_start(file):
        parts.setdefault(_preparation(file, each) or code_at(file, each), []).append(each)
    for mended, calls in _joined(parts).items():
        found = mended if isinstance(mended, Preparation) else None
        same = _at_imports(file.project, file.project.service_root(file.path)).get(_said(file, calls[0]), [])
        alike = same if found is None and calls[0] in (node for _, node in same) else []
        if not alike or alike[0][0] is file:
            also = tuple((other.path, each.lineno) for other, each in alike[1:])
            yield _finding(file, sorted(calls, key=lambda each: (each.lineno, each.col_offset)), found, also)


def _preparation(file: SourceFile, call: ast.Call) -> Preparation | None:
    """What could be a command, but for a call between an opening and a closing of its own, which would stay behind."""
    found = preparation(file, call)
    if found is None or not isinstance(call.func, ast.Attribute) or file.statement(call) not in found.statements:
        return found
    opened = {f"{ast.unparse(call.func.value)}.{each}" for each in ("connect", "close")}
    block = file.block(file.statement(call))
    beside = (each.value for each in block if isinstance(each, ast.Expr) and each not in found.statements)
    return None if any(isinstance(one, ast.Call) and ast.unparse(one.func) in opened for one in beside) else found


@once
def _at_imports(project: Project, root: str) -> dict[str, list[tuple[SourceFile, ast.Call]]]:
    """The calls that make tables when modules of a service are imported, by what they call: one fault, however many."""
    found: dict[str, list[tuple[SourceFile, ast.Call]]] = {}
    for file in readable(sorted(project.mentioning(b"create_all"), key=lambda each: each.path)):
        if project.service_root(file.path) == root and not project.is_test(file.path):
            for each in _at_start(file):
                if isinstance(scope_of(file, each), ast.Module):
                    found.setdefault(_said(file, each), []).append((file, each))
    return found


def _at_start(file: SourceFile) -> list[ast.Call]:
    # A stamp only says which migration a database has had.
    return [
        each for each in (file.nodes(ast.Call) if not is_in_memory(file) else ())
        if makes_tables(file, each) not in ("", "stamp") and not _is_optional(file, each) and at_start(file, each)
    ]  # fmt: skip


def _said(file: SourceFile, call: ast.Call) -> str:
    return qualified(file, call.func)


def _joined(parts: dict[Code | Preparation, list[ast.Call]]) -> dict[Code | Preparation, list[ast.Call]]:
    """The same with what only another of the functions runs put to that one: a migration calls its steps."""
    found = dict(parts)
    for mended in parts:
        above = _only_caller(mended)
        while above is not None and above in parts and above not in found:
            above = _only_caller(above)
        if above is not None and above != mended and above in found:
            found[above] = [*found[above], *found.pop(mended)]
    # Steps that one function runs, one for each table, are one preparation.
    firsts: dict[Code, Code | Preparation] = {}
    for mended in list(found):
        above = _only_caller(mended)
        if above is not None and (first := firsts.setdefault(above, mended)) is not mended:
            found[first] = [*found[first], *found.pop(mended)]
    return found


def _only_caller(code: Code | Preparation) -> Code | None:
    running = {each.caller for each in callers(code)} if isinstance(code, Code) else set()
    above = running.pop() if len(running) == 1 else None
    return None if above is None or isinstance(above.node, ast.Module) else above


def _is_optional(file: SourceFile, node: ast.Call) -> bool:
    return is_chosen(file, node) or is_switched_off(file, node) or is_for_sqlite(file, node)


def _finding(
    file: SourceFile, calls: list[ast.Call], found: Preparation | None, elsewhere: tuple[tuple[str, int], ...]
) -> Finding[_Command]:
    first = calls[0]
    what = " and ".join(dict.fromkeys(makes_tables(file, each) for each in calls))
    message = f"each start of the service runs {what} ({witness(file, first)})"
    here = tuple((file.path, line) for line in sorted({each.lineno for each in calls} - {first.lineno}))
    also = tuple(dict.fromkeys((*here, *elsewhere)))
    if is_of_each_container(file):
        remedy = "give the service a database server first: the SQLite file is each container's own, and begins empty"
        return file.finding(rule, first, message, remedy, safety=Safety.NONE, also=also)
    data = _data(found) if found else None
    if found is None or data is None:
        remedy = "make it a command that is run once before each deploy"
        if (django := makes_tables(file, first)) in DJANGO_COMMANDS:
            remedy = f"run manage.py {django} once before each deploy, as a step of its own"
        return file.finding(rule, first, message, remedy, safety=Safety.NONE, also=also)
    if tests := _given_to_tests(file):
        remedy = f"make it a command that is run once before each deploy; {tests} has its tables from here too"
        return file.finding(rule, first, message, remedy, safety=Safety.NONE, also=also)
    if not (flask := flask_command(found.file)):
        remedy = "make it a command that is run once before each deploy; flask finds no factory before Flask 1.0"
        return file.finding(rule, first, message, remedy, safety=Safety.NONE, also=also)
    run = f"{flask} {data.command}"
    return file.finding(
        rule, first, message, f"make it a command, and run {run} before each deploy",
        sites=_sites(found), data=data, group=f"{found.file.path}:{found.statements[0].lineno}", also=also,
    )  # fmt: skip


def _given_to_tests(file: SourceFile) -> str:
    """The tests that write to the tables and make none themselves: the start that they import does; '' without any."""
    project = file.project
    tests = [each for each in project.python() if project.is_test(each.path)]
    if any(_MAKES.search(each.spelled) for each in tests):
        return ""
    for each in tests:
        with contextlib.suppress(Unreadable):
            if _WRITES.search(each.spelled) and any(one.file is file for one in imports(each)):
                return each.path
    return ""


def _sites(found: Preparation) -> tuple[Site, ...]:
    file = found.file
    first, *others = found.statements
    sites = [file.site(each, "remove") for each in others]
    if found.guard is not None:
        return (file.site(found.guard, "before"), file.site(first, "remove"), *sites)
    if found.following is not None and blank_before(file, found.following) < _blank(found):
        sites.append(file.site(found.following, "spaced"))
    return (file.site(first, "command"), *sites)


def _blank(found: Preparation) -> int:
    return 2 if found.guard is not None or isinstance(found.file.parents[found.statements[0]], ast.Module) else 1


def _data(found: Preparation) -> _Command | None:
    """What the command is; None where its name is taken."""
    file = found.file
    if any(_TAKEN.search(each.spelled) for each in file.project.mentioning(b"command")):
        return None
    command = "reset-db" if found.resets else "init-db"
    plain = command.replace("-", "_")
    known = {*tables(file)[file.tree].names, *tables(file)[scope_of(file, found.statements[0])].names}
    name = next((each for each in (plain, f"{plain}_command") if each not in known), "")
    if not name:
        return None
    said = (
        "Empty the database and prepare it anew: all its data is lost."
        if found.resets
        else "Prepare the database, once before a deploy."
    )
    step = step_of(file)
    body = "".join(f"{step}{line}\n" if line.strip() else "\n" for line in _body(found))
    after = _blank(found)
    first = after == 1 and file.block(found.statements[0])[0] is found.statements[0]
    text = f'{step}"""{said}"""\n{body}'
    return _Command(found.app, command, name, text, blank=0 if first else after, after=after)


def _body(found: Preparation) -> list[str]:
    first, last = found.statements[0], found.statements[-1]
    start = first.lineno
    if found.unwrapped and isinstance(first, ast.With):
        header = first.items[-1].context_expr.end_lineno or first.lineno
        start = header + 1 if first.body[0].lineno > header else 0
        if not start:
            return [found.file.source(each) for each in first.body]
    while not found.file.lines[start - 1].strip():
        start += 1
    return lines_of(found.file, start, last.end_lineno or last.lineno)


def _code(finding: Finding[_Command], edit: Edit) -> str:
    data = finding.data
    return f"@{data.app}.cli.command({edit.string(data.command)})\ndef {data.name}():\n{data.body}"


@rule.rewrite(*_STATEMENTS, role="command")
def to_command(node: cst.CSTNode, finding: Finding[_Command], edit: Edit) -> object:
    """The command where the first of the statements stood."""
    from codemods.rewriting.cst.functions import function_for

    return function_for(node, _code(finding, edit), edit, finding.data.blank)


@rule.rewrite("If", role="before")
def before_guard(node: cst.If, finding: Finding[_Command], edit: Edit) -> object:
    """The command above the main guard, so that `flask` knows it."""
    from codemods.rewriting.cst.functions import function_before

    return function_before(node, _code(finding, edit), edit)


@rule.rewrite(*_STATEMENTS, role="spaced")
def apart(node: cst.CSTNode, finding: Finding[_Command], edit: Edit) -> object:
    """What stands behind the command, with blank lines between."""
    from codemods.rewriting.cst.functions import spaced

    return spaced(node, finding.data.after)
