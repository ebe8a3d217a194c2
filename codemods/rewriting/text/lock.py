"""Compile what a service asks for into a lock with hashes, by uv."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from codemods.vocabulary.rule import Skip

# Without a build: what a tree asks for may be anybody's, and to build it is to run it.
_OPTIONS = ("--quiet", "--universal", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header",
            "--no-build")  # fmt: skip
_TIMEOUT = 180
_UNREACHABLE = re.compile(
    r"Failed to fetch|error sending request|Could not connect|dns error|timed out|network was disabled",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b[a-z]+://\S+")


@cache
def compiled(text: str, name: str, python: str, running: str) -> str:
    """The lock of a requirements text, for all platforms and Python from `python` ("3.12") on.

    `name` is the file that the text stands in: the lock's comments say it. `running` are the versions that run today,
    as requirements lines: uv keeps to them (and to their hashes) wherever the text admits them. Raises Skip where
    uv is missing, no index can be reached, or no set of versions fits.
    """
    with tempfile.TemporaryDirectory(prefix="operable-") as folder:
        source, lock = Path(folder, name), Path(folder, name).with_suffix(".txt")
        source.write_text(text, "utf-8")
        lock.write_text(running, "utf-8")
        command = [_uv(), "pip", "compile", *_OPTIONS, "--python-version", python, "--output-file", lock.name, name]
        environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
        try:
            done = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, text=True, timeout=_TIMEOUT, check=False
            )
        except subprocess.TimeoutExpired:
            raise Skip(f"the lock was not compiled: uv took longer than {_TIMEOUT} s") from None
        except FileNotFoundError:
            raise Skip("the lock was not compiled: uv is missing: `pip install 'operable[locks]'` brings it") from None
        except OSError as error:
            raise Skip(f"the lock was not compiled: uv cannot be run: {error.strerror}") from None
        if done.returncode:
            raise Skip(_reason(done.stderr))
        return lock.read_text("utf-8")


def _uv() -> str:
    try:
        from uv import find_uv_bin

        return find_uv_bin()
    except (ImportError, FileNotFoundError):
        return "uv"


def _reason(stderr: str) -> str:
    """Why uv gave up, in one line that names no index."""
    if _UNREACHABLE.search(stderr):
        return "the lock was not compiled: no package index can be reached; apply again where one can"
    said = re.sub(r"[^\x21-\x7e]+", " ", _ADDRESS.sub("(an index)", stderr)).replace(" cause: ", " ").strip()
    said = re.sub(r"warning: .*?(?=error: |$)", "", said).removeprefix("error: ")
    return f"the lock was not compiled: {said[:300] or 'uv failed'}"
