"""OP605: an application whose configuration is a file, with nothing that lets the environment win.

`from_pyfile` and its like read a file of the image, or of one machine's instance folder. Another environment needs
another file, and who runs the container has no say. A file that is read last even overrides what the environment set.

Before::

    app.config.from_pyfile("config.py", silent=True)  # this machine's own

After::

    app.config.from_pyfile("config.py", silent=True)  # this machine's own
    app.config.update(
        {
            key: type(value)(os.environ[key])
            for key, value in app.config.items()
            if key in os.environ and type(value) in (str, int, float)
        }
    )

The file stays and holds the defaults; text and numbers can be set from outside under the setting's own name. Switches
and lists keep the file's value: of those every text would be true. It is unsafe because a variable of that name may be
set already.

By hand: read each setting from the environment, with the file's value as its default.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeGuard

from codemods.analysis.config_files import fixed_file, looks_at_any_variable, reads_environment
from codemods.analysis.environment import environment_read
from codemods.analysis.environments import config_receiver
from codemods.analysis.names import called
from codemods.analysis.scopes import lookup
from codemods.analysis.source import SourceFile, Unreadable
from codemods.analysis.test_code import Use, use_of_path
from codemods.analysis.values import argument
from codemods.finding import Finding, Safety
from codemods.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule(
    "OP605", "config-file", needles=("from_pyfile", "from_json", "from_file", "from_yaml"), safety=Safety.UNSAFE
)

_LOADERS = ("from_pyfile", "from_json", "from_file", "from_yaml")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@rule.find(ast.Call)
def loaders(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Files read into an application's configuration, after which no variable can change it."""
    message = _message(file, node)
    if message is None or not isinstance(node.func, ast.Attribute):
        return
    remedy = "let the environment win over the file's settings"
    statement, config = file.statement(node), node.func.value
    if not isinstance(statement, ast.Expr) or statement.value is not node or isinstance(config, ast.Call):
        yield file.finding(rule, node, message, remedy, safety=Safety.NONE)
        return
    # Of several files in a row, the last one is the place for the override.
    block = file.block(statement)
    last = [each for each in block if _loads_into(each, ast.unparse(config)) and _message(file, each.value)][-1]
    yield file.finding(
        rule, node, message, remedy, sites=(file.site(statement, "overridden"),) if statement is last else (),
        data={"config": ast.unparse(config)}, group=f"{file.path}:{last.lineno}",
    )  # fmt: skip


def _loads_into(statement: ast.stmt, config: str) -> TypeGuard[ast.Expr]:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=holder, attr=attr))):
            return attr in _LOADERS and ast.unparse(holder) == config
    return False


def _message(file: SourceFile, node: ast.expr) -> str | None:
    """What is wrong with a call that loads a file, None where nothing is."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in _LOADERS:
        return None
    if not config_receiver(file, node.func.value) or file.project.is_test(file.path):
        return None
    path = argument(node, 0, "filename")
    if path is None or _comes_from_outside(file, path) or _is_for_tests(path):
        return None
    statements = _statements(file.function(node) or file.tree)
    later = [each for each in statements if each.lineno > (node.end_lineno or 0)]
    if _is_overridden(file, later) or _reads_itself(file, path):
        return None
    earlier = [each for each in statements if each.lineno < node.lineno and not hasattr(each, "body")]
    if any(reads_environment(file, each) and "config" in ast.unparse(each) for each in earlier):
        return f"{node.func.attr} silently overrides what the environment set before"
    return f"{node.func.attr} makes a file the last word on the configuration: the environment cannot set it"


def _is_for_tests(path: ast.expr) -> bool:
    """Whether a literal in the expression names settings that tests run with."""
    written = [each.value for each in ast.walk(path) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return any(use_of_path(each) is Use.TEST for each in written)


def _comes_from_outside(file: SourceFile, path: ast.expr) -> bool:
    """Whether a variable or the command line names the file."""
    if fixed_file(file, path) is not None:
        return False
    names = [each for each in ast.walk(path) if isinstance(each, ast.Name)]
    values = [each.value for name in names for each in lookup(file, name, name.id) if each.value is not None]
    return any(reads_environment(file, each) or "argv" in ast.unparse(each) for each in (path, *values))


def _statements(scope: ast.AST) -> list[ast.stmt]:
    """The statements of a function or module, without those of the functions inside."""
    found: list[ast.stmt] = []
    stack = list(ast.iter_child_nodes(scope))
    while stack:
        node = stack.pop()
        if isinstance(node, ast.stmt):
            found.append(node)
        if not isinstance(node, _FUNCTIONS):
            stack += ast.iter_child_nodes(node)
    return found


def _is_overridden(file: SourceFile, later: list[ast.stmt]) -> bool:
    """Whether a later statement puts variables of the environment into the configuration."""
    for statement in later:
        if isinstance(statement, _FUNCTIONS) or hasattr(statement, "body"):
            continue
        if looks_at_any_variable(file, [statement]):
            return True
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and _overrides(file, node):
                return True
    return False


def _overrides(file: SourceFile, call: ast.Call) -> bool:
    """Whether a call of the project's own function looks up variables by computed names."""
    name = called(file, call)
    module, _, function = name.rpartition(".")
    target = file.project.module(module, file.path) if module else None
    if target is None:
        return False
    try:
        body = [each for each in target.tree.body if isinstance(each, _FUNCTIONS) and each.name == function]
    except Unreadable:
        return False
    return looks_at_any_variable(target, list(body))


def _reads_itself(file: SourceFile, path: ast.expr) -> bool:
    """Whether the file is a Python file of the project that asks the environment."""
    name = fixed_file(file, path)
    if name is None or not name.endswith((".py", ".cfg")):
        return False
    root = file.project.service_root(file.path)
    near = [each for each in file.project.files.values() if each.path.rpartition("/")[2] == name]
    for each in near:
        if each.kind == "python" and file.project.service_root(each.path) == root and b"env" in each.data:
            try:
                if any(environment_read(each, node) for node in ast.walk(each.tree)):
                    return True
            except Unreadable:
                continue
    return False


@rule.rewrite("SimpleStatementLine", role="overridden")
def with_override(node: cst.SimpleStatementLine, finding: Finding, edit: Edit) -> object:
    """The statement, and behind it the update from the environment."""
    import libcst as cst

    config, environ = finding.data["config"], edit.name("os.environ")
    update = edit.statement(
        f"{config}.update(\n"
        "    {\n"
        f"        key: type(value)({environ}[key])\n"
        f"        for key, value in {config}.items()\n"
        f"        if key in {environ} and type(value) in (str, int, float)\n"
        "    }\n"
        ")\n"
    )
    return cst.FlattenSentinel([node, update])
