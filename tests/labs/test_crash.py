"""kill -9 of the labs in the middle of an experiment: nothing is left, and the next run works."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from labs.cluster import processes
from labs.trees import ROOT

RUN = [sys.executable, "-m", "labs", "run", "7", "--tree", "after", "--format", "json"]


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


def test_nothing_is_left_after_kill_9_and_the_next_run_works() -> None:
    if not Path("/proc/self/environ").exists():
        return
    with tempfile.TemporaryDirectory(prefix="labs-crash-") as folder:
        home = Path(folder).resolve()
        home.chmod(0o755)
        environment = {**os.environ, "TMPDIR": str(home)}
        first = subprocess.Popen(RUN, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            # Its last part to start: the service.
            processes.wait_until(lambda: any("gunicorn" in line for line in of_ours(home).values()), 90, "the service")
            assert len(of_ours(home)) > 5
        finally:
            first.send_signal(signal.SIGKILL)
            first.wait()
        begin = time.monotonic()
        processes.wait_until(lambda: not of_ours(home), 30, "everything to end")
        processes.wait_until(lambda: not list(home.iterdir()), 30, "the files to go")
        assert time.monotonic() - begin < 30

        second = subprocess.run(RUN, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert second.returncode == 0, second.stdout + second.stderr
        assert json.loads(second.stdout)["results"][0]["verdict"] == "no harm"
        processes.wait_until(lambda: not of_ours(home), 30, "everything to end")
        assert list(home.iterdir()) == []
