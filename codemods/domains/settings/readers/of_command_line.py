"""Options of a command line, as Click, Typer, argparse and others declare them: their names and their defaults."""

from __future__ import annotations

import ast

from codemods.libraries.frameworks.command_lines import OPTION_METHODS, OPTION_MODULES, OPTION_VARIABLES, OPTIONS
from codemods.model.names import called, last_name
from codemods.model.strings import argument, keyword, literal
from codemods.model.targets import place_of
from codemods.project.source_file import SourceFile

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
