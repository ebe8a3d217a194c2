"""A container as a plain process: a private disk, the Dockerfile's CMD as process 1, its stdout kept elsewhere.

What is imitated: there is no image, the packages are those of the labs' own environment; ports are published by
rewriting 0.0.0.0:PORT in the CMD; the user, the network and the limits are the machine's. Where the system gives no
PID namespace (macOS, some Linux), process 1's indifference to SIGTERM is imitated too: see Container.stop. Where it
gives no mount namespace, a write outside of the tree is refused, in Python: see bounds/sitecustomize.py.
"""

import contextlib
import functools
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from labs.cluster import disk, processes, service

PID = ("--pid", "--fork", "--kill-child")
# The best first: a disk of one's own takes root, in a user namespace if need be.
NAMESPACES = (
    ("unshare", "--mount", *PID),
    ("unshare", "--user", "--map-root-user", "--mount", *PID),
    ("unshare", *PID),
    ("unshare", "--user", "--map-current-user", *PID),
)
DISK = (sys.executable, "-I", "-S", str(Path(disk.__file__)))
BOUNDS = Path(__file__).parent / "bounds"
REFUSED = "refused.txt"
# What a server keeps while it runs, and nobody looks for later.
PASSING = re.compile(r"/(?:w?gunicorn-[^/]*|sem\.[^/]*|\.?[^/]*\.sock|[^/]*\.pyc)$")
ANY_ADDRESS_AT = re.compile(r"^bind\s*=.*0\.0\.0\.0", re.MULTILINE)
ANY_ADDRESS = re.compile(r"0\.0\.0\.0:(?:\d+|\$\{?PORT\b(?::-\d+)?\}?)")


@functools.cache
def namespace() -> tuple[str, ...]:
    """The words that put a command into namespaces of its own; none where the system does not allow it."""
    for words in NAMESPACES:
        with contextlib.suppress(OSError):
            command = [*words, *(_disk(words, []) or ["true"])]
            if subprocess.run(command, capture_output=True, check=False).returncode == 0:
                return words
    return ()


def _disk(words: Sequence[str], kept: Sequence[Path], command: Sequence[str] = ("/bin/true",)) -> list[str]:
    """The command on a disk of its own, but for the paths that are kept; nothing without a mount namespace."""
    if "--mount" not in words:
        return []
    home = pwd.getpwuid(os.getuid()).pw_dir
    return [*DISK, home, *map(str, kept), "--", *command]


def has_own_disk() -> bool:
    """Whether whatever a container writes is its own, not only what it writes to its tree."""
    return "--mount" in namespace()


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

    def log_files(self) -> dict[str, str]:
        """What it has written to log files on its disk, by their paths; outside of its tree only while it runs."""
        files = {str(path.relative_to(self.tree)): path for path in self.tree.rglob("*.log*")}
        if has_own_disk():
            found = [(child, path) for child in self._children() for path in disk.written(child) if ".log" in path]
            files |= {path: Path(f"/proc/{child}/root{path}") for child, path in found}
        return {name: path.read_text(errors="replace") for name, path in sorted(files.items()) if path.is_file()}

    def outside(self) -> list[str]:
        """The files that it has written, or wanted to write, outside of its tree; while it runs."""
        if has_own_disk():
            return [path for child in self._children() for path in disk.written(child) if not PASSING.search(path)]
        told = self.tree.parent / REFUSED
        return sorted(set(told.read_text().splitlines())) if told.is_file() else []

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
            for child in self._children():
                with contextlib.suppress(OSError):
                    os.kill(child, signal.SIGTERM)
        elif not self.words[0].endswith("sh"):
            self.process.send(signal.SIGTERM)
        # Else: the kernel gives process 1 no signal that it does not handle, and Debian's shell handles none.

    def _children(self) -> list[int]:
        number = self.process.popen.pid
        try:
            return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]
        except OSError:
            return []

    def remove(self) -> None:
        """kill -9, and the disk goes with it."""
        self.process.kill()
        processes.remove(self.tree.parent)


def start(
    tree: Path,
    words: Sequence[str],
    port: int,
    log: Path,
    settings: Mapping[str, str],
    folder: str = ".",
    shared: Sequence[Path] | None = (),
) -> Container:
    """Start a command in a folder of a tree that is the container's own; log lies outside of it. Raises OSError.

    shared is what it may write to beside its tree; None is all that the user may.
    """
    variables = service.environment(tree, {"PORT": str(port), "HOST": processes.HOST, **settings})
    configured = tree / folder / "gunicorn.conf.py"
    if configured.is_file() and ANY_ADDRESS_AT.search(configured.read_text()):
        variables.setdefault("GUNICORN_CMD_ARGS", f"--bind={processes.HOST}:{port}")
    published = publish(words, port)
    program = shutil.which(published[0], path=variables["PATH"]) or published[0]
    command = [program, *published[1:]]
    if shared is not None and has_own_disk():
        command = _disk(namespace(), [tree, *shared], command)
    elif shared is not None:
        variables |= _bounds(tree)
    process = processes.start([*namespace(), *command], log, cwd=tree / folder, env=variables)
    return Container(process, tuple(words), port, tree)


def _bounds(tree: Path) -> dict[str, str]:
    """What refuses, in Python, to write outside of the tree; temporary files have a folder of their own."""
    temporary = tree.parent / "tmp"
    temporary.mkdir(exist_ok=True)
    return {
        "PYTHONPATH": str(BOUNDS),
        "TMPDIR": str(temporary),
        "OPERABLE_TREE": str(tree.parent),
        "OPERABLE_REFUSED": str(tree.parent / REFUSED),
    }
