"""A container as a plain process: a private disk, the Dockerfile's CMD as process 1, its stdout kept elsewhere.

What is imitated: there is no image, the packages are those of the labs' own environment; ports are published by
rewriting 0.0.0.0:PORT in the CMD; the user, the network and the limits are the machine's. Where the system gives no
PID namespace (macOS, some Linux), process 1's indifference to SIGTERM is imitated too: see Container.stop.
"""

import contextlib
import functools
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from labs.cluster import processes, service

NAMESPACES = (
    ("unshare", "--pid", "--fork", "--kill-child"),
    ("unshare", "--user", "--map-current-user", "--pid", "--fork", "--kill-child"),
)
ANY_ADDRESS = re.compile(r"0\.0\.0\.0:(?:\d+|\$\{?PORT\b(?::-\d+)?\}?)")


@functools.cache
def namespace() -> tuple[str, ...]:
    """The words that put a command into its own PID namespace; none where the system does not allow it."""
    for words in NAMESPACES:
        with contextlib.suppress(OSError):
            if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
                return words
    return ()


def publish(words: Sequence[str], port: int) -> list[str]:
    """The command with its address replaced by the loopback interface and a port of this container's own."""
    return [ANY_ADDRESS.sub(f"{processes.HOST}:{port}", word) for word in words]


@dataclass(frozen=True)
class Container:
    """A running container, where it listens, and its disk."""

    process: processes.Process
    words: tuple[str, ...]
    port: int
    tree: Path

    @property
    def address(self) -> str:
        return f"{processes.HOST}:{self.port}"

    def output(self) -> str:
        """What the platform's log driver has of it; it stays when the container is gone."""
        return self.process.output()

    def log_files(self) -> str:
        """All that it has written to log files on its disk."""
        files = (path for path in sorted(self.tree.rglob("*.log*")) if path.is_file())
        return "".join(path.read_text(errors="replace") for path in files)

    def running(self) -> bool:
        return self.process.popen.poll() is None

    def stop(self, grace: float) -> bool:
        """SIGTERM to process 1, at most grace seconds, SIGKILL. Whether it ended by itself."""
        self._terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.popen.wait(grace)
        ended = not self.running()
        self.remove()
        return ended

    def _terminate(self) -> None:
        if namespace():
            children = Path(f"/proc/{self.process.popen.pid}/task/{self.process.popen.pid}/children")
            with contextlib.suppress(OSError):
                for child in children.read_text().split():
                    os.kill(int(child), signal.SIGTERM)
        elif not self.words[0].endswith("sh"):
            self.process.send(signal.SIGTERM)
        # Else: the kernel gives process 1 no signal that it does not handle, and Debian's shell handles none.

    def remove(self) -> None:
        """kill -9, and the disk goes with it."""
        self.process.kill()
        processes.remove(self.tree.parent)


def start(
    tree: Path, words: Sequence[str], port: int, log: Path, settings: Mapping[str, str], folder: str = "."
) -> Container:
    """Start a command in a folder of a tree that is the container's own; log lies outside of it. Raises OSError."""
    variables = service.environment(tree, {"PORT": str(port), "HOST": processes.HOST, **settings})
    published = publish(words, port)
    program = shutil.which(published[0], path=variables["PATH"]) or published[0]
    process = processes.start([*namespace(), program, *published[1:]], log, cwd=tree / folder, env=variables)
    return Container(process, tuple(words), port, tree)
