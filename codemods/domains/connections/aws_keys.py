"""Access keys that boto3 finds by itself where it is given none: a task's role, a profile, the same variables."""

from __future__ import annotations

import ast

from codemods.libraries.connections import AWS_VARIABLES
from codemods.model.parsable import mentioning
from codemods.project.source_file import SourceFile

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
