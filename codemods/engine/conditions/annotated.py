"""What is annotated with its very value keeps it: `MODE: Literal["smtp"] = "smtp"`."""

from __future__ import annotations

import ast
from collections.abc import Collection

from codemods.model.names import qualified
from codemods.project.project import Project
from codemods.project.source_file import SourceFile

_LITERAL = frozenset(("typing.Literal", "typing_extensions.Literal"))


def objection(before: Project, after: Project, paths: Collection[str]) -> str | None:
    """Which name would get a value that its annotation rules out, as far as anybody can tell, or None."""
    for path in sorted(paths):
        file, old = after.files[path], before.files.get(path)
        if file.kind == "python" and old is not None and old.kind == "python" and b"Literal" in file.data:
            known = set(_computed(old))
            for name in _computed(file):
                if name not in known:
                    return f"{name} is annotated as that very literal"
    return None


def _computed(file: SourceFile) -> list[str]:
    """The names that are annotated with literals, and given something else."""
    return [
        ast.unparse(node.target)
        for node in file.nodes(ast.AnnAssign)
        if node.value is not None and not isinstance(node.value, ast.Constant) and _is_literal(file, node.annotation)
    ]


def _is_literal(file: SourceFile, annotation: ast.expr) -> bool:
    return any(
        isinstance(each, ast.Subscript) and qualified(file, each.value) in _LITERAL for each in ast.walk(annotation)
    )
