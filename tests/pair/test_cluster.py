"""The cluster leaves nothing behind, whatever becomes of its owner."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from labs.cluster import processes
from labs.cluster.postgres import Postgres, replica
from labs.cluster.reaper import alive
from tests.pair.conftest import ROOT

# Ignores SIGTERM, has a child, and tells when both run.
STUBBORN = "trap '' TERM; sleep 60 & echo ready; wait"
OWNER = f"""
import sys
from labs.cluster import processes
with processes.workspace() as home:
    command = ["/bin/sh", "-c", {STUBBORN!r}]
    with processes.running(command, home / "log", lambda: "ready" in (home / "log").read_text()) as process:
        print(process.popen.pid, home, flush=True)
        sys.stdin.read()
"""


def test_nothing_outlives_an_owner_that_is_killed() -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout
    group, home = owner.stdout.readline().split()
    assert alive(int(group))
    assert Path(home).is_dir()
    owner.kill()
    owner.communicate()
    processes.wait_until(lambda: not Path(home).exists(), 10, "the directory to go")
    processes.wait_until(lambda: not running(int(group)), 10, "the processes to end")


def running(group: int) -> bool:
    """Whether any process of the group still runs; a zombie that nobody waits for does not."""
    listed = subprocess.run(["ps", "-A", "-o", "pgid=,stat="], capture_output=True, text=True, check=True)
    return any(
        int(pgid) == group and not stat.startswith("Z") for pgid, stat in map(str.split, listed.stdout.splitlines())
    )


def test_a_stop_is_a_kill_when_the_grace_is_over(tmp_path: Path) -> None:
    process = processes.start(["/bin/sh", "-c", STUBBORN], tmp_path / "log")
    processes.wait_until(lambda: "ready" in process.output(), 10, "the command")
    begin = time.monotonic()
    assert process.stop(grace=0.3) == -signal.SIGKILL
    assert 0.3 <= time.monotonic() - begin < 5
    processes.wait_until(lambda: not running(process.popen.pid), 5, "the child to end")


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    command = ["/bin/sh", "-c", "echo no such luck; exit 3"]
    with pytest.raises(RuntimeError, match=r"exit status 3(.|\n)*no such luck"):
        processes.running(command, tmp_path / "log", lambda: False).__enter__()


def test_a_wait_has_a_deadline() -> None:
    with pytest.raises(TimeoutError, match="the moon"):
        processes.wait_until(lambda: False, 0.1, "the moon")


@pytest.fixture
def lagging(postgres_server: Postgres) -> Iterator[Postgres]:
    with replica(postgres_server, lag_ms=400) as server:
        yield server


def test_a_replica_lags_and_only_reads(postgres_server: Postgres, lagging: Postgres) -> None:
    with postgres_server.connect() as writer, lagging.connect() as reader:
        writer.execute("CREATE TABLE IF NOT EXISTS lag (n int)")
        writer.execute("INSERT INTO lag VALUES (1)")
        written = time.monotonic()

        def arrived() -> bool:
            there = reader.execute("SELECT to_regclass('lag') IS NOT NULL").fetchone() == (True,)
            return there and reader.execute("SELECT count(*) FROM lag").fetchone() == (1,)

        processes.wait_until(arrived, 10, "the row to arrive")
        assert time.monotonic() - written > 0.35
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            reader.execute("INSERT INTO lag VALUES (2)")
        writer.execute("DROP TABLE lag")
