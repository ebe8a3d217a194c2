"""Experiment 2 on any service: two clean-room builds, the second some months later."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from labs.cluster import cleanroom, dockerfile
from labs.cluster.cleanroom import BuildFailed, NoIndex, Room
from labs.experiment import Figure, Outcome
from labs.prove import interpreter, manifests
from labs.prove.stage import Stage
from labs.prove.vocabulary import CouldNotRun, NotApplicable, Trial

LOCKED = re.compile(r"\b(poetry install|pipenv (install|sync)|uv sync)\b")  # which pip does not stand for
BACKENDS = {"setuptools", "wheel", "pip", "hatchling", "flit-core", "poetry-core", "cython"}


def run(stage: Stage) -> Outcome:
    home = stage.home / f"rooms-{len(list(stage.home.iterdir()))}"
    home.mkdir()
    build = _builder(stage)
    try:
        with build(home=home / "now") as room:
            first = room.installed()
    except BuildFailed as error:
        said = _short(str(error))
        if "Failed to build" in said:
            raise CouldNotRun(f"a package has to be compiled, which this machine may not be made for: {said}") from None
        return Outcome("build fails", [Figure("the build fails", said, harm=True)])
    except NoIndex as error:
        raise CouldNotRun(str(error)) from None
    # One that builds others must work, and the newer releases are empty.
    newer = cleanroom.release_of_everything(first.keys() - BACKENDS, home / "newer")
    second, failed = dict[str, str](), ""
    try:
        with build(home=home / "later", newer=newer) as room:
            second = room.installed()
    except BuildFailed as error:
        failed = _short(str(error))
    changed = [] if failed else sorted(name for name in first if second.get(name) != first[name])
    shown = f"of {len(first)}" + (f" ({', '.join(changed[:4])}{' …' * (len(changed) > 4)})" if changed else "")
    return Outcome(
        cell="the later build fails" if failed else f"{len(changed)} of {len(first)} differ later",
        figures=[
            Figure("distributions installed now", len(first)),
            Figure("the later build fails", failed, harm=True)
            if failed
            else Figure("different in a build some months later", len(changed), shown, bool(changed), better="less"),
        ],
    )


def _builder(stage: Stage) -> Callable[..., AbstractContextManager[Room]]:
    """What the Dockerfile's pip installs; without any, what the lock or the requirements say."""
    folder, python = stage.tree / stage.profile.folder, stage.programs / "python"
    for base in dict.fromkeys((folder, stage.tree)):
        image = (base / "Dockerfile").read_text(errors="replace") if (base / "Dockerfile").is_file() else ""
        listed = list(dockerfile.pip_installs(base)) if image and not LOCKED.search(image) else []
        # What lies elsewhere in the image is not in the tree under that name.
        if listed and not any(word.startswith("/") for words in listed for word in words):
            return partial(_from_dockerfile, base, python)
    words, _ = next(manifests.installs(stage.tree, folder, stage.home), ((), ""))
    if not words:
        raise NotApplicable("neither a Dockerfile nor a manifest says what is to be installed")
    return partial(interpreter.room, words, folder, python)


def _from_dockerfile(base: Path, python: Path, home: Path, newer: Path | None = None) -> AbstractContextManager[Room]:
    home.mkdir()
    return cleanroom.build(base, home, newer, python)


def _short(said: str) -> str:
    return " ".join(said.split())[:160]


TRIAL = Trial(
    2,
    "Can a machine build the service from its tree alone, and does it get the same some months later?",
    "Both builds succeed, and the second gets exactly what the first one got.",
    run,
    "uv stands in for pip. The months pass by adding a newer release of everything to the index.",
)
