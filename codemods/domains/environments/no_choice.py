"""Branches on the environment's name that limit no environment: they tell something, find the name itself, name a
`.env` file, give what only counts where a variable is not set, or refuse what another setting says.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from codemods.domains.environments.branches import Body, Switch
from codemods.domains.environments.names import comparison, is_used_elsewhere, subject
from codemods.libraries.frameworks.command_lines import COMMAND_ERRORS
from codemods.model.environment_reads import environment_read
from codemods.model.names import last_name, qualified
from codemods.model.scopes import lookup
from codemods.project.source_file import SourceFile

_TELLS = re.compile(
    r"^print$|^warnings\.warn$|(^|\.)load_dotenv$|(^|_|\.)log(ger|ging)?\.(debug|info|warn(ing)?|error|critical)$",
    re.IGNORECASE,
)
_DOTENV = re.compile(r"(^|[\w/])\.env(\.|$)")
_FILE_KEYWORDS = frozenset(("_env_file", "env_file", "dotenv_path", "encoding", "env_file_encoding"))
# What such a file says takes the place of the environment then.
_FILE_WINS = re.compile(rb"\boverride\s*=\s*True\b|\bdotenv_values\b")
# A page may ask for what no code names.
_RENDERS = (b"render_template", b"Templates(", b"TemplateResponse", b"django")
# What a search for the name is made of.
_LOOKS = (ast.Assign, ast.AnnAssign, ast.If, ast.For, ast.With, ast.Try, ast.Break, ast.Continue)
# What refuses a configuration, and no request.
_REFUSES = re.compile(
    r"^(?:ValueError|RuntimeError|AssertionError|KeyError|EnvironmentError|OSError|Exception|TypeError|SystemExit)$"
    r"|Config|Setting|Missing|Environ|Secret|Startup"
)


def limits_nothing(file: SourceFile, found: Switch) -> bool:
    """Whether any environment can be configured, whatever the branches do."""
    return (
        _sets_nothing(found)
        or _ends_command(file, found)
        or is_default(file, found.node)
        or _names_dotenv(file, found)
        or _finds_name(file, found)
        or _only_checks(file, found)
    )


def tells(statement: ast.stmt | ast.expr) -> bool:
    """Whether a statement tells something, does nothing, or reads a `.env` file, whose values others can give."""
    match statement:
        case ast.Expr(value=ast.Call(func=function)):
            return _TELLS.search(ast.unparse(function)) is not None
        case ast.Expr(value=ast.Constant()):
            return True
    return isinstance(statement, ast.Pass)


def is_default(file: SourceFile, node: ast.AST) -> bool:
    """Whether a value only counts where a variable is not set: `os.getenv("LEVEL", "DEBUG" if is_dev else "INFO")`."""
    child = node
    for each in file.ancestors(node):
        match each:
            case ast.Call() if (read := environment_read(file, each)) is not None:
                return read[1] is (child.value if isinstance(child, ast.keyword) else child)
            case ast.BoolOp(op=ast.Or(), values=[first, *_]) if child is not first:
                return any(environment_read(file, part) for part in ast.walk(first))
            case ast.stmt() | ast.Lambda():
                return False
        child = each
    return False


def only_gives_defaults(file: SourceFile, node: ast.expr) -> bool:
    """Whether a test for an environment is kept under a name that only chooses defaults of variables, or is told."""
    uses = kept_uses(file, node)
    chosen = [each for each in uses if is_default(file, _whole(file, each))]
    return bool(chosen) and all(each in chosen or tells(file.statement(each)) for each in uses)


def kept_uses(file: SourceFile, node: ast.expr) -> list[ast.Name]:
    """Where a value is used that is kept under one name; none where it is not, or other modules may take the name."""
    match file.parents.get(node):
        case ast.Assign(targets=[ast.Name(id=name) as target], value=value) if value is node:
            pass
        case _:
            return []
    bindings = lookup(file, target, name)
    if len(bindings) != 1 or (file.function(node) is None and is_used_elsewhere(file, name)):
        return []
    return [
        each for each in file.nodes(ast.Name)
        if each.id == name and isinstance(each.ctx, ast.Load) and lookup(file, each, name) is bindings
    ]  # fmt: skip


def is_asked_by_tests_alone(file: SourceFile, node: ast.expr) -> bool:
    """Whether a test for an environment is what a method or a function returns that nothing but tests names."""
    function = file.function(node)
    if not isinstance(function, ast.FunctionDef) or not isinstance(file.parents.get(node), ast.Return):
        return False
    word = re.compile(rb"\b%s\b" % re.escape(function.name.encode()))
    using = [path for path, each in file.project.files.items() if word.search(each.spelled)]
    tests = [path for path in using if file.project.is_test(path)]
    if not tests or set(using) != {file.path, *tests} or len(word.findall(file.spelled)) != 1:
        return False
    return not any(True for each in _RENDERS for _ in file.project.mentioning(each))


def _whole(file: SourceFile, test: ast.expr) -> ast.AST:
    """The conditional expression that a name is the test of."""
    parent = file.parents[test]
    if isinstance(parent, ast.UnaryOp):
        test, parent = parent, file.parents[parent]
    return parent if isinstance(parent, ast.IfExp) and parent.test is test else test


def _statements(body: Body) -> Sequence[ast.stmt | ast.expr]:
    return body if isinstance(body, list) else [body]


def _sets_nothing(found: Switch) -> bool:
    return isinstance(found.node, ast.If) and all(tells(each) for body in found.bodies for each in _statements(body))


def _ends_command(file: SourceFile, found: Switch) -> bool:
    """Whether a command refuses to run, as its library says that to a person: `raise click.UsageError(…)`."""
    return isinstance(found.node, ast.If) and all(
        isinstance(raised := body[-1], ast.Raise)
        and raised.exc is not None
        and qualified(file, getattr(raised.exc, "func", raised.exc)) in COMMAND_ERRORS
        and all(map(tells, body[:-1]))
        for body in found.bodies if isinstance(body, list)
    )  # fmt: skip


def _names_dotenv(file: SourceFile, found: Switch) -> bool:
    """Whether each branch only names a `.env` file, over which the process's environment wins."""
    if _FILE_WINS.search(file.spelled):
        return False
    return all(
        tells(each) or _is_dotenv(each) for body in found.bodies for each in _statements(body)
    ) and any(_is_dotenv(each) for body in found.bodies for each in _statements(body))  # fmt: skip


