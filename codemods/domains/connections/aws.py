"""What boto3 finds by itself where it is given none: keys of a task's role, of a profile, of variables; an endpoint."""

from __future__ import annotations

import ast

from codemods.domains.connections.addresses import connection
from codemods.libraries.connections import AWS_VARIABLES
from codemods.model.parsable import mentioning
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

# Where boto3 looks for the address of every service that it is given none for.
ENDPOINT = "AWS_ENDPOINT_URL"
_ARGUMENTS = tuple(map(str.lower, AWS_VARIABLES))


def may_be_absent(file: SourceFile, node: ast.expr, variable: str) -> bool:
    """Whether what stands at the node is only ever handed to boto3, for which no key means to look for one."""
    if variable not in AWS_VARIABLES:
        return False
    holder = file.parents.get(node)
    if isinstance(holder, ast.keyword):
        return holder.arg in _ARGUMENTS
    target = holder.targets[0] if isinstance(holder, ast.Assign) and holder in file.tree.body else None
    return isinstance(target, ast.Name) and _is_handed_on(file, target.id)


def _is_handed_on(file: SourceFile, name: str) -> bool:
    """Whether each mention of a constant in the project is its import, or an argument of boto3's."""
    reads = 0
    for other in mentioning(file.project, name):
        constants = [each for each in other.nodes(ast.Name) if each.id == name and isinstance(each.ctx, ast.Load)]
        attributes = [each for each in other.nodes(ast.Attribute) if each.attr == name]
        for each in (*constants, *attributes):
            holder = other.parents.get(each)
            if not isinstance(holder, ast.keyword) or holder.arg not in _ARGUMENTS:
                return False
            reads += 1
        if any(each.value == name for each in other.nodes(ast.Constant)):
            return False
    return reads > 0


def endpoint_variable(file: SourceFile, call: ast.Call) -> str:
    """What the variable is called for the address that a client is given: of its service alone, where another client
    has none, whom the name for all of them would send there too.
    """
    given = call.args[0] if call.args else None
    name = given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else ""
    root = file.project.service_root(file.path)
    others = (each for each in mentioning(file.project, "boto3") if file.project.service_root(each.path) == root)
    return f"{ENDPOINT}_{name.upper().replace('-', '_')}" if name and any(map(_leaves_it_open, others)) else ENDPOINT


@once
def _leaves_it_open(file: SourceFile) -> bool:
    """Whether a client is made of which the environment says where its service is."""
    for call in file.nodes(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("client", "resource") and call.args:
            connect = connection(file, call)
            told = any(each.arg in ("endpoint_url", None) for each in call.keywords)
            if connect is not None and connect.service == "AWS" and not told:
                return True
    return False
