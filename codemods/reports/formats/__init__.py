"""The formats for tools, by name: each is a module of this folder."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from codemods.engine.ratchet.fingerprints import mark

if TYPE_CHECKING:
    from codemods.engine.checking import Checking


def render(form: str, checks: Sequence[Checking]) -> str:
    """One document about all PATHs."""
    if any(len(each.marks) != len(each.checked.findings) for each in checks):
        mark(checks)
    result: str = importlib.import_module(f"codemods.reports.formats.{form}").render(checks)
    return result
