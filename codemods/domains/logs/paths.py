"""Which paths are log files, and which programs may keep one."""

from __future__ import annotations

import ast
import re

from codemods.libraries.files import DEVICE_TESTS
from codemods.libraries.frameworks.command_lines import MAKES_COMMAND, PARSERS, SCREEN
from codemods.model.environment_reads import environment_read
from codemods.model.names import qualified
from codemods.model.scopes import lookup
from codemods.model.strings import argument, text
from codemods.project.source_file import SourceFile

_COMMAND_FOLDER = re.compile(r"(^|/)(scripts?|tools?|bin|examples?|docs?|notebooks?|benchmarks?|samples?)/")
_DEVICES = ("/dev/", "/proc/self/fd/", "/proc/1/fd/", "nul")


def log_path(call: ast.Call) -> ast.expr | None:
    """The path that a file handler's constructor is given."""
    return argument(call, 0, "filename")


def writes_no_file(file: SourceFile, path: ast.expr | None) -> bool:
    """Whether the path is a device, or whoever runs the program asks for the file, or the screen is the program's own.

    Asked for: by the environment or the command line alone, or by an option that may be empty, `if log_file:`.
    """
    if path is None:
        return False
    if SCREEN.search(file.spelled) or _is_option(file, path) or is_for_a_device(file, path):
        return True
    if isinstance(path, ast.BoolOp | ast.IfExp) and any(map(_is_null, ast.iter_child_nodes(path))):
        return True
    if text(file, path).prefix.lower().startswith(_DEVICES) or _is_null(path):
        return True
    if isinstance(path, ast.Name):
        bindings = lookup(file, path, path.id)
        if bindings and all(_is_temporary(file, each.node) for each in bindings):
            return True
        if len(bindings) == 1 and bindings[0].value is not None:
            return writes_no_file(file, bindings[0].value)
    read = environment_read(file, path)
    return (read is not None and read[1] is None) or ".parse_args" in qualified(file, path)


def _is_temporary(file: SourceFile, statement: ast.AST) -> bool:
    """Whether `tempfile` makes the name, as of what one job says: `handle, name = tempfile.mkstemp()`."""
    value = statement.value if isinstance(statement, ast.Assign) else None
    return isinstance(value, ast.Call) and qualified(file, value.func).startswith("tempfile.mk")


def is_for_a_device(file: SourceFile, node: ast.AST) -> bool:
    """Whether the code at the node runs only where a path is a character device, as standard output's is."""
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.If | ast.IfExp) and child is not each.test and _asks_for_a_device(file, each.test):
            orelse = each.orelse if isinstance(each.orelse, list) else [each.orelse]
            return (child in orelse) is isinstance(each.test, ast.UnaryOp)
        child = each
    return False


def _asks_for_a_device(file: SourceFile, test: ast.expr) -> bool:
    test = test.operand if isinstance(test, ast.UnaryOp) else test
    values = [test]
    if isinstance(test, ast.Name):
        values = [each.value for each in lookup(file, test, test.id) if each.value is not None]
    return any(
        isinstance(each, ast.Attribute | ast.Name) and ast.unparse(each).rpartition(".")[2] in DEVICE_TESTS
        for value in values
        for each in ast.walk(value)
    )


def _is_null(path: ast.AST) -> bool:
    return ast.unparse(path) == "os.devnull"


def _is_option(file: SourceFile, path: ast.expr) -> bool:
    """Whether the path is a variable that nothing here gives a text, and that may be empty: then no file is written."""
    if not isinstance(path, ast.Name | ast.Attribute) or text(file, path).known.strip("\0"):
        return False
    bindings = lookup(file, path, path.id) if isinstance(path, ast.Name) else []
    defaults = [_default(file, path, each.node) for each in bindings if each.kind == "param"]
    given = [each.value for each in bindings if each.kind != "param"]
    values = [*given, *(each for each in defaults if each is not None)]
    if any(value is None or any(map(_names_file, ast.walk(value))) for value in values):
        return False
    return any(isinstance(each, ast.Constant) and each.value is None for each in defaults) or _is_tested(file, path)


def is_told_by_operator(file: SourceFile, path: ast.expr | None) -> bool:
    """Whether whoever runs a command names the file: a parameter of a command with options, or one of Django's."""
    function = file.function(path) if path is not None else None
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    if isinstance(path, ast.Subscript):
        return (
            function.name == "handle" and ast.unparse(path.value) == "options" and "/management/commands/" in file.path
        )
    given = isinstance(path, ast.Name) and [each.kind for each in lookup(file, path, path.id)] == ["param"]
    return given and any(
        MAKES_COMMAND.search(qualified(file, each.func if isinstance(each, ast.Call) else each) or ast.unparse(each))
        for each in function.decorator_list
    )


def _names_file(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and any(each in node.value for each in "./")


def _default(file: SourceFile, path: ast.expr, parameter: ast.AST) -> ast.expr | None:
    """What the parameter of the function that the path stands in is where nobody gives it; None for no default."""
    function = file.function(path)
    if function is None or isinstance(function, ast.Lambda):
        return None
    pairs = [*zip(reversed(_positional(function)), reversed(function.args.defaults), strict=False)]
    pairs += zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)  # type: ignore[arg-type]
    return next((value for each, value in pairs if each is parameter), None)


def _positional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args]


def _is_tested(file: SourceFile, path: ast.expr) -> bool:
    """Whether the path stands in the body of an `if` that asks for it."""
    said = ast.unparse(path)
    child: ast.AST = path
    for each in file.ancestors(path):
        if isinstance(each, ast.If) and any(child is one for one in each.body):
            conditions = each.test.values if isinstance(each.test, ast.BoolOp) else [each.test]
            if any(ast.unparse(one) in (said, f"{said} is not None") for one in conditions):
                return True
        child = each
    return False


def is_command(file: SourceFile) -> bool:
    """Whether a person runs the file as a command: its output is for that person."""
    if _COMMAND_FOLDER.search(file.path):
        return True
    return b"__main__" in file.spelled and any(each in file.spelled for each in PARSERS)
