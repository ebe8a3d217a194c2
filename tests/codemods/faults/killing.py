"""Carry out `apply` on a copy of a tree again and again, each time killed with SIGKILL, and print how it was left.

A kill is placed right before the n-th thing that apply does to the tree's files, or comes at a random moment of the
time that writing takes. Everything is loaded once: each apply is a fork.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from codemods.cli import main
from codemods.engine.registry import rules

# What changes a tree, as Python's audit events name it; of `open` only what writes.
# After each change, where the moment of the kill is chosen by time: a fork that writes to memory is done in 3 ms.
_PAUSE = 0.002
_CHANGES = frozenset(("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "open"))


def watch(root: str, act: Callable[[int], object]) -> None:
    """Call `act` before each change of the tree, with its number from 1. In a fork: the hook cannot be taken back."""
    count = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event not in _CHANGES or (event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        if isinstance(arguments[0], int) or os.fsdecode(arguments[0]).startswith(root):
            count += 1
            act(count)

    sys.addaudithook(hook)


def forked(action: Callable[[], None]) -> int:
    """The process that does it."""
    if child := os.fork():
        return child
    try:
        action()
    finally:
        os._exit(0)


def apply(root: Path) -> None:
    CliRunner().invoke(main, ["apply", "--unsafe", "--allow-no-vcs", "--jobs", "1", str(root)])


def contents(root: Path) -> dict[str, str]:
    return {str(each.relative_to(root)): each.read_text() for each in sorted(root.rglob("*")) if each.is_file()}


def changes(root: Path) -> int:
    """How many changes a whole apply makes."""
    reading, writing = os.pipe()

    def action() -> None:
        watch(str(root), lambda _: os.write(writing, b"."))
        apply(root)

    child = forked(action)
    os.close(writing)
    with os.fdopen(reading, "rb") as done:
        count = len(done.read())
    os.waitpid(child, 0)
    return count


def killed_before(root: Path, number: int) -> None:
    """An apply that is killed before its change of this number."""

    def action() -> None:
        watch(str(root), lambda count: os.kill(os.getpid(), signal.SIGKILL) if count == number else None)
        apply(root)

    os.waitpid(forked(action), 0)


def killed_at_random(root: Path, moment: float) -> None:
    """An apply on a slow disk that is killed some seconds after its first change."""
    reading, writing = os.pipe()

    def pause(count: int) -> None:
        os.write(writing, b".")
        time.sleep(_PAUSE)

    def action() -> None:
        watch(str(root), pause)
        apply(root)

    child = forked(action)
    os.close(writing)
    os.read(reading, 1)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    os.close(reading)
    os.waitpid(child, 0)


def run(template: Path, work: Path, kills: int) -> None:
    rules()
    shutil.copytree(template, work / "whole")
    count = changes(work / "whole")
    print(json.dumps({"changes": count, "whole": contents(work / "whole")}), flush=True)
    rng = random.Random(7)
    places = rng.sample(range(1, count + 1), min(kills, count))
    for number, place in enumerate([*places, *[None] * (kills - kills // 2)]):
        root = work / str(number)
        shutil.copytree(template, root)
        if place is None:
            killed_at_random(root, rng.uniform(0, count * _PAUSE))
        else:
            killed_before(root, place)
        left = contents(root)
        os.waitpid(forked(lambda root=root: apply(root)), 0)  # type: ignore[misc]
        print(json.dumps({"placed": place, "left": left, "finished": contents(root)}), flush=True)
        shutil.rmtree(root)


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
