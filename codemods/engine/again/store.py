"""The answers of the last check of a tree, on disk: beside the results, for their owner alone, without a secret."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import re
import secrets
import time
from typing import NamedTuple

from codemods.domains.dependencies import library_files
from codemods.engine import cache
from codemods.engine.again import values
from codemods.engine.again.recorder import Known, Recorder
from codemods.engine.concealment.masking import conceal
from codemods.project.project import Project
from codemods.vocabulary.checked import Sought
from codemods.vocabulary.finding import Finding
from codemods.vocabulary.noting import Question

# A tree of fewer files is checked faster than its answers are kept.
FROM = 150
_MAX_BYTES = 100_000_000
_MAX_TREES = 10
_SUFFIX = ".answers"


class Earlier(NamedTuple):
    """What a check has left: the files' digests in their order, the key of all digests of answers, the answers, the
    modules outside of the tree that some of them hang on, and a digest of the secrets that none of it names.
    """

    files: list[bytes]
    salt: bytes
    known: dict[Question, Known]
    sought: list[Sought]
    hidden: bytes


def begin(project: Project, name: str) -> Recorder:
    """Who notes a check of the project, and knows what the last one of that name has left."""
    earlier = _load(name)
    files = _digests(project)
    if earlier is None or len(earlier.files) != len(files) or not all(map(library_files.is_as_it_was, earlier.sought)):
        return Recorder(project, secrets.token_bytes(16), {}, 0, b"")
    project.sought.update(((each.folder, each.module), each) for each in earlier.sought)
    changed = sum(1 << number for number, each in enumerate(files) if each != earlier.files[number])
    return Recorder(project, earlier.salt, earlier.known, changed, earlier.hidden)


def keep(recorder: Recorder, name: str, sought: list[Sought], hidden: re.Pattern[str] | None) -> None:
    """Keep a check's answers for the next one, but for what names or quotes a secret (`hidden`)."""
    secrets_now = values.digest(hidden, recorder.salt) or b""
    # What has passed once, with the same secrets, is not looked at again.
    passed = recorder.earlier if secrets_now == recorder.hidden else {}
    known = {
        question: each if passed.get(question) is each else _without_secret(question, each, hidden)
        for question, each in recorder.found.items()
        if passed.get(question) is each or not _names_secret(question, hidden)
    }
    data = pickle.dumps(tuple(Earlier(_digests(recorder.project), recorder.salt, known, sought, secrets_now)))
    if len(data) > _MAX_BYTES:
        return
    with contextlib.suppress(OSError):
        folder = cache.folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        cache.write(folder / (name + _SUFFIX), data)
        for old in sorted(folder.glob(f"*{_SUFFIX}"), key=lambda each: -each.stat().st_mtime)[_MAX_TREES:]:
            old.unlink()


def _load(name: str) -> Earlier | None:
    path = cache.folder() / (name + _SUFFIX)
    try:
        # A pickle is a program: what others could have written is not read.
        if path.stat().st_uid != os.getuid() or path.stat().st_mode & 0o077:
            return None
        found = Earlier(*pickle.loads(path.read_bytes()))
        os.utime(path, (time.time(), time.time()))
    except (OSError, ValueError, TypeError, EOFError, AttributeError, ImportError, pickle.UnpicklingError):
        return None
    return found


def _digests(project: Project) -> list[bytes]:
    return [hashlib.sha256(file.data).digest() for file in project.files.values()]


def _without_secret(question: Question, known: Known, hidden: re.Pattern[str] | None) -> Known:
    return known._replace(packed=None) if _may_quote(question, known, hidden) else known


def _may_quote(question: Question, known: Known, hidden: re.Pattern[str] | None) -> bool:
    """Whether a rule's findings hold more than words without secrets: what a fix would write, values of settings."""
    if question[0] != "result" or known.packed is None:
        return False
    findings: list[Finding] = pickle.loads(known.packed)[0]
    return any(
        each.sites or each.settings or each.conceal or each.data is not None
        or any(conceal(text, hidden, words=True) != text for text in (each.message, each.remedy))
        for each in findings
    )  # fmt: skip


def _names_secret(question: Question, hidden: re.Pattern[str] | None) -> bool:
    # A rule's needles are words of its own.
    return hidden is not None and question[1] != "naming_any" and any(map(hidden.search, _texts(question)))


def _texts(named: object) -> list[str]:
    """The texts in a question's name, each as a whole value."""
    match named:
        case str():
            return [f"={named}"]
        case bytes():
            return [f"={named.decode(errors='replace')}"]
        case tuple():
            return [text for each in named for text in _texts(each)]
    return []
