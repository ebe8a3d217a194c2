"""Where the time of a cold `check` goes: what the program is at, asked every few milliseconds of processor time."""

from __future__ import annotations

import signal
import time
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType

from codemods.engine.registry import rules
from codemods.engine.request import load
from codemods.engine.session import check

EVERY = 0.002
# What a sample counts for: the first row that the innermost frame fits. Room or module of codemods, function ("" for
# any), what it is.
WORK = (
    ("project.source_file", "tree", "parsing"),
    ("project.source_file", "index", "nodes of what is parsed, by type and parent"),
    ("model.scopes", "", "scopes of what is parsed"),
    ("project.text", "", "which files hold which words"),
    ("model.import_graph", "", "which files import which"),
    ("model.call_graph", "", "who calls what"),
    ("model.callers", "", "who calls what"),
    ("model", "", "other questions of the model"),
    ("domains", "", "questions of one domain"),
    ("rules", "", "the rules' own finders"),
    ("engine.files", "", "finding and reading the files"),
    ("engine.conditions", "", "the conditions of a fix"),
    ("engine.concealment", "", "secrets that nobody may see"),
    ("formats", "", "files that are not Python"),
)
REST = "the rest"


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
        if what := work_of(str(frame.f_globals.get("__name__", "")), frame.f_code.co_name):
            return what
        frame = frame.f_back
    return REST


@cache
def work_of(module: str, function: str) -> str:
    """What a function of a module works at, empty where no row says it."""
    for room, only, what in WORK:
        if f"{module}.".startswith(f"codemods.{room}.") and only in ("", function):
            return what
    return ""
