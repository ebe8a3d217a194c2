"""One command as a whole process: how long it took, and what of the machine it had."""

from __future__ import annotations

import contextlib
import json
import re
import statistics
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from labs.cluster import processes

STOPWATCH = Path(__file__).with_name("stopwatch.py")
INTERVAL = 0.05  # seconds between two looks at the memory
# What takes longer than SHORT seconds is run three times, longer than LONG once.
RUNS, SHORT, LONG = 5, 15.0, 60.0


class Failed(Exception):
    """A command that did not do what it was to do: its last words."""


def nothing() -> None:
    """What is done before a run that needs nothing."""


@dataclass(frozen=True)
class Command:
    """What is run, and how to tell that it did its work.

    `once` is called before all runs and `each` before every one, neither is timed. `read` finds in the output how many
    files the command says it has read, `wrong` that it did not do its work. `against` is the name of our own command
    that this one is compared with.
    """

    name: str
    words: tuple[str, ...]
    env: Mapping[str, str]
    codes: frozenset[int] = frozenset({0})
    read: str = ""
    wrong: str = ""
    against: str = ""
    once: Callable[[], object] = nothing
    each: Callable[[], object] = nothing
    deadline: float = 1200.0


@dataclass(frozen=True)
class Run:
    """Wall seconds; processor seconds, user and system, with those of its children; megabytes at most; exit, output."""

    seconds: float
    cpu: float
    megabytes: float
    code: int
    said: str


@dataclass(frozen=True)
class Figures:
    """Medians of some runs; the most memory of one. files: how many it said it read, None where it says nothing."""

    runs: int
    seconds: float
    cpu: float
    megabytes: float
    files: int | None = None


def measured(command: Command, folder: Path, quick: bool = False) -> Figures:
    """Run in a folder as often as RUNS, SHORT and LONG say, quick: once. Raises Failed.

    The first run alone is watched for its memory; where there are five more, its time does not count.
    """
    command.once()
    first = _worked(command, folder, watched=True)
    more = further(first.seconds, quick)
    rest = [_worked(command, folder) for _ in range(more)]
    counted = rest if more == RUNS else [first, *rest]
    return Figures(
        len(counted),
        statistics.median(each.seconds for each in counted),
        statistics.median(each.cpu for each in counted),
        max(each.megabytes for each in (first, *rest)),
        _files(command, first.said),
    )


def further(seconds: float, quick: bool = False) -> int:
    """How many runs follow the first."""
    if quick or seconds > LONG:
        return 0
    return RUNS if seconds <= SHORT else 2


def _worked(command: Command, folder: Path, watched: bool = False) -> Run:
    command.each()
    done = run(command.words, folder, command.env, watched, command.deadline)
    if done.code not in command.codes or (command.wrong and re.search(command.wrong, done.said)):
        raise Failed(f"exit {done.code}: {_last(done.said)}")
    return done


def _files(command: Command, said: str) -> int | None:
    if not command.read:
        return None
    match = re.search(command.read, said)
    if match is None:
        raise Failed(f"does not say how many files it has read: {_last(said)}")
    return int(match[1].replace(",", ""))


def run(
    words: Iterable[str], folder: Path, env: Mapping[str, str], watched: bool = False, deadline: float = 1200.0
) -> Run:
    """Run a command to its end, or kill it and all that it started at the deadline (Failed) or at Ctrl-C."""
    log, result = folder / "output.log", folder / "stopwatch.json"
    for each in (log, result):
        each.unlink(missing_ok=True)
    process = processes.start([sys.executable, "-E", "-S", STOPWATCH, result, *words], log, cwd=folder, env=env)
    try:
        with _watched(process.popen.pid, watched) as seen:
            process.popen.wait(deadline)
    except subprocess.TimeoutExpired:
        raise Failed(f"not finished after {deadline:.0f} s") from None
    finally:
        process.kill()
    said = log.read_text(errors="replace")
    if not result.exists():
        raise Failed(f"does not start: {_last(said)}")
    seconds, cpu, largest, code = json.loads(result.read_text())
    return Run(seconds, cpu, max(largest, *seen), code, said)


def _last(said: str) -> str:
    return (said.strip().splitlines() or ["no output"])[-1][:120]


@contextlib.contextmanager
def _watched(process: int, wanted: bool) -> Iterator[list[float]]:
    """What the descendants of a process held at most, so far; nothing where it is not wanted."""
    seen = [0.0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(INTERVAL):
            seen[0] = max(seen[0], megabytes(family(process)[1:]))

    watcher = threading.Thread(target=watch)
    if wanted:
        watcher.start()
    try:
        yield seen
    finally:
        over.set()
        if wanted:
            watcher.join()


def megabytes(members: Iterable[int]) -> float:
    """What processes hold together: pages that several share are counted once. 0 where Linux is missing."""
    kilobytes = 0
    for each in members:
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{each}/smaps_rollup").read_text()
            kilobytes += sum(int(size) for size in re.findall(r"^Pss: +(\d+) kB", text, re.MULTILINE))
    return kilobytes * 1024 / 1e6


def family(process: int) -> list[int]:
    """A process and its descendants, by their ids."""
    found = [process]
    for each in found:
        with contextlib.suppress(OSError):
            for children in Path(f"/proc/{each}/task").glob("*/children"):
                found += map(int, children.read_text().split())
    return found
