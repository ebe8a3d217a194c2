"""Which call is made by what runs a function for its caller, who waits for it: `await to_thread(load, path)`."""

from __future__ import annotations

import ast

from codemods.libraries.standard import CALLS_FOR
from codemods.model.names import last_name
from codemods.project.source_file import SourceFile


def made_by(file: SourceFile, call: ast.Call) -> ast.Call:
    """The call that is made there: of the function that is handed over, else the one that stands there."""
    at = CALLS_FOR.get(last_name(call.func))
    if at is None or len(call.args) <= at or not isinstance(file.parents.get(call), ast.Await):
        return call
    function = call.args[at]
    if not isinstance(function, ast.Name | ast.Attribute):
        return call
    made = ast.Call(function, call.args[at + 1 :], call.keywords)
    return ast.copy_location(made, call)
