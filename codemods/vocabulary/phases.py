"""When code runs, and what becomes of a function that is handed over."""

from __future__ import annotations

import enum


class Phase(enum.StrEnum):
    """When code runs.

    START: until the web process can serve. SERVE: for requests. STOP: on a signal or at exit. COMMAND: started by a
    person or a job (click, flask, manage.py, argparse). WORKER: in another process or thread beside the serving ones.
    SCRIPT: a file run by hand that no process of the service imports.
    """

    START = "start"
    SERVE = "serve"
    STOP = "stop"
    COMMAND = "command"
    WORKER = "worker"
    TEST = "test"
    MIGRATION = "migration"
    SCRIPT = "script"


class Handing(enum.Enum):
    """What a call does with a function that it is given, where that is no phase of its own.

    NOW: runs it (map, sorted). LATER: keeps it, so what happens at start is over by then. THREAD: runs it beside.
    """

    NOW = enum.auto()
    LATER = enum.auto()
    THREAD = enum.auto()
