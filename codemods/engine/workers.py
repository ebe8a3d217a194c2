"""Spread work over forked processes; with one job, or where forking is not safe, do it here."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

# An item's number in the queue, which is a pipe: it takes 64 KiB without a reader, and gives whole numbers.
_NUMBER = struct.Struct("i")
_MOST = 65_536 // _NUMBER.size


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int, done: Callable[[int], None] = lambda number: None
) -> Iterator[Result]:
    """The work's result for each item, in order; a worker that is done with an item takes the next one.

    `done` is told the number of each item as it is finished, in whatever order.

    Forked workers see all that this process has loaded: nothing is sent to them, only results come back. They end with
    this process, however it ends; what a worker leaves undone is done here.
    """
    jobs = min(jobs, len(items))
    if jobs <= 1 or sys.platform != "linux" or len(items) > _MOST:
        for number, item in enumerate(items):
            result = work(item)
            done(number)
            yield result
        return
    queue, filling = os.pipe()
    os.write(filling, b"".join(map(_NUMBER.pack, range(len(items)))))
    os.close(filling)
    workers = [_start(work, items, queue) for _ in range(jobs)]
    os.close(queue)
    try:
        yield from _in_order(work, items, [results for _, results in workers], done)
    finally:
        for process, results in workers:
            results.close()
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _in_order(
    work: Callable[[Item], Result], items: Sequence[Item], pipes: list[Connection], done: Callable[[int], None]
) -> Iterator[Result]:
    """The results as they are due: what is early waits, and what no worker will bring is done here."""
    from multiprocessing.connection import wait

    early: dict[int, Result] = {}
    for number, item in enumerate(items):
        while number not in early and pipes:
            ready = wait(pipes)
            for pipe in [each for each in pipes if each in ready]:
                try:
                    finished, early[finished] = pipe.recv()
                except (EOFError, OSError):
                    pipes.remove(pipe)
                    continue
                done(finished)
        if number not in early:
            early[number] = work(item)
            done(number)
        yield early.pop(number)


def _start(work: Callable[[Item], Result], items: Sequence[Item], queue: int) -> tuple[int, Connection]:
    from multiprocessing.connection import Pipe

    reading, writing = Pipe(duplex=False)
    gc.freeze()
    # Python swallows a Ctrl-C that falls into what others have registered to be done at a fork: let it wait.
    waiting = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    process = os.fork()
    if process:
        signal.pthread_sigmask(signal.SIG_SETMASK, waiting)
        gc.unfreeze()
        writing.close()
        return process, reading
    # From here on in the worker: it must never return into the caller's code.
    try:
        # Ctrl-C reaches the whole group; and when nobody reads the pipe any more, the next write is the end.
        for each in (signal.SIGINT, signal.SIGPIPE, signal.SIGTERM):
            signal.signal(each, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, waiting)
        reading.close()
        while data := os.read(queue, _NUMBER.size):
            (number,) = _NUMBER.unpack(data)
            writing.send((number, work(items[number])))
    except BaseException:
        os._exit(1)
    os._exit(0)
