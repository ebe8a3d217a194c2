"""kill -9 of the labs in the middle of an experiment, and Ctrl-C: nothing is left, and the next run works."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from labs.cluster import processes
from labs.trees import ROOT

RUN = [sys.executable, "-m", "labs", "run", "7", "--tree", "after", "--format", "json"]
INCIDENT = [sys.executable, "-m", "labs", "incident", "7"]
UP = [sys.executable, "-m", "labs", "up", "after"]


def of_ours(home: Path) -> dict[int, str]:
    """The running processes whose environment or command names our folder: the labs, and all that they started."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            environment = (entry / "environ").read_bytes()
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if (str(home).encode() in environment or str(home) in command) and state != "Z":
            found[int(entry.name)] = command
    return found


def interrupted(home: Path, number: int, command: Sequence[str] = RUN) -> int:
    """Start a run with its files in home and send its group a signal in the middle of the experiment; its exit code."""
    run = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        # A test run in the background of a shell ignores it, and so would this one.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        # Its last part to start: the service, a master and its worker.
        processes.wait_until(lambda: sum("gunicorn" in line for line in of_ours(home).values()) > 1, 90, "the service")
        assert len(of_ours(home)) > 5
    finally:
        os.killpg(run.pid, number)
        run.wait(60)
    return run.returncode


@pytest.fixture
def home() -> Iterator[Path]:
    if not Path("/proc/self/environ").exists():
        pytest.skip("needs /proc to look for what is left")
    with tempfile.TemporaryDirectory(prefix="labs-crash-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder).resolve()


# As the terminal sends it, as an orchestrator does, and what nobody can handle.
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)])
def test_nothing_is_left_and_the_next_run_works(number: int, code: int, home: Path) -> None:
    assert interrupted(home, number) == code
    processes.wait_until(lambda: not of_ours(home), 30, "everything to end")
    processes.wait_until(lambda: not list(home.iterdir()), 30, "the files to go")

    environment = {**os.environ, "TMPDIR": str(home)}
    second = subprocess.run(RUN, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert second.returncode == 0, second.stdout + second.stderr
    assert json.loads(second.stdout)["results"][0]["verdict"] == "no harm"
    processes.wait_until(lambda: not of_ours(home), 30, "everything to end")
    assert list(home.iterdir()) == []


@pytest.mark.skipif(not os.environ.get("OPERABLE_MATRIX"), reason="make mistakes runs it")
@pytest.mark.parametrize("command", [INCIDENT, UP], ids=["incident", "up"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)])
def test_nothing_is_left_of_a_shop_that_runs(number: int, code: int, command: Sequence[str], home: Path) -> None:
    assert interrupted(home, number, command) == code
    processes.wait_until(lambda: not of_ours(home), 30, "everything to end")
    processes.wait_until(lambda: not list(home.iterdir()), 30, "the files to go")
