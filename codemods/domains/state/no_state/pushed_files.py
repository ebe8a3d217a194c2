"""Files of a working clone, which the function that writes them goes on to push: the other side keeps them."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from codemods.domains.state.operations import Operation
from codemods.domains.state.path_givers import outermost
from codemods.project.source_file import begin

_GIT = re.compile(rb"^[ \t]*(?:import[ \t]+git\b|from[ \t]+git(?:\.\w+)*[ \t]+import\b)", re.MULTILINE)


def is_pushed(group: Sequence[Operation]) -> bool:
    """Whether each function that writes the files commits them afterwards, and pushes."""
    return all(_is_pushed(each) for each in group if each.does == "write")


def _is_pushed(write: Operation) -> bool:
    if _GIT.search(write.file.spelled) is None:
        return False
    called = [
        each.func.attr for each in ast.walk(outermost(write.file, write.call))
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and begin(each) > begin(write.call)
    ]  # fmt: skip
    return "commit" in called and "push" in called
