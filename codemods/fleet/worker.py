"""The process that looks at one repository: `python -P -m codemods.fleet.worker OUT WORK`, its task on stdin.

It writes its files into the folder OUT and clones into WORK. When stdin ends, whoever started it is gone, and it ends
with all that it started.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from codemods.engine import applying, checking
from codemods.engine.registry import UnknownRule
from codemods.engine.request import BadConfig, BadPath, Request, options
from codemods.fleet import proving
from codemods.fleet.git import GitFailed, clone, concealed, git
from codemods.fleet.patches import patch_of
from codemods.fleet.task import COST, LOG, PATCH, PROOF, RESULT, SARIF, Task, encoded, failed, from_json, head
from codemods.reports.formats import render

_MEGABYTE = 1 << 20


def main() -> None:
    """Do the task, and leave its result in OUT whatever happens in here."""
    out, work = Path(sys.argv[1]), Path(sys.argv[2])
    task = from_json(sys.stdin.readline())
    threading.Thread(target=_end_with_the_caller, daemon=True).start()
    _limit(task.work.memory)
    os.umask(0o077)
    began = time.monotonic()
    commit = ""
    try:
        commit = clone(task.repository, work)
        document = _looked_at(task, commit, work, out) if commit else {**head(task, ""), "status": "empty"}
    except MemoryError:
        document = failed(task, commit, f"needs more than {task.work.memory:,} MB of memory: give it more by --memory")
    except (GitFailed, BadPath, BadConfig, UnknownRule, OSError) as error:
        document = failed(task, commit, concealed(str(error)).replace(str(work), "."))
    except Exception as error:
        document = failed(
            task, commit, f"operable failed: {type(error).__name__}; the log says where, please report it"
        )
        _write(out, LOG, concealed(traceback.format_exc()).encode())
    _write(out, COST, encoded(_cost(began)))
    _write(out, RESULT, encoded(document))
    os._exit(0)


def _looked_at(task: Task, commit: str, work: Path, out: Path) -> dict[str, Any]:
    """Check, and where it was asked for apply and prove. The result."""
    os.chdir(work)
    path = Path(task.repository.path or ".")
    report = checking.run(_request(task, path), 1, None)
    rows = json.loads(render("json", [report]))
    scan = _with_rules_that_occur(json.loads(render("sarif", [report])))
    _write(out, SARIF, json.dumps(scan, separators=(",", ":")).encode())
    found = rows["findings"]
    document = {
        **head(task, commit),
        "tree": git("rev-parse", f"HEAD:{task.repository.path}") if task.repository.path else commit,
        "status": "checked" if rows["summary"]["files"] else "empty",
        "python": _python(report.request),
        "files": rows["summary"]["files"],
        "problems": [{"path": each["path"], "message": each["message"]} for each in rows["errors"]],
        "findings": found,
        "patches": {},
    }
    if task.work.apply:
        document["patches"] = _patches(task, path, out, {row["rule"] for row in found if _is_asked(row, task)})
    if task.work.prove:
        document["proof"] = _proved(task, path, out)
    return document


def _proved(task: Task, path: Path, out: Path) -> str:
    """What the proof comes to, or why there is none: what was found is kept all the same."""
    try:
        proof = proving.prove(path, task.work.apply)
    except proving.NotProved as error:
        return concealed(str(error)).replace(str(path.resolve()), ".")
    _write(out, PROOF, proof)
    return proving.summary(proof)


def _is_asked(row: Mapping[str, Any], task: Task) -> bool:
    return row["fix"] == "safe" or (row["fix"] == "unsafe" and task.work.apply == "unsafe")


def _patches(task: Task, path: Path, out: Path, codes: set[str]) -> dict[str, Any]:
    """A patch of all fixes, and one of each rule alone on the commit as it is, so that each can be merged by itself."""
    if not codes:
        return {}
    whole = patch_of(applying.run(_request(task, path), task.work.apply == "unsafe", 1, None))
    _write(out, PATCH, whole.diff)
    found: dict[str, Any] = {}
    for code in sorted(codes):
        patch = patch_of(applying.run(_request(task, path, code), task.work.apply == "unsafe", 1, None))
        if patch.diff:
            file = f"{code}.patch"
            _write(out, file, patch.diff)
            found[code] = {"file": file, "id": patch.identity, "fixed": patch.fixed, "message": patch.message}
    return found


def _request(task: Task, path: Path, code: str = "") -> Request:
    select = (code,) if code else task.work.select
    return Request(path, options(path), select, task.work.ignore, task.work.exclude)


def _with_rules_that_occur(scan: dict[str, Any]) -> dict[str, Any]:
    """The document without the pages of rules that found nothing: a fleet would hold them thousands of times."""
    (run,) = scan["runs"]
    occur = {each["ruleId"] for each in run["results"]}
    run["tool"]["driver"]["rules"] = [each for each in run["tool"]["driver"]["rules"] if each["id"] in occur]
    order = {each["id"]: number for number, each in enumerate(run["tool"]["driver"]["rules"])}
    for each in run["results"]:
        each["ruleIndex"] = order[each["ruleId"]]
    return scan


def _python(request: Request) -> str:
    """The oldest Python that the service says it runs on, as `3.11`; "" where it does not say."""
    from codemods.domains.dependencies.pythons import oldest_python

    known = oldest_python(request.project, "main.py")
    return ".".join(map(str, known)) if known else ""


def _limit(megabytes: int) -> None:
    """Bound the memory of this process and of each that it starts. macOS takes the limit and does not keep to it."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEGABYTE, megabytes * _MEGABYTE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_the_caller() -> None:
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGKILL)


def _cost(began: float) -> dict[str, float]:
    """Seconds of processor time and of the clock, and megabytes of the largest process."""
    own, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = _MEGABYTE if sys.platform == "darwin" else 1024
    return {
        "processor_seconds": round(own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime, 2),
        "seconds": round(time.monotonic() - began, 2),
        "peak_mb": round(max(own.ru_maxrss, theirs.ru_maxrss) / unit, 1),
    }


def _write(out: Path, name: str, data: bytes) -> None:
    (out / name).write_bytes(data)


if __name__ == "__main__":
    main()
