"""The formats for tools, by name: each is a module beside this one."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codemods.engine.checking import Checking


def render(form: str, checks: Sequence[Checking]) -> str:
    """One document about all PATHs."""
    result: str = importlib.import_module(f"codemods.reports.{form}").render(checks)
    return result
