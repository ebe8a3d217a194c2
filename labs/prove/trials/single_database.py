"""Experiment 8 on any service: who serves the reads, and what if the replica lags, dies or hangs."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence

from labs.cluster import postgres, processes
from labs.cluster.faults import DOES, FAULTS
from labs.experiment import Bars, Figure, Outcome
from labs.prove.servers import Parts
from labs.prove.stage import Stage
from labs.prove.trials.local_state import UNIQUE, differ
from labs.prove.visitor import Answer, Visitor
from labs.prove.vocabulary import NotApplicable, Trial

STATEMENT = re.compile(r"(?:statement|execute [^:]*): (.*)", re.IGNORECASE)
READ = re.compile(r"\s*(?:SELECT|WITH)\b", re.IGNORECASE)
ADMINISTRATION = re.compile(
    r"pg_catalog|pg_type|pg_class|current_schema|version\(\)|^\s*SELECT 1\b|set_config|SHOW", re.I
)


def run(stage: Stage) -> Outcome:
    if "postgres" not in stage.profile.parts:
        raise NotApplicable("it stands on no PostgreSQL; settings that point to {postgres} and {replica} would say so")
    here, there, usual = _reads(stage)
    if not here + there:
        raise NotApplicable("none of the requests reads from the database")
    share = 100 * there / (here + there)
    figures = [Figure("reads served by the replica", round(share), "%", harm=there == 0, better="more", noise=20)]
    if "replica" not in stage.profile.parts:
        figures.append(Figure("settings that name a replica", "none"))
    else:
        figures += _with_an_ill_replica(stage, usual)
    return Outcome(
        cell=f"{share:.0f} % of reads by the replica",
        figures=figures,
        chart=Bars("%", {"replica": share, "primary": 100 - share}),
    )


def _reads(stage: Stage) -> tuple[int, int, list[Answer]]:
    """How many reads of a session the primary and the replica served; and its answers."""
    with stage.deployment() as deployment:
        parts = deployment.parts
        assert parts.postgres
        with parts.postgres.connect() as connection:
            connection.execute(f"ALTER DATABASE \"{parts.postgres.database}\" SET log_statement = 'all'".encode())
        servers = [server for server in (parts.postgres, parts.replica) if server]
        _caught_up(parts)
        replica = deployment.start()
        begin = [len(server.process.output()) for server in servers]
        answers = Visitor(replica.url, unique=UNIQUE).go(stage.steps)
        said = [server.process.output()[start:] for server, start in zip(servers, begin, strict=True)]
    counts = [sum(1 for _ in _selects(text)) for text in said]
    return counts[0], sum(counts[1:]), answers


def _selects(log: str) -> Iterator[str]:
    for match in STATEMENT.finditer(log):
        if READ.match(match[1]) and not ADMINISTRATION.search(match[1]):
            yield match[1]


def _caught_up(parts: Parts) -> None:
    if parts.postgres and parts.replica:
        postgres.catch_up(parts.postgres, parts.replica)


def _with_an_ill_replica(stage: Stage, usual: Sequence[Answer]) -> Iterator[Figure]:
    total = f"of {len(stage.steps)}"
    for name, fault in FAULTS.items():
        with fault(stage.parts.port("replica")) as port, stage.deployment(ports={"replica": port}) as deployment:
            replica = deployment.launch()
            processes.wait_until(
                lambda replica=replica: replica.answers("/no-such-page", patience=5, bad=1000), 60, "any answer",  # type: ignore[misc]
                replica.container.process,
            )  # fmt: skip
            answers = Visitor(replica.url, unique=UNIQUE, patience=10).go(stage.steps)
        pairs = zip(answers, usual, strict=True)
        worse = sum((one.status == 0 or one.status >= 500) and 0 < other.status < 500 for one, other in pairs)
        yield Figure(f"requests that fail while the replica {DOES[name]}", worse, total, harm=worse > 0, better="less")
    if any(step.writes for step in stage.steps):
        references = [usual, _session(stage, stands_still=False)]
        missed = [step.text for step in differ(stage.steps, references, _session(stage, stands_still=True))]
        if missed:
            references.append(_session(stage, stands_still=False))
            again = differ(stage.steps, references, _session(stage, stands_still=True))
            missed = [step.text for step in again if step.text in missed]
        told = f"{total} ({', '.join(missed)})" if missed else total
        yield Figure("requests that miss what they have just written", len(missed), told, bool(missed), better="less")


def _session(stage: Stage, stands_still: bool) -> list[Answer]:
    """The answers of a session, whose writes the replica does not get to know where it stands still."""
    with stage.deployment() as deployment:
        _caught_up(deployment.parts)
        replica = deployment.start()
        reader = deployment.parts.replica
        with postgres.paused(reader) if reader and stands_still else contextlib.nullcontext():
            return Visitor(replica.url, unique=UNIQUE).go(stage.steps)


TRIAL = Trial(
    8,
    "Can the service use a read replica, and go on when the replica lags, hangs or dies?",
    "Most reads are served by the replica, everybody sees their own writes, and it may die, hang or be slow.",
    run,
    "Who served a read is told by the log of the servers' statements. A replica that lags is one that stands still.",
)
