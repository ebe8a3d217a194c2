"""Where the time of a cold `check` goes: what the program is at, asked every few milliseconds of processor time."""

from __future__ import annotations

import signal
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from codemods.engine.registry import rules
from codemods.engine.request import load
from codemods.engine.session import check

EVERY = 0.002
# What a sample counts for: the innermost of these that it stands in. Module, function ("" for any), what it is.
_WORK = (
    ("source", "tree", "parsing"),
    ("source", "index", "nodes and scopes of what is parsed"),
    ("scopes", "", "nodes and scopes of what is parsed"),
    ("words", "", "which files hold which words"),
    ("imports", "", "which files import which"),
    ("bare", "", "code without comments and strings"),
    ("callers", "", "who calls what"),
    ("phases", "", "who calls what"),
    ("run", "load", "finding and reading the files"),
    ("find", "find", "the finders"),
)
_KNOWN = {(module, function): what for module, function, what in _WORK}


@dataclass
class Profile:
    """Seconds by what they went to, the longest first; and what was parsed of the files."""

    seconds: dict[str, float]
    parsed: int
    parsed_bytes: int
    files: int
    bytes: int


def profiled(tree: Path) -> Profile:
    """A check of all rules by one process. Needs the main thread."""
    samples: Counter[str] = Counter()

    def sample(number: int, frame: FrameType | None) -> None:
        samples[_work(frame)] += 1

    chosen = rules()
    before = signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        started = time.process_time()
        project, _ = load(tree)
        check(project, chosen, jobs=1)
        seconds = time.process_time() - started
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    files = list(project.python())
    parsed = [each for each in files if each.is_parsed]
    total = max(1, samples.total())
    return Profile(
        {what: seconds * count / total for what, count in samples.most_common()},
        len(parsed), sum(len(each.data) for each in parsed), len(files), sum(len(each.data) for each in files),
    )  # fmt: skip


def _work(frame: FrameType | None) -> str:
    while frame is not None:
        module = str(frame.f_globals.get("__name__", "")).rpartition(".")[2]
        if what := _KNOWN.get((module, frame.f_code.co_name)) or _KNOWN.get((module, "")):
            return what
        frame = frame.f_back
    return "the rest"
