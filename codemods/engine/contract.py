"""The contract of a fix: what must hold of every change, whichever rule proposes it, before it is kept."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection

from codemods.engine.conditions import annotated, evaluated, importable, lints, moved_secrets, names, public, style
from codemods.project.project import Project
from codemods.vocabulary.unreadable import Unreadable

# Asked with the project as it is, as it would be, and the files that differ; says why that must not be, or None.
Condition = Callable[[Project, Project, Collection[str]], str | None]


def _parses(before: Project, after: Project, paths: Collection[str]) -> str | None:
    """Every changed file parses."""
    for path in paths:
        file = after.files[path]
        if file.kind == "python":
            try:
                with warnings.catch_warnings(action="ignore"):
                    compile(file.tree, path, "exec", dont_inherit=True)
            except (Unreadable, SyntaxError, ValueError, RecursionError) as error:
                return f"the rewritten file would not parse: {error}"
    return None


CONDITIONS: tuple[Condition, ...] = (
    _parses, names.objection, public.objection, annotated.objection, evaluated.objection,
    importable.objection, style.objection, lints.objection, moved_secrets.objection,
)  # fmt: skip


def objection(before: Project, after: Project, paths: Collection[str]) -> str | None:
    """The first condition that the change breaks, in plain words, or None."""
    return next((said for each in CONDITIONS if (said := each(before, after, paths))), None)
