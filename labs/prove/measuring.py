"""Measures one tree, or makes the second of two."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from codemods.formats import dotenv
from codemods.vocabulary.languages import said
from labs import trees
from labs.cluster import processes
from labs.prove import confirm, opening, profile
from labs.prove.profile import Profile
from labs.prove.report import Proof
from labs.prove.stage import LEFT_OUT
from labs.prove.trials import TRIALS
from labs.prove.vocabulary import Verdict, attempt

Tell = Callable[[str], object]


def measure(
    tree: Path, name: str, numbers: Sequence[int], given: Profile, tell: Tell,
    opened: Callable[[Proof], object] = lambda proof: None, done: Callable[[Verdict], object] = lambda verdict: None,
    settings: Mapping[str, str] | None = None,
) -> Proof:  # fmt: skip
    """Measure one tree. opened is told the profile, done each verdict as it comes; settings are used where the profile
    says nothing. Raises BadProfile, RuntimeError, TimeoutError, CodemodsFailed."""
    with opening.stage(tree, given, settings or {}, lambda what: tell(f"{name}: {what}")) as stage:
        proof = Proof(name, digest(tree), stage.profile, stage.steps, stage.bad, ())
        opened(proof)
        verdicts = []
        for number in numbers:
            tell(f"{name}: {said(f'experiment {number}')}")
            verdicts.append(attempt(TRIALS[number], stage))
            done(verdicts[-1])
        tell(f"{name}: {said('the findings')}")
        found = confirm.findings(tree)
        events = [event for verdict in verdicts for event in verdict.events]
        return replace(
            proof,
            verdicts=verdicts,
            confirmed=confirm.confirmed(found, events),
            missed=confirm.unexplained(found, events),
        )


@contextlib.contextmanager
def second(tree: Path, against: Path | None, migrate: str) -> Iterator[tuple[Path, str, Mapping[str, str]]]:
    """The tree to compare with, its name, and the settings that its migration moved out of the code."""
    if against:
        yield against, against.name if against.name != tree.name else f"{against.parent.name}/{against.name}", {}
        return
    with processes.workspace("prove-migrated-") as home:
        target = home / tree.name
        told = trees.codemods("apply", str(tree), *["--unsafe"] * (migrate == "unsafe"), "--output", str(target))
        if not target.is_dir():
            raise trees.CodemodsFailed(told)
        yield target, f"{tree.name}, migrated ({migrate})", _moved(tree, target)


def _moved(tree: Path, target: Path) -> Mapping[str, str]:
    """What the migration wrote to .env: values that the code had."""
    files = [folder / ".env" for folder in (tree, target)]
    old, new = ({each.name: each.value for each in _entries(file)} for file in files)
    return {name: value for name, value in new.items() if name not in old}


def _entries(file: Path) -> Sequence[dotenv.Entry]:
    return dotenv.parse(file.read_text(encoding="utf-8")).entries if file.is_file() else ()


def profile_of(tree: Path, given: Profile) -> Profile:
    """The second tree's own profile, the first one's where it has none."""
    own = profile.read(tree, None)
    return given if own == Profile() else own


def digest(tree: Path) -> str:
    """SHA-256 over the names and contents of what a private copy takes, in the order of the names."""
    whole = hashlib.sha256()
    for path in sorted(_files(tree)):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{content}  {path.relative_to(tree).as_posix()}\n".encode())
    return whole.hexdigest()


def _files(tree: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(tree):
        left_out = LEFT_OUT(folder, [*folders, *names])
        folders[:] = [each for each in folders if each not in left_out]
        yield from (Path(folder, each) for each in names if each not in left_out and Path(folder, each).is_file())
