"""The service in a private copy of its tree, as a container has it, started as its Dockerfile says."""

import contextlib
import json
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from labs.cluster import processes

# What a service leaves behind where it runs is no part of its tree.
LEFTOVERS = shutil.ignore_patterns("__pycache__", ".env", "lib", "logs", "model.json", "sess-*", "uploads")


def copy(tree: Path, target: Path) -> Path:
    """A private copy of a service's tree."""
    return shutil.copytree(tree, target, ignore=LEFTOVERS)


def command(tree: Path) -> list[str]:
    """The words of the Dockerfile's last CMD; a shell for the shell form, as a container engine starts one.

    Raises RuntimeError where there is none.
    """
    lines = (tree / "Dockerfile").read_text().splitlines()
    found = [line.split(maxsplit=1)[1] for line in lines if line.upper().startswith("CMD ")]
    if not found:
        raise RuntimeError("the Dockerfile has no CMD: nothing says how the service is started")
    cmd = found[-1]
    if not cmd.startswith("["):
        return ["/bin/sh", "-c", cmd]
    words: list[str] = json.loads(cmd)
    return words


def environment(tree: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """All that a container of this tree would see: the installed programs and packages, and the settings."""
    return {
        "PATH": f"{sysconfig.get_path('scripts')}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(tree),
        "LANG": "C.UTF-8",
        **settings,
    }


def prepare_database(tree: Path, settings: Mapping[str, str]) -> None:
    """Carry out the release step of a service that has one. Raises RuntimeError, with its output, if it fails."""
    app = tree / "app.py"
    if not app.is_file():
        raise RuntimeError("the tree has no app.py: the experiments are about the bookshop")
    if '"init-db"' not in app.read_text():
        return
    flask = [sys.executable, "-m", "flask", "--app", "app", "init-db"]
    done = subprocess.run(flask, cwd=tree, env=environment(tree, settings), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"init-db failed:\n{done.stdout}{done.stderr}")


def start(tree: Path, words: Sequence[str], log: Path, settings: Mapping[str, str]) -> processes.Process:
    """Start one of the service's commands in its tree."""
    variables = environment(tree, settings)
    program = shutil.which(words[0], path=variables["PATH"]) or words[0]
    return processes.start([program, *words[1:]], log, cwd=tree, env=variables)


@contextlib.contextmanager
def serving(tree: Path, port: int, log: Path, settings: Mapping[str, str]) -> Iterator[processes.Process]:
    """The web service, from the first connection that it accepts on."""
    process = start(tree, command(tree), log, settings)
    try:
        processes.wait_until(lambda: processes.accepts(port), 60, "the service to listen", process)
        yield process
    finally:
        process.kill()


@contextlib.contextmanager
def working(tree: Path, log: Path, settings: Mapping[str, str]) -> Iterator[processes.Process]:
    """The worker that writes the receipts."""
    process = start(tree, ["python", "receipts.py"], log, settings)
    try:
        yield process
    finally:
        process.kill()
