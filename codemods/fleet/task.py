"""What is asked of one repository, and what comes of it: plain values that cross the border of a process or machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from codemods.fleet.repositories import Repository, without_credentials

SCHEMA = 1
RESULT, LOG, COST = "result.json", "log", "cost.json"
SARIF, PATCH, PROOF = "findings.sarif", "patch.diff", "proof.json"


@dataclass(frozen=True, slots=True)
class Work:
    """What a run does with each repository. `apply` is "", "safe" or "unsafe"; the limits are seconds and MB."""

    apply: str = ""
    prove: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    timeout: int = 600
    memory: int = 2048

    @property
    def configuration(self) -> str:
        """A digest of all that may change a result that was had, program and schema included."""
        asked = {key: value for key, value in asdict(self).items() if key not in ("timeout", "memory")}
        return _digest([SCHEMA, program(), asked])

    @property
    def limits(self) -> str:
        """A digest of what may change a failure, besides."""
        return _digest([self.timeout, self.memory])


@dataclass(frozen=True, slots=True)
class Task:
    """One repository's work."""

    repository: Repository
    work: Work

    def to_json(self) -> str:
        """The task in one line."""
        return json.dumps(asdict(self))


def from_json(text: str) -> Task:
    """The task that `to_json` wrote."""
    document = json.loads(text)
    work: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in document["work"].items()
    }
    return Task(Repository(**document["repository"]), Work(**work))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The files of a repository's folder in the state, by name: result.json always, log, cost.json, patches."""

    name: str
    files: Mapping[str, bytes]


def program() -> str:
    """The version that is running."""
    try:
        return version("operable")
    except PackageNotFoundError:
        return "unknown"


def head(task: Task, commit: str) -> dict[str, Any]:
    """What each result begins with: whose it is, and what it was made from and with."""
    repository = task.repository
    return {
        "schema": SCHEMA,
        "name": repository.name,
        "label": repository.label,
        "cloneUrl": without_credentials(repository.url),
        "branch": repository.branch,
        "path": repository.path,
        "owner": repository.owner,
        "commit": commit,
        "program": program(),
        "configuration": task.work.configuration,
    }


def failed(task: Task, commit: str, why: str) -> dict[str, Any]:
    """The result of a repository that could not be looked at, and why in one line."""
    line = " ".join(why.split())[:500] or "it ended without a word"
    return {**head(task, commit), "status": "failed", "why": line, "limits": task.work.limits}


def encoded(document: Mapping[str, Any]) -> bytes:
    """The one spelling of a document: equal documents are equal bytes."""
    return (json.dumps(document, indent=1, ensure_ascii=True) + "\n").encode()


def _digest(values: list[Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]
