"""What the watcher inside of a service (watch/sitecustomize.py) has written down."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codemods.formats import userinfo

PASSWORD = re.compile(r"(?<=password=)\S+")
LOG_NAME = re.compile(r"\.(log|err|out)(\.\d+)?$|(^|/)logs?/")
# Writes of no consequence: what is compiled, locked, or of the interpreter's and the server's own.
SCRATCH = re.compile(r"\.(pyc|pid|lock|sock)$|-(journal|wal|shm)$|/__pycache__/|/wgunicorn-|/\.gunicorn/")


@dataclass(frozen=True)
class Event:
    """One thing that a process did. frames are the places of the service's own code on the stack, innermost first."""

    kind: str
    what: str
    frames: tuple[tuple[str, int], ...]
    phase: str
    at: float
    seconds: float
    main: bool

    @property
    def path(self) -> str:
        """The file of the service's own code that did it; '' where none is known."""
        return self.frames[0][0] if self.frames else ""

    @property
    def where(self) -> str:
        return f"{self.path}:{self.frames[0][1]}" if self.frames else "outside of the service's code"

    @property
    def text(self) -> str:
        return f"{self.kind} {self.what}"


def read(file: Path, tree: Path) -> Sequence[Event]:
    """All events so far; paths below the tree are told from there."""
    if not file.is_file():
        return []
    found = []
    for line in file.read_text(errors="replace").splitlines():
        try:
            found.append(_event(json.loads(line), os.path.realpath(tree)))
        except (ValueError, KeyError):
            continue  # the last line of a process that was killed
    return found


def _event(entry: dict[str, Any], tree: str) -> Event:
    what = PASSWORD.sub("***", userinfo.masked(str(entry["what"]), "***"))
    return Event(
        str(entry["event"]),
        what.removeprefix(f"{tree}/"),
        tuple(map(_place, entry["frames"])),
        str(entry["phase"]),
        float(str(entry["at"])),
        float(str(entry.get("seconds", 0))),
        bool(entry.get("main")),
    )


def _place(text: str) -> tuple[str, int]:
    path, _, line = text.rpartition(":")
    return path, int(line)


def at_start(events: Iterable[Event], kind: str) -> list[Event]:
    """What of a kind the process did before it could serve."""
    return [event for event in events if event.kind == kind and event.phase == "start"]


def is_outside(event: Event) -> bool:
    """Whether it asks for something that is not on this machine."""
    host = event.what.rpartition(":")[0] if event.kind == "connect" else event.what
    return event.kind in ("connect", "lookup") and not host.startswith(("127.", "::1", "localhost", "0.0.0.0"))


def written(events: Iterable[Event], phase: str) -> list[str]:
    """The files that were written in a phase, but for scratch; each once."""
    paths = (event.what for event in events if event.kind in ("write", "sqlite") and event.phase == phase)
    return sorted({path for path in paths if not SCRATCH.search(path)})


def is_log(path: str) -> bool:
    return LOG_NAME.search(path) is not None
