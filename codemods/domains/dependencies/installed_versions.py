"""The versions that a service runs on today, as far as a lock or an environment within reach tells."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from codemods.formats import requirements
from codemods.libraries.distributions import ADDED
from codemods.project.project import Project

_LOCKS = ("requirements.lock", "requirements.txt")
_MAX_BYTES = 5_000_000


def running_versions(project: Project, folder: str, names: Iterable[str]) -> str:
    """Requirements lines that say which versions run today, with the hashes where they are known; '' for nothing.

    `names` are the distributions that the service asks for. Asked are, in this order: the hashed locks above the
    service in its git work tree, the active environment (VIRTUAL_ENV), `.venv` and `venv` beside the manifest, and
    the environment of this process. A lock or an environment counts only if it holds all of the names.
    """
    wanted = frozenset(names) - ADDED
    if not wanted:
        return ""
    for path in _locks(project, folder):
        text = path.read_text("utf-8", "replace") if path.stat().st_size < _MAX_BYTES else ""
        found = requirements.parse(text)
        if found.hashed and wanted <= {each.name for each in found.requirements if each.version}:
            return text
    for site in _environments(project.root / folder):
        versions = _installed(site)
        if wanted <= versions.keys():
            return "".join(f"{name}=={version}\n" for name, version in sorted(versions.items()))
    return ""


def _locks(project: Project, folder: str) -> Iterator[Path]:
    start = (project.root / folder).resolve()
    top = next((each for each in (start, *start.parents) if (each / ".git").exists()), start)
    for above in start.parents if start != top else ():
        yield from (above / name for name in _LOCKS if (above / name).is_file())
        if above == top:
            break


def _environments(service: Path) -> Iterator[Path]:
    """The folders of installed packages, most telling first."""
    active = os.environ.get("VIRTUAL_ENV")
    for environment in (*([Path(active)] if active else []), service / ".venv", service / "venv", Path(sys.prefix)):
        yield from sorted(environment.glob("lib/python3*/site-packages"))


def _installed(site: Path) -> dict[str, str]:
    found = {}
    for each in metadata.distributions(path=[str(site)]):
        name, version = each.metadata["Name"], each.version
        if name and version and "+" not in version:
            found[requirements.normalised(name)] = version
    return found
