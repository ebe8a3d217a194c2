"""To which loggers above it a logger's lines go on."""

from __future__ import annotations

import ast

from codemods.domains.logs.handlers import logger_key
from codemods.project.source_file import SourceFile


def is_ancestor(logger: str, other: str) -> bool:
    """Whether the first of two loggers is above the other one."""
    return logger != other and (logger == "root" or other.startswith(f"{logger}."))


def comes_to(file: SourceFile, logger: str, above: str) -> bool:
    """Whether what a logger takes goes on to one above it: `audit` for `audit.orders`, and the root for both."""
    if not is_ancestor(above, logger):
        return False
    while logger != above:
        if not propagates(file, logger):
            return False
        logger = logger.rpartition(".")[0] or "root"
    return True


def propagates(file: SourceFile, logger: str) -> bool:
    """Whether what a logger takes goes on to the root."""
    return not any(
        isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Attribute)
        and node.targets[0].attr == "propagate"
        and isinstance(node.value, ast.Constant)
        and not node.value.value
        and logger_key(file, node.targets[0].value) == logger
        for node in ast.walk(file.tree)
    )
