"""Start and stop commands, each in its own process group, none of which outlives this process."""

import contextlib
import functools
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from labs.cluster.reaper import remove as remove

HOST = "127.0.0.1"
NOBODY = 65534


@dataclass(frozen=True)
class Process:
    """A running command. Its standard output and error go to one file."""

    popen: subprocess.Popen[bytes]
    log: Path

    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def send(self, number: int) -> None:
        """Send a signal to the command alone, as an orchestrator does."""
        with contextlib.suppress(ProcessLookupError):
            self.popen.send_signal(number)

    def kill(self) -> None:
        """Kill the whole group and wait for it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()
        _reaper("-g", self.popen.pid)

    def stop(self, grace: float = 10.0, number: int = signal.SIGTERM) -> int:
        """Signal, wait for at most grace seconds, then kill. Returns the exit status, -9 if it was killed."""
        self.send(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.popen.wait(grace)
        self.kill()
        return self.popen.returncode


@functools.cache
def _reaper_of(owner: int) -> IO[str]:
    reaper = subprocess.Popen(
        [sys.executable, "-E", "-S", str(Path(__file__).with_name("reaper.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert reaper.stdin is not None
    return reaper.stdin


def _reaper(sign_and_kind: str, value: object) -> None:
    pipe = _reaper_of(os.getpid())
    pipe.write(f"{sign_and_kind} {value}\n")
    pipe.flush()


@contextlib.contextmanager
def removed(path: Path) -> Iterator[Path]:
    """Whatever lies at the path is gone afterwards."""
    _reaper("+p", path)
    try:
        yield path
    finally:
        remove(path)
        _reaper("-p", path)


@contextlib.contextmanager
def workspace(prefix: str = "cluster-", *, private: bool = True) -> Iterator[Path]:
    """A temporary directory that is gone afterwards; not private means that any user may enter it."""
    directory = Path(tempfile.mkdtemp(prefix=prefix)).resolve()
    with removed(directory):
        if not private:
            directory.chmod(0o755)
        yield directory


def unprivileged() -> dict[str, Any]:
    """Popen arguments that drop root's privileges, if it has them; some servers refuse to run as root."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def start(
    command: Sequence[str | Path],
    log: Path,
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    privileges: Mapping[str, Any] | None = None,
) -> Process:
    """Start a command in its own session. Raises OSError if it cannot be executed."""
    with log.open("ab") as output:
        popen = subprocess.Popen(
            [str(word) for word in command],
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **(privileges or {}),
        )
    _reaper("+g", popen.pid)
    return Process(popen, log)


@contextlib.contextmanager
def running(
    command: Sequence[str | Path],
    log: Path,
    ready: Callable[[], bool],
    *,
    deadline: float = 30.0,
    grace: float = 10.0,
    stop_signal: int = signal.SIGTERM,
    **options: Any,
) -> Iterator[Process]:
    """Start a command, wait until it is ready, stop it at the end; see start, wait_until and Process.stop."""
    process = start(command, log, **options)
    try:
        wait_until(ready, deadline, f"{Path(command[0]).name} to be ready", process)
        yield process
    finally:
        process.stop(grace, stop_signal)


def wait_until(condition: Callable[[], bool], deadline: float, what: str, process: Process | None = None) -> float:
    """Wait for a condition and return the seconds that it took.

    Raises TimeoutError after deadline seconds, RuntimeError if the process ends before; both show its output.
    """
    begin = time.monotonic()
    while not condition():
        # The output is read after the end was seen: a command can write its last line in between.
        ended = process is not None and process.popen.poll() is not None
        said = f":\n{process.output()[-3000:]}" if process else ""
        if process and ended:
            raise RuntimeError(f"exit status {process.popen.returncode} while waiting for {what}{said}")
        if time.monotonic() - begin > deadline:
            raise TimeoutError(f"waited {deadline} s for {what}{said}")
        time.sleep(0.02)
    return time.monotonic() - begin


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def accepts(port: int) -> bool:
    """Whether a server accepts connections; that it answers well is another question."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0
