"""Whether a literal can be handed to the environment where it stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.environments.names import is_one_environments
from codemods.domains.settings.families import siblings
from codemods.domains.settings.literals import literal_kind
from codemods.domains.settings.overridden.by_files import is_given_by_file
from codemods.domains.settings.overridden.by_loops import is_replaced_by_environment
from codemods.model.parsable import readable
from codemods.model.scopes import lookup, tables
from codemods.model.targets import environment_wins
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_DECLARES = re.compile(r"(Enum|Flag|Model|Form|Schema|TypedDict|NamedTuple|Settings|Protocol)$")
_READS = re.compile(r"(environ|getenv|env)\b")


def may_move(file: SourceFile, value: ast.expr, name: str, kind: str) -> bool:
    """Whether this is the one place that gives the name its value, and the environment does not win already."""
    if environment_wins(file, value) or name in _handed(file) or is_replaced_by_environment(file, value):
        return False
    if kind == "constant" and any(
        name in _handed(each) for each in file.project.words.holding(name.encode(), whole=True)
    ):
        return False
    if kind == "setting":
        return name.isupper()
    if kind not in ("constant", "attribute", "local"):
        return True
    if kind != "local" and is_one_environments(file, value, name):
        return False
    if kind != "local" and is_given_by_file(file, value, name):
        return False
    statement = file.statement(value)
    owner = file.enclosing_class(statement) if kind == "attribute" else None
    if owner is not None:
        declares = any(_DECLARES.search(ast.unparse(base)) for base in owner.bases)
        return not declares and name.isupper() and len(tables(file)[owner].names.get(name, [])) == 1
    parent = file.parents[statement]
    nested = isinstance(parent, ast.If) and not _is_main_guard(parent)
    return not nested and len(lookup(file, statement, name)) == 1


def _mentioning(file: SourceFile, name: str) -> Iterator[SourceFile]:
    """The other files of the project that hold the name."""
    return readable(each for each in file.project.words.holding(name.encode(), whole=True) if each is not file)


@once
def _handed(file: SourceFile) -> frozenset[str]:
    """The names that are handed to what reads the environment: `getenv("PORT", PORT)`."""
    reads = (each for each in file.nodes(ast.Call) if _READS.search(ast.unparse(each.func)))
    given = (value for each in reads for value in (*each.args, *(keyword.value for keyword in each.keywords)))
    names = (
        node.id if isinstance(node, ast.Name) else node.attr
        for value in given for node in ast.walk(value) if isinstance(node, ast.Name | ast.Attribute)
    )  # fmt: skip
    return frozenset(names)


def alternatives(file: SourceFile, value: ast.expr, name: str) -> str:
    """A name for attributes of several classes that are one setting with a default for each; '' for a single one."""
    owner, literal = file.enclosing_class(value), literal_kind(value)
    if owner is None or file.parents[file.statement(value)] is not owner:
        return ""
    others = [literal_kind(each) for _, _, each in siblings(file, owner, name)]
    return f"{file.path}:{name}" if any(each not in (None, literal) for each in others) else ""


def is_alternative(file: SourceFile, node: ast.AST) -> bool:
    """Whether other code decides that this value holds and not another: an arm of a conditional, an except, an else.

    What is made once, when it is first asked for (`if "db" not in g:`), is none.
    """
    child = node
    if _one_of_returns(file, node) or _is_replaced_below(file, node):
        return True
    for each in file.ancestors(node):
        match each:
            case ast.IfExp() | ast.BoolOp() if child is not getattr(each, "test", None):
                return True
            case ast.If() if child is not each.test and not _is_main_guard(each):
                if each.orelse or (_sets_value(file, node) and not _is_first_use(file, each.test, node)):
                    return True
            case ast.ExceptHandler() | ast.match_case():
                return True
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
                return False
        child = each
    return False


def _is_replaced_below(file: SourceFile, node: ast.AST) -> bool:
    """Whether an `if` further down in the same block gives what a function has set another value."""
    statement = file.statement(node)
    if not isinstance(statement, ast.Assign) or file.function(node) is None or not _sets_value(file, node):
        return False
    targets = {ast.unparse(each) for each in statement.targets}
    block = file.block(statement)
    return any(
        isinstance(each, ast.Assign) and not targets.isdisjoint(map(ast.unparse, each.targets))
        for below in block[block.index(statement) + 1 :] if isinstance(below, ast.If) for each in ast.walk(below)
    )  # fmt: skip


def _is_first_use(file: SourceFile, test: ast.expr, node: ast.AST) -> bool:
    """Whether the test asks if what a call makes is there yet: `if not hasattr(g, "db"): g.db = connect(…)`."""
    statement = file.statement(node)
    if not isinstance(node, ast.Call) or not isinstance(statement, ast.Assign) or statement.value is not node:
        return False
    match test:
        case ast.Compare(left=ast.Constant(value=str(name)), ops=[ast.NotIn()], comparators=[holder]):
            made = [f"{ast.unparse(holder)}.{name}", f"{ast.unparse(holder)}[{name!r}]"]
        case ast.UnaryOp(
            op=ast.Not(), operand=ast.Call(func=ast.Name(id="hasattr"), args=[holder, ast.Constant(value=str(name))])
        ):
            made = [f"{ast.unparse(holder)}.{name}"]
        case ast.Compare(left=holder, ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            made = [ast.unparse(holder)]
        case ast.UnaryOp(op=ast.Not(), operand=holder):
            made = [ast.unparse(holder)]
        case _:
            return False
    return any(ast.unparse(each) in made for each in statement.targets)


def _one_of_returns(file: SourceFile, node: ast.AST) -> bool:
    statement, function = file.statement(node), file.function(node)
    if not isinstance(statement, ast.Return) or function is None or not _sets_value(file, node):
        return False
    return sum(isinstance(each, ast.Return) and each.value is not None for each in ast.walk(function)) > 1


def _sets_value(file: SourceFile, node: ast.AST) -> bool:
    """Whether the value itself is kept under a name, and not only what is made of it."""
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.Call) and child is not each.func and not _composes(each):
            return False
        if isinstance(each, ast.stmt):
            return isinstance(each, ast.Assign | ast.AnnAssign | ast.Return)
        child = each
    return False


def _composes(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in ("format", "join")


def _is_main_guard(node: ast.If) -> bool:
    return "__name__" in ast.unparse(node.test)
