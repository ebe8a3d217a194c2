"""The files of the rules' cases, as a rule sees them."""

from __future__ import annotations

import re
from pathlib import Path

from codemods.rewriting.source.emitted import source

_EMITTED = re.compile(rb"# emitted: ([\w.]+)(, in no package)?\n")
CASES = Path(__file__).parent / "cases"
CASE_FOLDERS = sorted(path.parent for path in CASES.glob("*/*/before"))


def contents(folder: Path) -> dict[str, bytes]:
    """The files by path; `dot.env` is `.env`, and a marker of one line the emitted module that it stands for."""
    return {
        "/".join(
            part.replace("dot.", ".", 1) if part.startswith("dot.") else part for part in path.relative_to(folder).parts
        ): _expanded(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def _expanded(data: bytes) -> bytes:
    """The emitted module that a marker of one line stands for, as it is in a package or in none; else the data."""
    marker = _EMITTED.fullmatch(data)
    return source(marker[1].decode(), in_package=not marker[2]).encode() if marker else data
