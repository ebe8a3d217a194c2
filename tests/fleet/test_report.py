"""One report of any number of states."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

from tests.fleet.support import commit, fleet, repository, service, tree


def test_shards_merged_are_the_whole(tmp_path: Path) -> None:
    for number in range(9):
        repository(tmp_path / f"all/shop{number}", service(number))
    words = ("run", tmp_path / "all", "--apply", "safe")
    fleet(*words, "--state", tmp_path / "whole")
    states = [tmp_path / f"state{index}" for index in range(4)]
    for index, state in enumerate(states):
        fleet(*words, "--state", state, "--shard", f"{index}/4")
    # Shards of one state do not disturb each other.
    for index in (2, 0, 3, 1):
        fleet(*words, "--state", tmp_path / "common", "--shard", f"{index}/4")
    for name, sources in (("a", [tmp_path / "whole"]), ("b", states[::-1]), ("c", [tmp_path / "common"])):
        fleet("report", *sources, "--no-cost", "--output", tmp_path / name)
    assert tree(tmp_path / "a") == tree(tmp_path / "b") == tree(tmp_path / "c")
    assert json.loads((tmp_path / "a/report.json").read_bytes())["summary"]["repositories"] == 9
    done = fleet("report", states[0], "--output", tmp_path / "d")
    assert "have not been run yet" in done.stderr


def test_what_is_new_since_the_commit_before(tmp_path: Path) -> None:
    shop = repository(tmp_path / "all/shop", service())
    words = ("run", tmp_path / "all", "--state", tmp_path / "state")
    fleet(*words)
    # Lines above it, and the same finding is no new one.
    moved = "# one\n# more\n" + str(service()["app.py"])
    commit(shop, {"app.py": moved, "cart.py": 'import os\nHOST = "redis.internal.example.com"\n', "Dockerfile": ""})
    fleet(*words)
    fleet("report", tmp_path / "state", "--output", tmp_path / "report")
    document = json.loads((tmp_path / "report/report.json").read_bytes())
    (row,) = document["repositories"]
    found = list(csv.DictReader((tmp_path / "report/findings.csv").open()))
    assert {(each["path"], each["new"]) for each in found} >= {("app.py", "False")}
    assert row["new"] == sum(each["new"] == "True" for each in found)
    assert all(each["path"] != "app.py" for each in found if each["new"] == "True")
    assert row["gone"] > 0


def test_sums_agree_with_the_rows(tmp_path: Path) -> None:
    for number in range(3):
        repository(tmp_path / f"all/shop{number}", service(number) | {"CODEOWNERS": f"* @team{number % 2}\n"})
    fleet("run", tmp_path / "all", "--state", tmp_path / "state", "--apply", "unsafe")
    done = fleet("report", tmp_path / "state", "--output", tmp_path / "report")
    document = json.loads((tmp_path / "report/report.json").read_bytes())
    summary, rows = document["summary"], document["repositories"]
    assert summary["findings"] == sum(row["findings"] for row in rows) > 0
    assert summary["by_rule"] == {code: 3 * count for code, count in rows[0]["by_rule"].items()}
    assert summary["by_owner"] == {"@team0": 2 * rows[0]["findings"], "@team1": rows[0]["findings"]}
    assert f"{summary['findings']} findings in 3 repositories" in done.stdout
    cost = json.loads((tmp_path / "report/cost.json").read_bytes())
    assert cost["processor_seconds"] > 0
    assert cost["peak_mb"] > 10
    page = (tmp_path / "report/report.html").read_text()
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert [each["cells"][0] for each in json.loads(data)] == ["shop0", "shop1", "shop2"]
    for row in rows:
        scan = json.loads((tmp_path / f"report/sarif/{row['name']}.sarif").read_bytes())["runs"][0]
        assert len(scan["results"]) == row["findings"]
        for each in scan["results"]:
            assert scan["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"]


def test_status_says_what_is_missing_and_what_failed(tmp_path: Path) -> None:
    repository(tmp_path / "all/shop", service())
    repository(tmp_path / "all/wrong", {"pyproject.toml": "[tool.operable]\nselect = 3\n", "a.py": "x = 1\n"})
    fleet("run", tmp_path / "all", "--state", tmp_path / "state", "--shard", "0/2", code=None)
    fleet("run", tmp_path / "all", "--state", tmp_path / "state", "--shard", "1/2", code=None)
    done = fleet("status", tmp_path / "state", "--format", "json")
    document = json.loads(done.stdout)
    assert document["by_status"] == {"checked": 1, "failed": 1}
    assert "'select'" in document["failed"]["wrong"]
    assert "0 not run yet" in fleet("status", tmp_path / "state").stdout
