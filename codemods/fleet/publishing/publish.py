"""Carry a fleet's patches to where they are merged: files, branches, bundles, or requests at a forge."""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from codemods.fleet import state
from codemods.fleet.git import GitFailed, clone, git
from codemods.fleet.publishing.branches import (
    PREFIX,
    Change,
    changes_of,
    commit,
    is_ours,
    mailbox,
    push,
    remote_branches,
    remove,
    stale,
)
from codemods.fleet.publishing.forges import FORGES, Client, ForgeFailed
from codemods.fleet.repositories import BadFleet, Repository
from codemods.fleet.state import Store

_HOUR = 3600
_PARTICIPLES = {"wrote": "written"}
_OPENED = "opened.json"
_DRIFTED = "The code has changed since: this patch is not what the codemods would propose today."

Tell = Callable[[str], None]


@dataclass
class Publishing:
    """Where to, and how much. `most` are requests opened in an hour, over all runs on this state; 0 is no limit."""

    to: str
    output: Path
    dry: bool = False
    draft: bool = False
    most: int = 0
    api: str = ""
    tell: Tell = print
    failed: int = 0
    waiting: int = 0
    opened: list[float] = field(default_factory=list)

    def did(self, what: str) -> str:
        """`pushed`, or what a dry run says of it."""
        return f"would have {_PARTICIPLES.get(what, what)}" if self.dry else what


def publish(at: Store, how: Publishing, addresses: Mapping[str, str]) -> None:
    """Publish the patches of all results of a state. `addresses`: where a repository is cloned from, by its name.

    Raises BadFleet. A repository that cannot be published to is told and counted, and the others go on.
    """
    how.opened = [when for when in json.loads(at.read(_OPENED) or b"[]") if when > time.time() - _HOUR]
    for name in state.fleet_of(at)["repositories"]:
        result = state.result_of(at, name)
        if result is None or result["status"] != "checked":
            continue
        files = {
            each["file"]: state.file_of(at, name, each["file"]) or b"" for each in result.get("patches", {}).values()
        }
        try:
            _TARGETS[how.to](at, how, _repository(result, addresses), result, changes_of(result, files))
        except (GitFailed, ForgeFailed) as error:
            how.failed += 1
            how.tell(f"failed: {result['label']}: {error}")


def _repository(result: Mapping[str, Any], addresses: Mapping[str, str]) -> Repository:
    url = addresses.get(result["name"], result["cloneUrl"])
    return Repository(result["label"], url, result["branch"], "", result["owner"])


def _patches(
    at: Store, how: Publishing, repository: Repository, result: Mapping[str, Any], changes: Sequence[Change]
) -> None:
    for change in changes:
        file = how.output / result["name"] / f"{change.rule}.patch"
        how.tell(f"{how.did('wrote')} {file}")
        if not how.dry:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(mailbox(change, result["commit"]))


def _bundles(
    at: Store, how: Publishing, repository: Repository, result: Mapping[str, Any], changes: Sequence[Change]
) -> None:
    if not changes:
        return
    file = how.output / f"{result['name']}.bundle"
    with _made(repository, changes, how) as (folder, base, made):
        if made and not how.dry:
            file.parent.mkdir(parents=True, exist_ok=True)
            git("bundle", "create", "--quiet", str(file.resolve()), *made, f"^{base}", at=folder)
        for branch in made:
            how.tell(f"{how.did('wrote')} {file}: {branch}")


def _branches(
    at: Store, how: Publishing, repository: Repository, result: Mapping[str, Any], changes: Sequence[Change]
) -> None:
    there = remote_branches(repository)
    if changes or there:
        with _made(repository, changes, how) as (folder, _, made):
            _pushed(how, result, folder, made, there)


