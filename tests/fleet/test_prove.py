"""`fleet run --prove`: a proof beside what was found, and a reason where there can be none."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from tests.fleet.support import bare, fleet

GUESTBOOK = Path(__file__).parents[2] / "labs/pages/guestbook"
WHOLE = bool(os.environ.get("OPERABLE_PROOFS"))


def files() -> dict[str, str | bytes]:
    return {path.name: path.read_bytes() for path in GUESTBOOK.iterdir() if path.is_file()}


def run(tmp_path: Path, service: Path, *words: str, code: int = 0) -> tuple[Path, dict[str, str]]:
    """The report of a fleet of one, and its row."""
    (tmp_path / "repos.csv").write_text(f"cloneUrl\n{service}\n")
    limits = ("--timeout", "600", "--memory", "100000")
    fleet("run", "--repos", "repos.csv", "--state", "state", "--prove", *limits, *words, code=code, cwd=tmp_path)
    fleet("report", "state", "--output", "report", cwd=tmp_path)
    with (tmp_path / "report/repositories.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    return tmp_path / "report", row


def test_what_was_found_is_kept_where_there_is_no_proof(tmp_path: Path) -> None:
    service = bare(
        tmp_path / "service", files() | {"app.py": b"import flask\n\nX = 1\n", "Dockerfile": b"FROM python\n"}
    )
    report, row = run(tmp_path, service)
    assert row["status"] == "checked"
    assert int(row["findings"]) > 0
    assert row["proof"].startswith("not proved: ")
    assert str(tmp_path) not in row["proof"]
    assert not (report / "proof").exists()


@pytest.mark.skipif(not WHOLE, reason="runs all experiments twice: `make proofs`")
@pytest.mark.parametrize("migrate", ["", "unsafe"])
def test_proof(tmp_path: Path, migrate: str) -> None:
    service = bare(tmp_path / "service", files())
    report, row = run(tmp_path, service, *(("--apply", migrate) if migrate else ()))
    assert row["status"] == "checked"
    assert "harmed" in row["proof"]
    assert (" -> " in row["proof"]) == bool(migrate)
    (path,) = (report / "proof").iterdir()
    proof = json.loads(path.read_bytes())
    assert ("predicate" in proof) == bool(migrate)
    assert row["proof"] in (report / "report.html").read_text().replace("\\u003e", ">")
