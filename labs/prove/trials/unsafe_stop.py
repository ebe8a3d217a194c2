"""Experiment 3 on any service: a rolling restart under load."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from labs.cluster import processes
from labs.cluster.browser import Request
from labs.cluster.load import Load
from labs.experiment import Figure, Outcome, Timeline
from labs.prove.stage import Replica, Stage
from labs.prove.visitor import Visitor
from labs.prove.vocabulary import CouldNotRun, Trial

REPLICAS = 2
VISITORS = 8
WARM = 10
# Kubernetes tells its load balancers of a pod's end while it sends the signal; they learn of it about so much later.
REMOVED_SECONDS = 1.0


def run(stage: Stage) -> Outcome:
    def visit(url: str, record: Callable[[Request], object]) -> None:
        Visitor(url, record).go(stage.steps)

    stops: list[tuple[float, bool, int]] = []
    events = dict[str, float]()
    with stage.deployment() as deployment, deployment.balanced(REPLICAS) as (gateway, old):
        with Load(gateway.url, VISITORS, visit) as load:
            _warm(load, old)
            begin = time.monotonic()
            usual = {request.what for request in list(load.requests) if request.failed}
            for number, leaving in enumerate(old, 1):
                new = deployment.start()
                gateway.add(new.container.port)
                _warm(load, [new, leaving])
                at = time.monotonic()
                events[f"SIGTERM {number}"] = at - begin
                forgotten = threading.Timer(REMOVED_SECONDS, gateway.forget, [leaving.container.port])
                forgotten.start()
                ended = leaving.container.stop(stage.profile.grace)
                stops.append((time.monotonic() - at, ended, leaving.container.process.popen.returncode))
                forgotten.join()
            _warm(load, stage.replicas[-REPLICAS:])
            load.finish()
        visits = [request for request in load.requests if request.begin >= begin]
        wrong = deployment.query(stage.profile.query) if stage.profile.query else None
    # A request that fails without any restart says nothing about one; nor does an error of a replica that stays.
    leaving_ones = {"", *(replica.container.address for replica in old)}
    failed = [
        request
        for request in visits
        if request.failed and request.what not in usual and request.replica in leaving_ones
    ]
    if not visits:
        raise CouldNotRun("no request was answered under load")
    killed = sum(not ended for _, ended, _ in stops)
    kinds = Counter(request.outcome for request in failed).most_common()
    figures = [
        Figure("requests failed", len(failed), f"of {len(visits)}", harm=bool(failed)),
        Figure("what became of them", ", ".join(f"{kind}: {count}" for kind, count in kinds) or "-"),
        Figure(
            f"replicas killed after {stage.profile.grace:.0f} s of grace",
            killed, f"of {REPLICAS}", harm=killed > 0, better="less",
        ),
        Figure("longest time to stop", round(max(seconds for seconds, _, _ in stops), 1), "s"),
        Figure("exit codes", ", ".join(_code(ended, code) for _, ended, code in stops)),
    ]  # fmt: skip
    if wrong is not None:
        figures.append(Figure("the profile's query", wrong, "(0 is right)", harm=wrong != 0, better="less"))
    return Outcome(
        cell=f"{len(failed)} of {len(visits)} requests failed" + (f", {killed} killed" if killed else ""),
        figures=figures,
        chart=Timeline(
            good=[request.begin - begin for request in visits if not request.failed],
            failed=[request.begin - begin for request in failed],
            events=events,
        ),
    )


def _warm(load: Load, replicas: Sequence[Replica]) -> None:
    """Wait until each takes its part of the load, from now on."""
    so_far = {replica.container.address: load.answered_by(replica.container.address) for replica in replicas}
    for address, count in so_far.items():
        enough = partial(_answers, load, address, count + WARM)
        processes.wait_until(enough, 60, "the load")


def _answers(load: Load, address: str, count: int) -> bool:
    return load.answered_by(address) >= count


def _code(ended: bool, code: int) -> str:
    return str(code) if ended else "killed"


TRIAL = Trial(
    3,
    "Does a deploy lose requests?",
    "In a rolling restart under load no request fails, and no replica has to be killed.",
    run,
    "New requests go to a replica for one second more after its SIGTERM, as in Kubernetes, where load balancers learn "
    "of a pod's end while it ends. Nothing is repeated.",
)
