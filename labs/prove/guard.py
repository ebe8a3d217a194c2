"""Keeps a service within bounds of time, memory and processes: what goes beyond is killed, and it is said why.

Memory and processes are those of all descendants, as /proc tells; where there is none (macOS), only time is bounded.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections import defaultdict
from pathlib import Path

from labs.cluster.processes import Process

MEMORY_BYTES = 4 << 30
PROCESSES = 300
TRIAL_SECONDS = 300.0
LOOK_SECONDS = 0.5


class Guard:
    """`with Guard() as guard`: guard.watch(process) for each that is started; `said` is why something was killed."""

    def __init__(self, memory: int = MEMORY_BYTES, processes: int = PROCESSES, seconds: float = TRIAL_SECONDS) -> None:
        self.limits = (memory, processes, seconds)
        self.said = ""
        self._watched: list[Process] = []
        self._over = threading.Event()
        self._begin = 0.0
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Guard:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def watch(self, process: Process) -> None:
        self._watched.append(process)

    def begin(self) -> None:
        """A new trial: its time begins, and nothing of the last one is watched."""
        self.said, self._begin, self._watched = "", 0.0, []

    def _look(self) -> None:
        memory, count, seconds = self.limits
        while not self._over.wait(LOOK_SECONDS):
            self._begin += LOOK_SECONDS
            alive = [each for each in self._watched if each.popen.poll() is None]
            if not alive:
                continue
            used = usage([each.popen.pid for each in alive])
            if used[0] > memory:
                self._end(alive, f"the service used more than {memory >> 30} GB of memory")
            elif used[1] > count:
                self._end(alive, f"the service started more than {count} processes")
            elif self._begin > seconds:
                self._end(alive, f"the experiment took more than {seconds:.0f} s")

    def _end(self, alive: list[Process], said: str) -> None:
        self.said = f"{said}, and was ended"
        for each in alive:
            each.kill()


def usage(roots: list[int]) -> tuple[int, int]:
    """The resident bytes and the number of these processes and all their descendants."""
    children, resident = defaultdict[int, list[int]](list), dict[int, int]()
    page = os.sysconf("SC_PAGE_SIZE")
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            children[int(fields[1])].append(int(entry.name))
            resident[int(entry.name)] = int(fields[21]) * page
    found, stack = set[int](), list(roots)
    while stack:
        each = stack.pop()
        if each not in found:
            found.add(each)
            stack += children[each]
    return sum(resident.get(each, 0) for each in found), len(found)
