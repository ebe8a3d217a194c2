"""Real containers: the same interface as labs.cluster.container, by a Docker Engine. Linux, for its host network.

The image is built from the tree's own Dockerfile, once for each tree. What the runbook has people edit is copied over
the image's files in each container, which leaves the edited port out of the image.
"""

import contextlib
import functools
import os
import subprocess
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from labs.cluster import processes, runbook

LABEL = "operable.labs.owner"
OWNER = f'{{{{index .Config.Labels "{LABEL}"}}}}'
# How what carries the label is listed and removed: containers first, they hold images.
LEFT = (
    (("ps", "--all"), ("rm", "--force", "--volumes")),
    (("images",), ("rmi", "--force")),
)


class NoEngine(RuntimeError):
    """No Docker Engine answers."""


def docker(*arguments: str | Path) -> str:
    """Standard output of the client. Raises RuntimeError with what it said, NoEngine where there is none."""
    try:
        done = subprocess.run(["docker", *map(str, arguments)], capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise NoEngine("docker: missing. Install Docker, or leave --runtime docker out") from error
    if done.returncode:
        raise RuntimeError(f"docker {arguments[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


def require_engine() -> None:
    """Raise NoEngine unless one answers; remove what labs that were killed have left in it."""
    try:
        docker("version", "--format", "{{.Server.Version}}")
    except RuntimeError as error:
        raise NoEngine(f"no Docker Engine answers: start it, or leave --runtime docker out ({error})") from error
    for listing, removal in LEFT:
        for identity in docker(*listing, "--quiet", "--no-trunc", "--filter", f"label={LABEL}").split():
            if not _alive(int(docker("inspect", "--format", OWNER, identity))):
                docker(*removal, identity)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError as error:
        return isinstance(error, PermissionError)
    return True


@functools.cache
def image(source: Path) -> str:
    """Build a tree's image and return its id. Raises RuntimeError with what the build said."""
    return docker("build", "--quiet", "--network", "host", "--tag", f"operable-lab:{source.name}", source)


@dataclass(frozen=True)
class DockerContainer:
    """A running container. process is the client that is attached to it and keeps its output."""

    name: str
    process: processes.Process
    port: int
    tree: Path

    @property
    def address(self) -> str:
        return f"{processes.HOST}:{self.port}"

    def output(self) -> str:
        """What the platform's log driver has of it; it stays when the container is gone."""
        return self.process.output()

    def log_files(self) -> dict[str, str]:
        """What it has written to log files on its disk, by their paths."""
        names = docker("exec", self.name, "find", ".", "/tmp", "-name", "*.log*", "-type", "f").splitlines()
        return {name.removeprefix("./"): docker("exec", self.name, "cat", name) for name in names}

    def outside(self) -> list[str]:
        """The files that it has written outside of its tree."""
        folder = docker("inspect", "--format", "{{.Config.WorkingDir}}", self.name)
        added = [line.split(" ", 1)[1] for line in docker("diff", self.name).splitlines() if line.startswith("A ")]
        return [path for path in added if not path.startswith(folder) and not path.endswith(".pyc")]

    def stop(self, grace: float) -> bool:
        """SIGTERM to process 1, at most grace seconds, SIGKILL. Whether it ended by itself."""
        docker("stop", "--time", str(round(grace)), self.name)
        code = docker("inspect", "--format", "{{.State.ExitCode}}", self.name)
        self.remove()
        return code != "137"

    def remove(self) -> None:
        """kill -9, and the disk goes with it."""
        with contextlib.suppress(RuntimeError):
            docker("rm", "--force", "--volumes", self.name)
        self.process.kill()
        processes.remove(self.tree.parent)


def start(source: Path, tree: Path, port: int, log: Path, settings: Mapping[str, str]) -> DockerContainer:
    """Start the CMD of a tree's image with the files of tree in place of the image's. Raises RuntimeError."""
    name = f"operable-lab-{uuid.uuid4().hex}"
    variables = {"PORT": str(port), "GUNICORN_CMD_ARGS": f"--bind={processes.HOST}:{port}", **settings}
    options = [f"--env={key}={value}" for key, value in variables.items()]
    options += ["--network=host", f"--label={LABEL}={os.getpid()}"]
    options += [f"--volume={runbook.FILESERVER}:{runbook.FILESERVER}:ro"]
    built = image(source)
    docker("create", "--name", name, *options, built)
    folder = docker("inspect", "--format", "{{.Config.WorkingDir}}", built)
    docker("cp", f"{tree}/.", f"{name}:{folder}")
    process = processes.start(["docker", "start", "--attach", name], log, env=os.environ)
    return DockerContainer(name, process, port, tree)