def _requests(
    at: Store, how: Publishing, repository: Repository, result: Mapping[str, Any], changes: Sequence[Change]
) -> None:
    there = remote_branches(repository)
    if not changes and not there:
        return
    forge = FORGES[how.to]
    client = Client(forge, repository.url, token_of(how.to), how.api)
    is_open = client.requests(PREFIX)
    by_branch = {change.branch: change for change in changes}
    with _made(repository, changes, how) as (folder, _, made):
        base = git("rev-parse", "--abbrev-ref", "origin/HEAD", at=folder).removeprefix("origin/")
        for branch in stale(there, {*made}, result["path"]):
            if branch in is_open and is_ours(folder, branch):
                how.tell(f"{how.did('closed')} {is_open[branch].address}: it has drifted")
                if not how.dry:
                    client.close(is_open[branch], _DRIFTED)
        allowed = dict(list(made.items())[: _allowed(how, made, is_open)])
        how.waiting += len(made) - len(allowed)
        pushed = _pushed(how, result, folder, allowed, there, keep=made)
        for branch in pushed:
            if branch in is_open:
                how.tell(f"open already: {is_open[branch].address}")
            elif how.dry:
                how.tell(f"would have opened: {by_branch[branch].subject} ({result['label']}, {branch} into {base})")
            else:
                change = by_branch[branch]
                request = client.open(branch, base, change.subject, change.body, how.draft)
                how.opened.append(time.time())
                at.write(_OPENED, json.dumps(how.opened).encode())
                how.tell(f"opened {request.address}: {change.subject}")


def _allowed(how: Publishing, made: Mapping[str, str], is_open: Mapping[str, Any]) -> int:
    """How many of the branches may be pushed: those with a request already, and new ones up to the limit."""
    if not how.most:
        return len(made)
    new, count = max(0, how.most - len(how.opened)), 0
    for branch in made:
        if branch not in is_open:
            if not new:
                break
            new -= 1
        count += 1
    return count


def _pushed(
    how: Publishing, result: Mapping[str, Any], folder: Path, made: Mapping[str, str], there: Mapping[str, str],
    keep: Collection[str] = (),
) -> list[str]:  # fmt: skip
    """Push what is new or has another base, remove what is no longer proposed. The branches that stand."""
    stand = []
    for branch, sha in made.items():
        old = there.get(branch, "")
        if old == sha:
            how.tell(f"there already: {result['label']} {branch}")
        elif old and not is_ours(folder, branch):
            how.tell(f"left alone: {result['label']} {branch}: somebody has added to it")
            continue
        else:
            how.tell(f"{how.did('rebased' if old else 'pushed')}: {result['label']} {branch}")
            if not how.dry:
                push(folder, branch, old)
        stand.append(branch)
    for branch in stale(there, {*made, *keep}, result["path"]):
        if is_ours(folder, branch):
            how.tell(f"{how.did('removed')}: {result['label']} {branch}: it has drifted")
            if not how.dry:
                remove(folder, branch, there[branch])
    return stand


@contextmanager
def _made(
    repository: Repository, changes: Sequence[Change], how: Publishing
) -> Iterator[tuple[Path, str, dict[str, str]]]:
    """A clone with a branch for each change that still fits: its folder, its base, the commits by branch."""
    with tempfile.TemporaryDirectory(prefix="operable-publish-") as scratch:
        folder = Path(scratch) / "clone"
        base = clone(repository, folder)
        made: dict[str, str] = {}
        for change in changes:
            try:
                made[change.branch] = commit(folder, base, change)
            except GitFailed:
                how.failed += 1
                how.tell(f"drifted: {repository.label} {change.rule}: it no longer fits; run the fleet again")
        yield folder, base, made


def token_of(to: str) -> str:
    """The forge's token, from the environment. Raises BadFleet."""
    name = FORGES[to].token
    if not os.environ.get(name):
        raise BadFleet(f"--to {to} needs a token: set {name}")
    return os.environ[name]


def most_of(text: str) -> int:
    """`20/h` as 20. Raises BadFleet."""
    found = re.fullmatch(r"([1-9]\d*)(?:/h)?", text.strip())
    if not found:
        raise BadFleet(f"--max {text}: give a number an hour, e.g. 20/h")
    return int(found[1])


_TARGETS = {
    "patches": _patches, "bundles": _bundles, "branches": _branches, "github": _requests, "gitlab": _requests,
}  # fmt: skip
TARGETS = tuple(_TARGETS)
