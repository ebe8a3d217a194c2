"""The experiments on real containers. `make test-containers` has an engine; elsewhere this is skipped.

Experiment 2 builds images, which need the package index: the engine has this machine's network.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from labs.cluster import docker
from labs.experiments import EXPERIMENTS
from labs.trees import ROOT

pytestmark = pytest.mark.skipif(not os.environ.get("OPERABLE_ENGINE"), reason="make test-containers runs it")


def left() -> str:
    """Containers and images of the labs."""
    return "".join(
        docker.docker(*listing, "--quiet", "--filter", f"label={docker.LABEL}") for listing, _ in docker.LEFT
    )


@pytest.mark.parametrize("number", EXPERIMENTS)
def test_containers_and_processes_agree(number: int) -> None:
    command = [sys.executable, "-m", "labs", "run", str(number), "--runtime", "docker", "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)
    assert done.stdout, done.stderr
    results = json.loads(done.stdout)["results"]
    verdicts = {result["tree"]: result["verdict"] for result in results}
    assert verdicts == {"before": "harm", "after": "no harm"}, done.stdout
    assert left() == ""


def test_the_next_run_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    (tmp_path / "Dockerfile").write_text("FROM bookshop:after\n")
    docker.docker("build", "--quiet", f"--label={docker.LABEL}={ended.pid}", tmp_path)
    docker.docker("run", "--detach", "--label", f"{docker.LABEL}={ended.pid}", "bookshop:after", "sleep", "60")
    ours = docker.docker("run", "--detach", "--label", f"{docker.LABEL}={os.getpid()}", "bookshop:after", "sleep", "60")
    docker.require_engine()
    assert docker.docker("ps", "--quiet", "--no-trunc") == ours
    docker.docker("rm", "--force", ours)
    assert left() == ""
