"""Ends what its owner leaves behind. The owner holds the other end of standard input.

Each line adds or removes (+ or -) a process group (g) or a directory (d): `+g 4711`, `-d /tmp/cluster-x`.
At the end of the input, which also comes when the owner is killed, groups end and directories go.
"""

import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterable

GRACE_SECONDS = 2.0


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # macOS says so of a group that consists of zombies
        return False
    return True


def signal_group(group: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def reap(groups: Iterable[int], directories: Iterable[str]) -> None:
    remaining = [group for group in groups if alive(group)]
    for group in remaining:
        signal_group(group, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while any(map(alive, remaining)) and time.monotonic() < deadline:
        time.sleep(0.05)
    for group in remaining:
        signal_group(group, signal.SIGKILL)
    for directory in directories:
        shutil.rmtree(directory, ignore_errors=True)


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    held: dict[str, set[str]] = {"g": set(), "d": set()}
    for line in sys.stdin:
        sign, kind, value = line[0], line[1], line[3:].rstrip("\n")
        (held[kind].add if sign == "+" else held[kind].discard)(value)
    reap(map(int, held["g"]), held["d"])


if __name__ == "__main__":
    main()
