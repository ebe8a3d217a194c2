"""What variables a service is given today, as far as its own files say: what a fix must not begin to read."""

from __future__ import annotations

import contextlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.domains.settings.missing_in_compose import built_from
from codemods.formats import dotenv, parse
from codemods.formats.definitions import given
from codemods.project.composed import composed
from codemods.project.project import Project
from codemods.project.style import checks
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# A check that lists what code asks the environment for, by grep, beside what files give: `diff <(…) <(…)`.
_LISTS_READS = re.compile(r"grep\b[^\n]*os\\{0,2}\.(?:getenv|environ)")
_COMPARES = re.compile(r"(?m)^(?!\s*#)[^\n]*\b(?:diff|comm)\s")
_KEPT = (".env", ".flaskenv")


@dataclass(frozen=True, slots=True)
class Definition:
    """What one file gives a variable."""

    path: str
    name: str
    value: str


@once
def given_values(project: Project, root: str) -> dict[str, set[str]]:
    """By variable, the values that Dockerfiles, Compose services and `.env` files give to the service at `root`."""
    found: dict[str, set[str]] = {}
    for each in (*definitions(project, root), *_kept(project, root)):
        found.setdefault(each.name, set()).add(each.value)
    return found


@once
def compared_in(project: Project) -> str:
    """The file of a check that compares the variables which code reads with those that `.env` files list; or ''."""
    return next(
        (
            path for path, text in checks(project)
            if _LISTS_READS.search(text) and _COMPARES.search(text) and ".env" in text
        ),
        "",
    )  # fmt: skip


@once
def definitions(project: Project, root: str) -> tuple[Definition, ...]:
    """What Dockerfiles and Compose services give to the service at `root`."""
    return tuple(_defined(project, root))


def _defined(project: Project, root: str) -> Iterator[Definition]:
    for path, file in project.files.items():
        with contextlib.suppress(Unreadable, OSError):
            if file.kind == "dockerfile" and project.service_root(path) == root:
                yield from (Definition(path, *each) for each in parse(file).environment().items())
            elif file.kind == "compose":
                folder = posixpath.dirname(path)
                for service in composed(file).values():
                    if built_from(project, folder, service) == root:
                        got = given(service, project.root / folder)
                        yield from (Definition(path, *each) for each in got.values.items())


def _kept(project: Project, root: str) -> Iterator[Definition]:
    """What the files beside the code give, which a person may have made for a machine of their own."""
    for name in _KEPT:
        path = posixpath.join(root, name)
        with contextlib.suppress(OSError, UnicodeDecodeError):
            text = (project.on_disk(path) or b"").decode()
            yield from (Definition(path, each.name, each.value) for each in dotenv.parse(text).entries)
