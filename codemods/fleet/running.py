"""One repository in a process of its own, with limits of time and memory: whatever it does, there is a result."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from codemods.fleet.task import LOG, RESULT, Outcome, Task, encoded, failed

# The folder where clones lie while they are looked at; a variable, because a remote worker has a disk of its own.
SCRATCH = "OPERABLE_FLEET_SCRATCH"
_LOG_LIMIT = 64_000

_running: set[subprocess.Popen[bytes]] = set()
_guard = threading.Lock()


def run_one(task: Task) -> Outcome:
    """Look at one repository. Its outcome, also if that took too long, too much, or the process down."""
    with tempfile.TemporaryDirectory(prefix="operable-fleet-", dir=os.environ.get(SCRATCH)) as folder:
        out, work = Path(folder) / "out", Path(folder) / "work"
        out.mkdir()
        try:
            why = _watched(task, out, work, Path(folder) / LOG)
            files = {each.name: each.read_bytes() for each in sorted(out.iterdir())}
            files.setdefault(LOG, (Path(folder) / LOG).read_bytes()[-_LOG_LIMIT:])
        finally:
            _make_removable(work)
    if why or RESULT not in files:
        files = {LOG: files[LOG], RESULT: encoded(failed(task, "", why or "it ended without a result"))}
    return Outcome(task.repository.name, files)


def stop_all() -> None:
    """End what runs now, with all that it has started."""
    with _guard:
        for process in _running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _watched(task: Task, out: Path, work: Path, log: Path) -> str:
    """Why the worker gave no result; "" if it did."""
    command = [sys.executable, "-P", "-m", "codemods.fleet.worker", str(out), str(work)]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=stream, stderr=stream, cwd=out, start_new_session=True
        )
    assert process.stdin
    with _guard:
        _running.add(process)
    try:
        # It stays open: its end tells the worker that nobody waits for it any more.
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(task.to_json().encode() + b"\n")
            process.stdin.flush()
        code = process.wait(task.work.timeout)
    except subprocess.TimeoutExpired:
        return f"took longer than {task.work.timeout:,} s: give it more by --timeout"
    finally:
        with _guard:
            _running.discard(process)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
    if code == 0:
        return ""
    if b"MemoryError" in log.read_bytes()[-_LOG_LIMIT:]:
        return f"needs more than {task.work.memory:,} MB of memory: give it more by --memory"
    return f"the process ended by {signal.Signals(-code).name}" if code < 0 else f"the process ended with {code}"


def _make_removable(folder: Path) -> None:
    """A repository may hold folders that nobody may write to."""
    for where, folders, _ in os.walk(folder):
        for each in folders:
            path = Path(where) / each
            if not path.is_symlink():
                path.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)