def _is_dotenv(node: ast.stmt | ast.expr) -> bool:
    match node:
        case ast.Return(value=ast.expr() as value) | ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            return _is_dotenv(value)
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="append"), args=[value])):
            return _is_dotenv(value)
        case ast.expr():
            parts = list(ast.walk(node))
            if any(
                isinstance(each, ast.Dict) or getattr(each, "arg", "_env_file") not in _FILE_KEYWORDS for each in parts
            ):
                return False
            texts = [each.value for each in parts if isinstance(each, ast.Constant)]
            return any(isinstance(each, str) and _DOTENV.search(each) for each in texts)
    return False


def _finds_name(file: SourceFile, found: Switch) -> bool:
    """Whether the branches only look for the environment's name elsewhere, and give it."""
    if not isinstance(found.node, ast.If):
        return False
    parts = [each for statement in (*found.node.body, *found.node.orelse) for each in ast.walk(statement)]
    stored = _stored(found.node)
    return (
        found.key in stored
        and all(isinstance(each, _LOOKS) or tells(each) for each in parts if isinstance(each, ast.stmt))
        and not any(isinstance(each, ast.Attribute | ast.Subscript) and _is_stored(each) for each in parts)
        and _is_kept_inside(file, found.node, stored - {found.key})
    )


def _is_stored(node: ast.Attribute | ast.Subscript) -> bool:
    return isinstance(node.ctx, ast.Store)


def _stored(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}


def _is_kept_inside(file: SourceFile, node: ast.AST, names: set[str]) -> bool:
    """Whether nothing outside of a node reads what it gives these names."""
    inside = set(ast.walk(node))
    scope = file.function(node) or file.tree
    return not any(
        isinstance(each, ast.Name) and each.id in names and each not in inside for each in ast.walk(scope)
    ) and (scope is not file.tree or not names)


def _only_checks(file: SourceFile, found: Switch) -> bool:
    """Whether the branches refuse what another setting says, and do nothing else: `if live and not SECRET: raise`."""
    node = found.node
    if not isinstance(node, ast.If):
        return False
    checked: list[ast.stmt] = [each for body in found.bodies if isinstance(body, list) for each in body]
    if [type(each) for each in checked] == [ast.Return] and _checks(checked[0]):
        # Others go no further: what stands below is checked in this environment alone.
        block = file.block(node)
        checked = block[block.index(node) + 1 :]
    if not all(_checks(each) for each in checked) or not _is_kept_inside(file, node, _stored(node)):
        return False
    raises = [each for one in checked for each in ast.walk(one) if isinstance(each, ast.Raise)]
    return bool(raises) and all(_refuses_more(file, each, node) for each in raises)


def _refuses_more(file: SourceFile, raised: ast.Raise, node: ast.If) -> bool:
    """Whether a configuration is refused by a test for something besides the environment's name."""
    error = raised.exc.func if isinstance(raised.exc, ast.Call) else raised.exc
    if error is None or not _REFUSES.search(last_name(error)):
        return False
    child: ast.AST = raised
    for each in file.ancestors(raised):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            return False
        if isinstance(each, ast.If) and (child in each.body or each is node) and _asks_more(file, each.test):
            return True
        child = each
    return False


def _checks(statement: ast.stmt) -> bool:
    match statement:
        case ast.If(body=body, orelse=orelse) | ast.For(body=body, orelse=orelse):
            return all(map(_checks, (*body, *orelse)))
        case ast.Assign(targets=[ast.Name()]) | ast.AnnAssign(target=ast.Name()) | ast.Raise():
            return True
        case ast.Return(value=value):
            return value is None or isinstance(value, ast.Name)
    return tells(statement)


def _asks_more(file: SourceFile, test: ast.expr) -> bool:
    """Whether a test asks for something besides the environment's name."""
    parts = test.values if isinstance(test, ast.BoolOp) else [test]
    return any(comparison(file, each) is None and subject(file, each) is None for each in parts)
