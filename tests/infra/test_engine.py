"""When tests/containers/engine.sh says that it can't run here, and what it refuses."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.infra.support import ROOT

ENGINE = ROOT / "tests/containers/engine.sh"
NOBODY = 65534


def test_an_ordinary_user_is_told_what_is_lacking() -> None:
    other = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
    done = subprocess.run(
        ["bash", "-s", "lacks"], input=ENGINE.read_text(), cwd="/", capture_output=True, text=True, check=False, **other
    )
    assert (done.returncode, done.stdout) == (0, "root\n"), done.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="only root gets that far")
def test_a_folder_has_one_user_at_a_time(tmp_path: Path) -> None:
    """Two engines on one folder would take each other's containers for their own."""
    with subprocess.Popen(["flock", tmp_path / "lock", "sh", "-c", "echo; read _"], stdin=-1, stdout=-1) as other:
        assert other.stdout
        assert other.stdin
        other.stdout.readline()
        done = subprocess.run(
            ["bash", ENGINE, "run", "true"],
            env={"PATH": os.environ["PATH"], "ENGINE_DIR": str(tmp_path)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        other.stdin.close()
    assert done.returncode == 1
    assert done.stderr == f"{tmp_path} is in use: set another ENGINE_DIR\n"
