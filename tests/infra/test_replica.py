"""replica.sh with stand-ins for PostgreSQL's programs: what it asks of the primary, and when it counts as following."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.infra.support import ROOT, compose

SCRIPT = ROOT / "infra/compose/replica.sh"
PROGRAM = """#!/bin/sh
echo "${0##*/} $*" >>"$CALLS"
case ${0##*/} in
  psql) printf '%s' "$ANSWER"; [ "$ANSWER" != fails ] ;;
  pg_basebackup) mkdir "$PGDATA.part" && echo 18 >"$PGDATA.part/PG_VERSION" ;;
esac
"""


def replica(folder: Path, *words: str, answer: str = "") -> tuple[int, list[str]]:
    """How it ended, and what it called."""
    for name in ("psql", "pg_basebackup", "postgres"):
        (folder / name).write_text(PROGRAM)
        (folder / name).chmod(0o755)
    (folder / "password").write_text("hush")
    environment = {
        "PATH": f"{folder}:{os.environ['PATH']}", "CALLS": str(folder / "calls"), "PGDATA": str(folder / "data"),
        "PRIMARY": "after-primary", "POSTGRES_USER": "bookshop", "POSTGRES_DB": "bookshop", "ANSWER": answer,
        "POSTGRES_PASSWORD_FILE": str(folder / "password"),
    }  # fmt: skip
    (folder / "calls").write_text("")
    done = subprocess.run(["bash", str(SCRIPT), *words], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, (folder / "calls").read_text().splitlines()


def test_it_has_a_slot_from_its_first_start_on(tmp_path: Path) -> None:
    """Without one the primary forgets what a replica that was away has not read."""
    code, (drop, copy, serve) = replica(tmp_path)
    assert code == 0
    assert "pg_drop_replication_slot(slot_name)" in drop
    assert "--create-slot --slot=replica --write-recovery-conf" in copy
    assert serve.startswith("postgres -D")
    code, calls = replica(tmp_path)
    assert [call.split()[0] for call in calls] == ["postgres"], "it is copied once"


@pytest.mark.parametrize(("answer", "code"), [("streaming", 0), ("waiting", 1), ("", 1), ("fails", 1)])
def test_it_is_well_while_it_follows(answer: str, code: int, tmp_path: Path) -> None:
    assert (replica(tmp_path, "is-streaming", answer=answer)[0] != 0) == bool(code)


def test_compose_asks_whether_it_follows() -> None:
    assert compose("after")["after-replica"]["healthcheck"]["test"][-2:] == ["/replica", "is-streaming"]


def test_a_replica_that_is_away_does_not_fill_the_primarys_disk() -> None:
    assert "max_slot_wal_keep_size=1GB" in compose("after")["after-primary"]["command"]
