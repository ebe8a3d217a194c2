"""Holds a replica to its own tree where the system gives it no disk of its own: Python loads this file first.

A write outside of OPERABLE_TREE is refused as a read-only disk refuses it, and noted in OPERABLE_REFUSED. What C code
writes is not seen.
"""

import errno
import os
import re
import sys

TREE = os.path.realpath(os.environ["OPERABLE_TREE"])
REFUSED = os.environ["OPERABLE_REFUSED"]
WRITES = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
PATHS = ("open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "sqlite3.connect")
# Devices, and what gunicorn and multiprocessing keep in memory while they run.
FREE = re.compile(r"/proc/|/dev/(?!shm/)|/dev/shm/(?:w?gunicorn-|sem\.|psm_)")
# What Python keeps of its own beside a module, under a temporary name first.
COMPILED = re.compile(r"/__pycache__(?:/|$)")


def _writes(arguments):
    _, mode, flags = [*arguments, None, 0][:3]
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(isinstance(flags, int) and flags & WRITES)


def hook(event, arguments):
    """The audit hook. Raises OSError."""
    if event not in PATHS or isinstance(arguments[0], int) or (event == "open" and not _writes(arguments)):
        return
    path = os.path.realpath(os.fsdecode(arguments[0]))
    if path.startswith((TREE + os.sep, REFUSED)) or COMPILED.search(path) or FREE.match(path):
        return
    with open(REFUSED, "a") as told:
        told.write(path + "\n")
    raise OSError(errno.EROFS, "outside of the replica's own tree", path)


sys.addaudithook(hook)
