"""Spread work over forked processes; with one job, or where forking is not safe, do it here."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import IO, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def spread(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """The work's result for each item, in order.

    Forked workers see all that this process has loaded: nothing is sent to them, only results come back. They end with
    this process, however it ends; what a worker leaves undone is done here.
    """
    jobs = min(jobs, len(items))
    if jobs <= 1 or sys.platform != "linux":
        yield from map(work, items)
        return
    workers = [_start(work, items[number::jobs]) for number in range(jobs)]
    try:
        for number, item in enumerate(items):
            try:
                result: Result = pickle.load(workers[number % jobs][1])
            except (EOFError, pickle.UnpicklingError):
                result = work(item)
            yield result
    finally:
        for process, results in workers:
            results.close()
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _start(work: Callable[[Item], Result], items: Sequence[Item]) -> tuple[int, IO[bytes]]:
    reading, writing = os.pipe()
    gc.freeze()
    process = os.fork()
    if process:
        gc.unfreeze()
        os.close(writing)
        return process, os.fdopen(reading, "rb")
    # From here on in the worker: it must never return into the caller's code.
    try:
        # Ctrl-C reaches the whole group; and when nobody reads the pipe any more, the next write is the end.
        for each in (signal.SIGINT, signal.SIGPIPE, signal.SIGTERM):
            signal.signal(each, signal.SIG_DFL)
        os.close(reading)
        with os.fdopen(writing, "wb") as results:
            for item in items:
                results.write(pickle.dumps(work(item)))
                results.flush()
    except BaseException:
        os._exit(1)
    os._exit(0)
