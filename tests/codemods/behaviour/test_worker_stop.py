"""SIGTERM in the middle of a worker's item: the rewritten worker finishes it, the unwritten one does not."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.codemods.behaviour.stopping import DEADLINE, running, write

WORKER = """import time

from jobs import work


def main():
    while True:
        work()
        time.sleep({pause})


if __name__ == "__main__":
    main()
"""
LEAVING = """import signal
import sys
import time

from jobs import work


def leave(signum, frame):
    sys.exit(0)


def main():
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    while True:
        work()
        time.sleep({pause})


if __name__ == "__main__":
    main()
"""
# An item is done when the test says so: by a line on the worker's standard input.
JOBS = """import sys


def work():
    print("begun", flush=True)
    sys.stdin.readline()
    print("done", flush=True)
"""


def worker(tmp_path: Path, source: str, *, pause: float, fixed: bool) -> Path:
    return write(tmp_path, {"worker.py": source.format(pause=pause)}, "OP321", {"jobs.py": JOBS}, fixed=fixed)


@pytest.mark.parametrize("source", [WORKER, LEAVING], ids=["no handler", "a handler that exits"])
def test_a_rewritten_worker_finishes_its_item(tmp_path: Path, source: str) -> None:
    folder = worker(tmp_path, source, pause=0.01, fixed=True)
    with running(folder, "worker.py") as process:
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate("go on\n", timeout=DEADLINE)
        assert (output, errors, process.returncode) == ("done\n", "", 0)


@pytest.mark.parametrize(("source", "code"), [(WORKER, -signal.SIGTERM), (LEAVING, 0)], ids=["no handler", "exits"])
def test_an_unwritten_worker_leaves_its_item_half_done(tmp_path: Path, source: str, code: int) -> None:
    folder = worker(tmp_path, source, pause=0.01, fixed=False)
    with running(folder, "worker.py") as process:
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(DEADLINE) == code
        assert process.stdout.read() == ""


def test_a_rewritten_worker_does_not_sleep_on(tmp_path: Path) -> None:
    folder = worker(tmp_path, WORKER, pause=3600, fixed=True)
    with running(folder, "worker.py") as process:
        assert process.stdout.readline() == "begun\n"
        process.stdin.write("go on\n")
        process.stdin.flush()
        assert process.stdout.readline() == "done\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(DEADLINE) == 0
        assert process.stdout.read() == ""
