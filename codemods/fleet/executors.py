"""Where the work is done: here, in threads that each wait for a process, or on a Dask cluster that is there already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from functools import partial
from typing import Any

from codemods.fleet.repositories import BadFleet
from codemods.fleet.running import run_one, stop_all
from codemods.fleet.task import Outcome, Task, encoded, failed

# An executor gives each outcome when it is there, in any order; a worker that is lost gives one too.
Executor = Callable[[Sequence[Task]], Iterator[Outcome]]


def executor(name: str, jobs: int) -> Executor:
    """`local`, or `dask://HOST:PORT` of a scheduler. Raises BadFleet."""
    if name == "local":
        return partial(_local, jobs=jobs)
    if name.startswith("dask://"):
        return partial(_dask, address=name.removeprefix("dask://"))
    raise BadFleet(f"no executor {name!r}: there are local and dask://HOST:PORT")


def _local(tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="fleet")
    try:
        futures = {pool.submit(run_one, task): task for task in tasks}
        for future in as_completed(futures):
            yield _outcome(future, futures.pop(future))
    finally:
        # Ctrl-C, or a caller that wants no more of them.
        pool.shutdown(wait=False, cancel_futures=True)
        stop_all()
        pool.shutdown()


def _dask(tasks: Sequence[Task], address: str) -> Iterator[Outcome]:
    try:
        import distributed
    except ImportError:
        raise BadFleet(f"dask://{address} needs Dask: pip install 'operable[dask]', here and on the workers") from None
    try:
        client = distributed.Client(f"tcp://{address}", timeout="10s", set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise BadFleet(f"dask://{address}: no scheduler answers there: {error}") from None
    with client:
        # The same task again gives the same outcome; one that kills its worker is not tried on all of them.
        futures = {client.submit(run_one, task, pure=False, retries=0): task for task in tasks}
        try:
            for future in distributed.as_completed(futures, loop=client.loop):
                yield _outcome(future, futures[future])
        finally:
            client.cancel(list(futures))


def _outcome(future: Future[Outcome] | Any, task: Task) -> Outcome:
    try:
        found: Outcome = future.result()
    except Exception as error:
        why = f"the executor lost it: {type(error).__name__}: {error}"
        return Outcome(task.repository.name, {"result.json": encoded(failed(task, "", why))})
    return found
