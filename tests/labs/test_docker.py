"""The experiments on real containers. `make test-containers` has an engine; elsewhere this is skipped.

Experiment 2 builds in a clean room whatever the runtime, and needs the package index, which containers cannot reach.
"""

import json
import os
import subprocess
import sys

import pytest

from labs.cluster import docker
from labs.experiments import EXPERIMENTS
from labs.trees import ROOT

pytestmark = pytest.mark.skipif(not os.environ.get("OPERABLE_ENGINE"), reason="make test-containers runs it")


@pytest.mark.parametrize("number", sorted(EXPERIMENTS.keys() - {2}))
def test_containers_and_processes_agree(number: int) -> None:
    command = [sys.executable, "-m", "labs", "run", str(number), "--runtime", "docker", "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)
    assert done.stdout, done.stderr
    results = json.loads(done.stdout)["results"]
    verdicts = {result["tree"]: result["verdict"] for result in results}
    assert verdicts == {"before": "harm", "after": "no harm"}, done.stdout
    assert docker.docker("ps", "--all", "--quiet", "--filter", f"label={docker.LABEL}") == ""


def test_the_next_run_removes_what_a_killed_one_left() -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    left = docker.docker("run", "--detach", "--label", f"{docker.LABEL}={ended.pid}", "bookshop:after", "sleep", "60")
    ours = docker.docker("run", "--detach", "--label", f"{docker.LABEL}={os.getpid()}", "bookshop:after", "sleep", "60")
    docker.require_engine()
    running = docker.docker("ps", "--quiet", "--no-trunc")
    assert left not in running
    assert ours in running
    docker.docker("rm", "--force", ours)
