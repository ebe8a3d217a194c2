"""A fleet's state in a bucket: what one machine has put there, another knows."""

from __future__ import annotations

from pathlib import Path

from labs.cluster.objectstore import ObjectStore
from tests.fleet.support import commit, fleet, repository, service, tree


def test_shards_on_two_machines_meet_in_a_bucket(tmp_path: Path, bucket_server: ObjectStore) -> None:
    bucket_server.make_bucket("fleet")
    more, state = bucket_server.environment, "s3://fleet/weekly"
    for number in range(5):
        repository(tmp_path / f"all/shop{number}", service(number))
    words = ("run", tmp_path / "all", "--apply", "safe")
    fleet(*words, "--state", tmp_path / "here")
    for index in (1, 0):
        fleet(*words, "--state", state, "--shard", f"{index}/2", more=more)
    assert "0 done, 5 known" in fleet(*words, "--state", state, more=more).stdout
    for name, source in (("a", str(tmp_path / "here")), ("b", state)):
        fleet("report", source, "--no-cost", "--output", tmp_path / name, more=more)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    commit(tmp_path / "all/shop0", {"b.py": "x = 1\n"})
    assert "1 done, 4 known" in fleet(*words, "--state", state, more=more).stdout


def test_a_bucket_that_is_not_there_is_one_line(tmp_path: Path, bucket_server: ObjectStore) -> None:
    done = fleet("status", "s3://nowhere-to-be-found/x", code=2, more=bucket_server.environment)
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
