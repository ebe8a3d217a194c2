"""One run over a fleet: what is not known yet is asked for, and kept as soon as it is there."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from codemods.fleet import state
from codemods.fleet.executors import Executor
from codemods.fleet.git import GitFailed, revision
from codemods.fleet.repositories import BadFleet, Repository
from codemods.fleet.running import SCRATCH
from codemods.fleet.state import Store
from codemods.fleet.task import RESULT, Outcome, Task, Work, encoded

# Asking remotes for their commits waits for the network, not for a core.
_ASKING = 16

Told = Callable[[str, str, int, int], None]


@dataclass
class Counts:
    """What a run has done."""

    known: int = 0
    done: int = 0
    failed: int = 0


def shard_of(tasks: Sequence[Task], index: int, count: int) -> list[Task]:
    """The tasks of one of `count` shards, the first is 0: by the repository's name, whatever else is in the fleet."""
    return [
        each for each in tasks if int(hashlib.sha256(each.repository.name.encode()).hexdigest(), 16) % count == index
    ]


def run(
    at: Store, repositories: Sequence[Repository], work: Work, shard: tuple[int, int], by: Executor, tell: Told
) -> Counts:
    """Do what is missing in the state. `tell` hears whose turn it was, why it failed, how many are done, of how many.

    What is interrupted loses the repositories in hand, and nothing else.
    """
    tasks = [Task(each, work) for each in repositories]
    state.begin(at, tasks, {"configuration": work.configuration})
    mine = shard_of(tasks, *shard)
    missing = [task for task, is_known in _known(at, mine) if not is_known]
    counts = Counts(known=len(mine) - len(missing))
    by_name = {task.repository.name: task for task in missing}
    for outcome in by(missing):
        found = json.loads(outcome.files[RESULT])
        if found["status"] == "failed" and not found["commit"]:
            found["commit"] = _revision(by_name[outcome.name].repository)
            outcome = Outcome(outcome.name, {**outcome.files, RESULT: encoded(found)})
        state.save(at, outcome)
        counts.done += 1
        counts.failed += found["status"] == "failed"
        tell(found["label"], found.get("why", ""), counts.done, len(missing))
    return counts


def _known(at: Store, tasks: Sequence[Task]) -> Iterator[tuple[Task, bool]]:
    """Each task, and whether the state has its result already."""
    with ThreadPoolExecutor(_ASKING) as pool:
        yield from zip(tasks, pool.map(lambda task: _is_known(at, task), tasks), strict=True)


def _is_known(at: Store, task: Task) -> bool:
    found = state.result_of(at, task.repository.name)
    if found is None or found.get("configuration") != task.work.configuration:
        return False
    return state.is_done(found, task, _revision(task.repository))


def _revision(repository: Repository) -> str:
    """The commit that a clone would get; "" also for a repository that cannot be had: it fails as it did before."""
    try:
        return revision(repository)
    except GitFailed:
        return ""


@contextlib.contextmanager
def scratch(folder: Path) -> Iterator[None]:
    """A place for clones that is gone afterwards; what a killed run left is taken away first."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("run-*"):
        with _alone(old) as free:
            if free:
                shutil.rmtree(old, ignore_errors=True)
    own = Path(tempfile.mkdtemp(prefix="run-", dir=folder))
    with _alone(own) as free:
        if not free:
            raise BadFleet(f"{own}: cannot be locked")
        os.environ[SCRATCH] = str(own)
        try:
            yield
        finally:
            del os.environ[SCRATCH]
            shutil.rmtree(own, ignore_errors=True)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether no other process holds the folder; it is held until the end."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(descriptor)
