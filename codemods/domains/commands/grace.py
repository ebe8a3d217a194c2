"""How long a service needs to stop, and what its orchestrator grants it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from codemods.domains.commands.gunicorn import gunicorn
from codemods.project.project import Project
from codemods.project.source_file import SourceFile

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


def needed(project: Project, folder: str, words: Sequence[str], images: Sequence[SourceFile] = ()) -> float | None:
    """The seconds that gunicorn, started so in this folder, takes for its stop: drain and graceful timeout.

    None where neither the command nor its settings file, which the images have to hold, says so, or the command starts
    something else.
    """
    found = gunicorn(project, folder, words, images)
    graceful = found.number("graceful_timeout") if found is not None else None
    if found is None or graceful is None:
        return None
    drain = _DRAIN.search(found.file.text) if found.file is not None else None
    return graceful + (float(drain[1]) if drain else 0)


def granted(need: float) -> int:
    """The grace period to give to what needs this many seconds."""
    return int(need) + MARGIN
