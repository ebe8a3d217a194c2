"""Which paths are log files, and which programs may keep one."""

from __future__ import annotations

import ast
import re

from codemods.analysis.environment import environment_read
from codemods.analysis.names import qualified
from codemods.analysis.scopes import lookup
from codemods.analysis.source import SourceFile
from codemods.analysis.values import argument, text

_COMMAND_FOLDER = re.compile(r"(^|/)(scripts?|tools?|bin|examples?|docs?|notebooks?|benchmarks?|samples?)/")
_PARSERS = (b"argparse", b"import click", b"import typer", b"import fire", b"from click", b"from typer", b"optparse")
_DEVICES = ("/dev/", "/proc/self/fd/", "/proc/1/fd/", "nul")


def log_path(call: ast.Call) -> ast.expr | None:
    """The path that a file handler's constructor is given."""
    return argument(call, 0, "filename")


def writes_no_file(file: SourceFile, path: ast.expr | None) -> bool:
    """Whether the path is a device, or comes from the environment or the command line alone."""
    if path is None:
        return False
    if text(file, path).prefix.lower().startswith(_DEVICES) or ast.unparse(path) == "os.devnull":
        return True
    if isinstance(path, ast.Name):
        bindings = lookup(file, path, path.id)
        if len(bindings) == 1 and bindings[0].value is not None:
            return writes_no_file(file, bindings[0].value)
    read = environment_read(file, path)
    return (read is not None and read[1] is None) or ".parse_args" in qualified(file, path)


def given_by_caller(file: SourceFile, path: ast.expr | None) -> bool:
    """Whether the path is a parameter that has no default: whoever calls the function decides."""
    bindings = lookup(file, path, path.id) if isinstance(path, ast.Name) else []
    function = file.function(path) if path is not None else None
    if [each.kind for each in bindings] != ["param"] or function is None:
        return False
    positional = [*function.args.posonlyargs, *function.args.args]
    with_default = positional[len(positional) - len(function.args.defaults) :]
    with_default += [
        arg
        for arg, default in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
        if default is not None
    ]
    return bindings[0].node not in with_default


def is_command(file: SourceFile) -> bool:
    """Whether a person runs the file as a command: its output is for that person."""
    if _COMMAND_FOLDER.search(file.path):
        return True
    return b"__main__" in file.data and any(each in file.data for each in _PARSERS)


def in_test(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node is test code: by the file's place, or in a class for tests (`TestingConfig`)."""
    owner = file.enclosing_class(node)
    return file.project.is_test(file.path) or (owner is not None and owner.name.startswith("Test"))
