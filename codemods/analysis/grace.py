"""How long a service needs to stop, and what its orchestrator grants it."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Sequence

from codemods.analysis.project import Project
from codemods.analysis.source import SourceFile, Unreadable

# Time to notice the stop, to close connections and to exit, beyond what is set.
MARGIN = 15

_DURATION = re.compile(r"(\d+(?:\.\d+)?)(us|ms|h|m|s)")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "us": 0.000001}
_DRAIN = re.compile(r"^DRAIN_SECONDS\s*=.*?(\d+(?:\.\d+)?)\)?\s*$", re.MULTILINE)


def seconds(duration: str) -> float | None:
    """A Compose or Go duration ("1m30s", "10s"), None where it is none."""
    parts = _DURATION.findall(duration)
    if "".join(number + unit for number, unit in parts) != duration or not parts:
        return None
    return sum(float(number) * _SECONDS[unit] for number, unit in parts)


def needed(project: Project, folder: str, words: Sequence[str]) -> float | None:
    """The seconds that gunicorn, started so in this folder, takes for its stop: drain and graceful timeout.

    None where neither the command nor its settings file says so, or the command starts something else.
    """
    if not any(posixpath.basename(part) in ("gunicorn", "gunicorn3") for word in words for part in word.split()):
        return None
    flat = [part for word in words for part in word.split()]
    given = _option(flat, "--graceful-timeout")
    name = _option(flat, "-c", "--config").removeprefix("file:").removeprefix("./") or "gunicorn.conf.py"
    file = project.files.get(posixpath.normpath(posixpath.join(folder, name)))
    drain = 0.0
    if file is not None:
        try:
            drain = float(match[1]) if (match := _DRAIN.search(file.text)) else 0.0
            given = given or _setting(file, "graceful_timeout")
        except Unreadable:
            return None
    return drain + float(given) if re.fullmatch(r"\d+(\.\d+)?", given) else None


def granted(need: float) -> int:
    """The grace period to give to what needs this many seconds."""
    return int(need) + MARGIN


def _setting(file: SourceFile, name: str) -> str:
    """A number that a settings file gives to a name, '' where it gives none that can be read."""
    for node in file.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=ast.Constant(value=int() | float() as value)):
                if target == name:
                    return str(value)
    return ""


def _option(words: Sequence[str], *names: str) -> str:
    for number, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in names:
            return value if equals else words[number + 1] if number + 1 < len(words) else ""
    return ""
