"""Which repositories a fleet has: rows of a CSV file, a folder of checkouts, or the services of one monorepo."""

from __future__ import annotations

import csv
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from codemods.fleet.owners import owners_of
from codemods.formats import userinfo
from codemods.project.test_code import Use, use_of_path

# Moderne's columns, and who owns what is found.
COLUMNS = ("cloneUrl", "branch", "path", "owner")
_MANIFESTS = ("requirements.txt", "pyproject.toml", "setup.py", "Pipfile", "Dockerfile")
_INSTALLED = frozenset({"node_modules", "venv", "site-packages", "vendor"})
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_SLUG = 80


class BadFleet(Exception):
    """What was said to be a fleet and is none; its words are one line with a remedy."""


@dataclass(frozen=True, slots=True, order=True)
class Repository:
    """One thing to check: a repository, or the folder `path` of one. `branch` "" is the remote's own choice.

    `label` is what a person calls it; no credentials of the address are in it.
    """

    label: str
    url: str
    branch: str = ""
    path: str = ""
    owner: str = ""

    @property
    def name(self) -> str:
        """A folder's name: readable, the same in every run, and no two repositories share it."""
        slug = _UNSAFE.sub("-", self.label).strip("-.")[-_LONGEST_SLUG:].lstrip("-.")
        identity = "\0".join((self.label, self.branch, self.path))
        return f"{slug or 'repository'}-{hashlib.sha256(identity.encode(errors='surrogateescape')).hexdigest()[:10]}"


def without_credentials(url: str) -> str:
    """The address as it may be shown: without user, password and query."""
    try:
        parts = urlsplit(userinfo.without(url))
        if parts.scheme and parts.netloc:
            return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    except ValueError:
        pass
    # scp's form, git@host:owner/name: its user is no secret, a password cannot stand in it.
    return url


def from_csv(file: Path) -> list[Repository]:
    """The rows of a file with the columns cloneUrl, branch, path, owner; the first is needed. Raises BadFleet."""
    if file.is_dir():
        raise BadFleet(f"{file} is a folder: give it without --repos, which names a CSV file")
    try:
        with file.open(newline="", encoding="utf-8-sig") as stream:
            rows = csv.DictReader(stream)
            if "cloneUrl" not in (rows.fieldnames or ()):
                raise BadFleet(f"{file}: no column cloneUrl; its first line names the columns: {','.join(COLUMNS)}")
            found = [_row(file, rows.line_num, row) for row in rows]
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadFleet(f"{file}: cannot be read as CSV: {error}") from None
    return _distinct(file, found)


def _row(file: Path, line: int, row: dict[str, str | None]) -> Repository:
    url, branch, path, owner = ((row.get(column) or "").strip() for column in COLUMNS)
    if not url:
        raise BadFleet(f"{file}:{line}: cloneUrl is empty; give an address or a path that git can clone")
    # git would take it for an option, or run it as a command.
    if url.startswith("-") or branch.startswith("-") or "::" in url.partition("/")[0]:
        raise BadFleet(f"{file}:{line}: {url or branch} is no address that is cloned; use https, ssh or a path")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if ".." in parts or path.startswith("/"):
        raise BadFleet(f"{file}:{line}: path {path} leads out of the repository; give a folder in it")
    if "://" not in url and (local := file.parent / url).exists():
        url = str(local.resolve())
    inside = "/".join(parts)
    return Repository(_label(url, (row.get("cloneUrl") or "").strip(), inside), url, branch, inside, owner)


def _label(url: str, given: str, path: str) -> str:
    shown = without_credentials(given if "://" not in url else url)
    named = re.sub(r"^\w+://|\.git/?$", "", shown).rstrip("/")
    return f"{named}#{path}" if path else named


def _distinct(file: Path, found: list[Repository]) -> list[Repository]:
    if not found:
        raise BadFleet(f"{file}: no repository in it")
    return sorted({each.name: each for each in found}.values())


def from_folder(folder: Path) -> list[Repository]:
    """Every checkout and bare repository below a folder, with owners of their CODEOWNERS. Raises BadFleet."""
    found = [
        Repository(path.relative_to(folder).as_posix(), str(path.resolve()), owner=owners_of(path).of(""))
        for path in _checkouts(folder)
    ]
    if not found:
        raise BadFleet(f"{folder}: no git checkout below it; use --monorepo for the services of one repository")
    return sorted(found)


def _checkouts(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        is_bare = "HEAD" in files and {"objects", "refs"} <= set(folders)
        if ".git" in folders or ".git" in files or is_bare:
            folders.clear()
            if where != str(folder):
                yield Path(where)
                continue
            raise BadFleet(f"{folder}: one repository; use --monorepo, or name the folder that holds the checkouts")
        folders[:] = sorted(each for each in folders if not each.startswith("."))


def from_monorepo(root: Path) -> list[Repository]:
    """The services of one checkout: each outermost folder with a manifest or Dockerfile. Raises BadFleet.

    The root's own manifest makes it a service only where there is no other. Tests, documentation and examples are none.
    """
    if not (root / ".git").exists():
        raise BadFleet(f"{root}: not the root of a git checkout")
    owners = owners_of(root)
    paths = sorted(_services(root))
    return [Repository(path or root.resolve().name, str(root.resolve()), "", path, owners.of(path)) for path in paths]


def _services(root: Path) -> Iterable[str]:
    found: list[str] = []
    for where, folders, files in os.walk(root):
        path = Path(where).relative_to(root).as_posix()
        folders[:] = sorted(
            each
            for each in folders
            if not each.startswith(".") and each not in _INSTALLED and not _is_aside(f"{path}/{each}")
        )
        if path != "." and not set(_MANIFESTS).isdisjoint(files):
            found.append(path)
            folders.clear()
    return found or [""]


def _is_aside(folder: str) -> bool:
    return use_of_path(f"{folder}/main.py") in (Use.TEST, Use.EXAMPLE)
