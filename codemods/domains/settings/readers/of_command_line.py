"""Options of a command line, as Click, Typer, argparse and others declare them: their names and their defaults."""

from __future__ import annotations

import ast
import posixpath
import re

from codemods.libraries.frameworks.command_lines import OPTION_METHODS, OPTION_MODULES, OPTION_VARIABLES, OPTIONS
from codemods.model.names import called, last_name
from codemods.model.parsable import is_imported_by_name
from codemods.model.singletons import naming
from codemods.model.strings import argument, keyword, literal
from codemods.model.targets import place_of
from codemods.project.source_file import SourceFile, begin, end

_DECLARES = frozenset(each.rpartition(".")[2] for each in OPTIONS)


def option_default(file: SourceFile, call: ast.Call) -> ast.expr | None:
    """The default of the option that a call declares; None where it declares none."""
    last = last_name(call.func)
    if last in OPTION_METHODS:
        place = None if OPTION_MODULES.search(file.spelled) else -1
    else:
        place = OPTIONS.get(called(file, call), -1) if last in _DECLARES else -1
    if place is not None and place >= 0:
        return argument(call, place, "default")
    given = keyword(call, "default") if place is None else None
    return given.value if given is not None else None


def option_names(file: SourceFile, call: ast.Call) -> list[str]:
    """What an option is called: its flags, the long one first, what its value is kept as, else the parameter's name."""
    flags = [each for each in map(literal, call.args) if each and (each.startswith("-") or each.isidentifier())]
    kept = [literal(each.value) for each in call.keywords if each.arg in ("dest", "name")]
    place = place_of(file, call)
    given = [place.name] if place is not None and place.kind == "parameter" else []
    if called(file, call).startswith("typer."):
        flags = [each for each in flags if each.startswith("-")]
    return [*sorted(flags, key=len, reverse=True), *filter(None, kept), *given]


def option_variable(call: ast.Call) -> str:
    """The variable that gives an option where the command line does not; '' for none."""
    return next((literal(each.value) or "" for each in call.keywords if each.arg in OPTION_VARIABLES), "")


def is_left_to_options(file: SourceFile, line: int, column: int) -> bool:
    """Whether a constant is given at a place that is only the default of options, and nothing starts the program
    without them: whoever starts it says what else it is.

    Raises Unreadable.
    """
    names = [
        each.targets[0].id for each in file.tree.body
        if isinstance(each, ast.Assign) and begin(each) <= (line, column) < end(each)
        and isinstance(each.targets[0], ast.Name)
    ]  # fmt: skip
    if len(names) != 1 or is_imported_by_name(file, names[0]):
        return False
    declared = [_declaring(home, use) for home, use in naming(file, names[0])]
    if not declared or not all(declared):
        return False
    flags = {name for call in declared if call for name in option_names(file, call) if name.startswith("-")}
    return bool(flags) and not _is_started_without(file, flags)


def _declaring(file: SourceFile, use: ast.expr) -> ast.Call | None:
    """The call that declares an option whose default a node is."""
    around = file.parents.get(use)
    call = file.parents.get(around) if isinstance(around, ast.keyword) else around
    return call if isinstance(call, ast.Call) and option_default(file, call) is use else None


def _is_started_without(file: SourceFile, flags: set[str]) -> bool:
    """Whether a file that is no Python names the program, also as a command of `manage.py`, and none of its options."""
    stem = posixpath.basename(file.path).removesuffix(".py").encode()
    named = re.compile(rb"(?<![\w-])%s(?![\w-])" % re.escape(stem))
    return any(
        each.kind and each.kind != "python" and named.search(each.spelled)
        and not any(flag.encode() in each.spelled for flag in flags)
        for each in file.project.files.values()
    )  # fmt: skip
