"""Files on a volume that the deployment's containers share."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from codemods.domains.deployment.shared_volumes import shared_volumes
from codemods.domains.state.operations import Operation
from codemods.domains.state.path_givers import beginnings
from codemods.model.types import ancestry, evaluate

_OWN_PATHS = re.compile(r"\b(Pure)?(Posix)?Path\b|^str$")


def is_shared(group: Sequence[Operation]) -> bool:
    """Whether the files lie, or for all that is known may lie, on a volume that several containers mount.

    That is so of a folder of which only a setting tells, where there is such a volume: one of Flask's settings, or what
    makes a path of the project's own class.
    """
    targets = shared_volumes(group[0].file.project)
    return bool(targets) and all(
        each.key.begin.startswith("<") or _is_mounted(each, targets) or _is_of_own_class(each)
        for each in group if each.does == "write"
    )  # fmt: skip


def _is_mounted(operation: Operation, targets: frozenset[str]) -> bool:
    path = f"{operation.key.begin}/"
    return operation.key.absolute and any(each and path.startswith(f"{each.rstrip('/')}/") for each in targets)


def _is_of_own_class(operation: Operation) -> bool:
    """Whether the path is an instance of a class that the project derives from paths or texts, or made of one."""
    if operation.key.begin:
        return False
    for file, node in beginnings(operation.file, operation.path):
        part: object = node
        while isinstance(part, ast.expr):
            for thing in evaluate(file, part):
                if thing.kind == "instance" and isinstance(thing.node, ast.ClassDef):
                    made_of = [base for _, each in ancestry(thing.file, thing.node) for base in each.bases]
                    if any(_OWN_PATHS.search(ast.unparse(each)) for each in made_of):
                        return True
            part = getattr(part, "value", getattr(part, "func", None))
    return False
