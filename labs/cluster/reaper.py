"""Ends what its owner leaves behind. The owner holds the other end of standard input.

Each line adds or removes (+ or -) a process group (g) or a path (p): `+g 4711`, `-p /tmp/cluster-x`.
At the end of the input, which also comes when the owner is killed, the groups end and the paths go.
"""

import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path

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


def remove(path: Path) -> None:
    """Remove a file or a whole directory, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def reap(groups: Iterable[int], paths: Iterable[Path]) -> None:
    remaining = [group for group in groups if alive(group)]
    for group in remaining:
        signal_group(group, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while any(map(alive, remaining)) and time.monotonic() < deadline:
        time.sleep(0.05)
    for group in remaining:
        signal_group(group, signal.SIGKILL)
    for path in paths:
        remove(path)


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    held: dict[str, set[str]] = {"g": set(), "p": set()}
    for line in sys.stdin:
        sign, kind, value = line[0], line[1], line[3:].rstrip("\n")
        (held[kind].add if sign == "+" else held[kind].discard)(value)
    reap(map(int, held["g"]), map(Path, held["p"]))


if __name__ == "__main__":
    main()
