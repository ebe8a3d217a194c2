"""Several processes find what one finds, in the same order, and none outlives the command."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from codemods.engine import session
from codemods.engine.session import check
from codemods.engine.workers import spread
from tests.codemods.trees import by_code, environment, project, renaming

needs_fork = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")


def test_results_come_in_order() -> None:
    assert list(spread(lambda number: number * 2, list(range(50)), 4)) == list(range(0, 100, 2))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_items(count: int) -> None:
    assert list(spread(str, list(range(count)), 4)) == [str(each) for each in range(count)]


@needs_fork
def test_the_work_is_done_by_others() -> None:
    both = multiprocessing.get_context("fork").Barrier(2)

    def work(_: int) -> int:
        both.wait(20)
        return os.getpid()

    found = set(spread(work, [0, 1], 2))
    assert len(found) == 2
    assert os.getpid() not in found


@needs_fork
def test_who_is_done_takes_the_next() -> None:
    finished = multiprocessing.get_context("fork").Semaphore(0)

    def work(number: int) -> int:
        for _ in range(6 if number == 0 else 0):
            assert finished.acquire(timeout=20), "what the other worker could do was given to this one"
        finished.release()
        return os.getpid()

    order: list[int] = []
    found = list(spread(work, list(range(7)), 2, order.append))
    assert len(set(found[1:])) == 1
    assert found[0] not in found[1:]
    assert sorted(order) == list(range(7))


def test_without_fork_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.delattr(os, "fork", raising=False)
    assert set(spread(lambda _: os.getpid(), list(range(8)), 2)) == {os.getpid()}


@needs_fork
def test_what_a_dead_worker_leaves_is_done_here() -> None:
    parent = os.getpid()

    def work(number: int) -> int:
        if number == 3 and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert list(spread(work, list(range(10)), 2)) == list(range(10))


@needs_fork
def test_an_error_reaches_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        list(spread(lambda number: 1 // number, [1, 0, 2, 3], 2))


@needs_fork
def test_no_worker_is_left_when_the_caller_stops_early() -> None:
    results = spread(lambda _: os.getpid(), list(range(8)), 2)
    worker = next(results)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


@needs_fork
def test_a_worker_in_the_middle_of_something_is_not_waited_for() -> None:
    def work(number: int) -> int:
        if number:
            threading.Event().wait(15)
        return number

    start = time.monotonic()
    results = spread(work, list(range(4)), 2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - start < 10


def test_one_process_and_four_find_the_same() -> None:
    files = {f"d{number % 7}/f{number}.py": f"x = {number}\nbad()\n" for number in range(session.PARALLEL_FROM + 60)}
    files |= {"broken.py": "bad(\n", "old.py": "print 'x'\n"}
    rules = by_code(renaming("OP791", {"bad": "fine"}))
    alone, together = (check(project(files), rules, jobs=jobs, thorough=True) for jobs in (1, 4))
    assert alone.findings == together.findings
    assert alone.problems == together.problems
    assert [each.path for each in alone.problems] == ["broken.py", "old.py"]
    assert len(alone.findings) == session.PARALLEL_FROM + 60


PARENT = """
import os, sys
from codemods.engine.workers import spread
def work(number):
    print(os.getpid(), flush=True)
    return "x" * 200_000
for each in spread(work, list(range(1000)), 2):
    pass
"""


@needs_fork
@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_the_command(kind: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PARENT)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment(),
    )  # fmt: skip
    assert process.stdout
    workers: set[int] = set()
    while len(workers) < 2:
        workers.add(int(process.stdout.readline()))
    process.send_signal(kind)
    process.stdout.close()
    process.wait(timeout=30)
    deadline = time.monotonic() + 20
    while any(_runs(each) for each in workers):
        assert time.monotonic() < deadline, "a worker outlives the command"
        time.sleep(0.02)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except FileNotFoundError:
        return False
