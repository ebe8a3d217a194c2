"""Gives a command a disk of its own, as a container has one: disk.py HOME TREE [PATH…] -- COMMAND…

Run in a mount namespace, as its root. What lies on the machine is there to read; what the command writes stays in
memory and goes with it, whether to /tmp, to HOME or to /var. TREE and each PATH are the machine's own. `written` tells
from outside what a running command has written elsewhere. Knows no more than the standard library.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

MS_RDONLY, MS_REMOUNT, MS_BIND, MS_REC = 1, 32, 4096, 16384
FLAGS = {"nosuid": 2, "nodev": 4, "noexec": 8, "noatime": 1024, "nodiratime": 2048, "relatime": 1 << 21}
# The kernel's, of which no container has a copy of its own.
KERNEL = ("proc", "sys", "dev")
MEMORY = Path("/dev/shm")
UPPER = MEMORY / ".disk"


def mount(source: str, target: str, kind: str = "", flags: int = 0, data: str = "") -> None:
    """mount(2). Raises OSError."""
    words = (word.encode() or None for word in (source, target, kind))
    if ctypes.CDLL(None, use_errno=True).mount(*words, ctypes.c_ulong(flags), data.encode() or None):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), target)


def mounts() -> Iterator[tuple[str, str]]:
    """Each mount's place and its options."""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        words = line.split()
        yield words[4].encode().decode("unicode_escape"), words[5]


def isolate(home: str, kept: list[str]) -> None:
    """Put a layer over every folder of / and every mount, and what is kept back into its place. Raises OSError."""
    # Opened before anything lies over them.
    found = {place: os.open(place, os.O_PATH) for place in places(home)}
    back = {path: os.open(path, os.O_PATH) for path in kept}
    mount("tmpfs", str(MEMORY), "tmpfs", FLAGS["nosuid"] | FLAGS["nodev"], "mode=1777")
    for place, handle in found.items():
        _lay(place, handle, found)
    for path, handle in back.items():
        mount(f"/proc/self/fd/{handle}", path, "", MS_BIND | MS_REC)
    _close("/")


def places(home: str) -> list[str]:
    """The folders of /, all other mounts that are folders, and what a user may write to below; parents first."""
    found = {str(path) for path in Path("/").iterdir()} | {place for place, _ in mounts()} - {"/"}
    found |= {"/var/tmp", home}
    return sorted(place for place in found if place.split("/")[1] not in KERNEL and _is_folder(place))


def _is_folder(place: str) -> bool:
    path = Path(place)
    return path.is_dir() and not path.is_symlink() and os.access(place, os.R_OK | os.X_OK)


def _lay(place: str, handle: int, known: Collection[str]) -> None:
    """A layer over one place. Where something of somebody else's is mounted below it: over its folders."""
    number = len(list(UPPER.iterdir())) if UPPER.exists() else 0
    upper, work = UPPER / str(number) / place.lstrip("/"), UPPER / f"{number}.work"
    upper.mkdir(parents=True)
    work.mkdir()
    shutil.copymode(place, upper)
    lower = f"/proc/self/fd/{handle}"
    try:
        mount("overlay", place, "overlay", 0, f"lowerdir={lower},upperdir={upper},workdir={work}")
    except OSError:
        mount(place, place, "", MS_BIND | MS_REC)
        _close(place)
        for below in map(str, Path(place).iterdir()):
            if below not in known and _is_folder(below):
                _lay(below, os.open(below, os.O_PATH), known)


def _close(place: str) -> None:
    """Nothing can be written to this very mount."""
    held = sum(FLAGS.get(word, 0) for at, options in mounts() if at == place for word in set(options.split(",")))
    mount("", place, "", MS_REMOUNT | MS_BIND | MS_RDONLY | held)


def written(process: int) -> list[str]:
    """The files that a running command has written outside of what is kept; empty where nobody can tell."""
    root = Path(f"/proc/{process}/root")
    upper, found = Path(f"{root}{UPPER}"), []
    for folder, _, names in os.walk(f"{root}{MEMORY}"):
        path = Path(folder)
        if path.is_relative_to(upper):
            parts = path.relative_to(upper).parts
            if not parts or parts[0].endswith(".work"):
                continue
            place = Path("/", *parts[1:])
        else:
            place = Path("/", path.relative_to(root))
        found += [str(place / name) for name in names]
    return sorted(found)


def main() -> None:
    end = sys.argv.index("--")
    (home, *kept), command = sys.argv[1:end], sys.argv[end + 1 :]
    here = Path.cwd()
    isolate(home, kept)
    os.chdir(here)  # the folder as it lies now
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
