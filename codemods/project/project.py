"""All files of one PATH: found once, parsed on demand, asked by every rule."""

from __future__ import annotations

import errno
import os
import posixpath
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from codemods.formats import kind_of
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_file
from codemods.project.text.words import Words
from codemods.project.told import Told
from codemods.vocabulary.checked import Sought
from codemods.vocabulary.finding import Problem
from codemods.vocabulary.kept import Answers, fact, once
from codemods.vocabulary.signs import sign_of

# A folder with one of these is a service (or a library) of its own: its `.env` and its helper modules lie there.
_SERVICE_MARKERS = (
    "Dockerfile", "Containerfile", "Procfile", "pyproject.toml", "requirements.txt", "Pipfile",
    "setup.py", "setup.cfg", "manage.py", "wsgi.py", "requirements",
)  # fmt: skip
_SCRIPTS = {"manage.py", "wsgi.py"}
# What lies at the root beside the code, and tries it: a package of that name is a part of the service.
_BESIDE = {"ci": Use.TEST, "sandbox": Use.EXAMPLE, "playground": Use.EXAMPLE}
_MIGRATION_PATH = re.compile(r"(^|/)(migrations|alembic|versions)/")


class Project:
    """The state of a tree: on disk, or after the changes that fixes want to make."""

    def __init__(self, root: Path, contents: Mapping[str, bytes]) -> None:
        self.root = root
        self.outside: dict[str, bytes | None] = {}
        # Folders outside of the tree that hold libraries the service is given by hand: a file server, mounted.
        self.libraries: tuple[Path, ...] = ()
        self.told = Told()
        # Of its `.env` files those that git holds; None where git can't tell, or holds nothing of the tree.
        self.in_git: frozenset[str] | None = None
        # What was found out about this state: see codemods.vocabulary.kept.
        self.answers: Answers = {}
        # Where an answer was cut off by a limit: see codemods.project.limits.
        self.passed: set[Problem] = set()
        # The modules that were looked for outside of the tree, by folder and name: what a kept answer depends on too.
        self.sought: dict[tuple[str, str], Sought] = {}
        # In one order whoever lists them: of several places that say why, a report names the first.
        self.files: dict[str, SourceFile] = {path: SourceFile(self, path, contents[path]) for path in sorted(contents)}
        for number, file in enumerate(self.files.values()):
            file.bit = 1 << number

    def with_changes(self, changes: Mapping[str, bytes]) -> Project:
        """The project as it would be with these files' contents replaced or added."""
        changed = Project(self.root, {})
        changed.outside, changed.libraries, changed.told = self.outside, self.libraries, self.told
        changed.in_git = self.in_git
        changed.files = {
            path: SourceFile(changed, path, changes[path]) if path in changes else self.files[path].copy_into(changed)
            for path in sorted({*self.files, *changes})
        }
        return changed

    def on_disk(self, path: str) -> bytes | None:
        """The file's bytes, also where git ignores it (`.env`); None without one. Read once. Raises OSError."""
        if path in self.files:
            return self.files[path].data
        if path not in self.outside:
            place = self.place(path)
            self.outside[path] = None if place is None else place.read_bytes()
        return self.outside[path]

    def is_on_disk(self, path: str) -> bool:
        """Whether there is such a file, and it can be read: a folder called `.env` is a virtual environment."""
        try:
            return self.on_disk(path) is not None
        except OSError:
            return False

    def text_on_disk(self, path: str) -> str:
        """The text of such a file, whatever its bytes; '' where there is none or it cannot be read."""
        try:
            return (self.on_disk(path) or b"").decode("utf-8", "replace")
        except OSError:
            return ""

    def place(self, path: str) -> Path | None:
        """Where a regular file of the tree lies; None without one. Raises OSError for what only links or `..` reach."""
        place = self.root / path
        inside = f"{os.path.realpath(self.root)}/{posixpath.normpath(path)}"
        if os.path.lexists(place) and os.path.realpath(place) != inside:
            raise OSError(errno.ELOOP, "is reached by a symbolic link, or lies outside of the tree")
        try:
            kind = place.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            return None
        if stat.S_ISREG(kind):
            return place
        raise OSError(errno.EINVAL, "is no regular file")

    def python(self) -> Iterator[SourceFile]:
        """The Python files."""
        return (file for file in self.files.values() if file.kind == "python")

    def mentioning(self, *needles: bytes) -> Iterator[SourceFile]:
        """The Python files whose bytes hold all needles: the cheap first half of every project-wide question."""
        found = self.words.holding(needles[0])
        return (file for file in found if all(needle in file.spelled for needle in needles[1:]))

    @once
    def matching(self, pattern: re.Pattern[bytes], needles: tuple[bytes, ...]) -> frozenset[SourceFile]:
        """The Python files that a pattern matches somewhere, of those that hold one of the needles."""
        found = {file for needle in needles for file in self.words.holding(needle)}
        return frozenset(file for file in found if _is_matched(file, pattern))

    @cached_property
    def words(self) -> Words:
        """The words of the Python files."""
        return Words(self.python())

    def module(self, dotted: str, importer: str = "") -> SourceFile | None:
        """The file that `import dotted` reads when the file at `importer` asks: its own folder first, then upwards."""
        key = (dotted, importer.rpartition("/")[0])
        if key not in self._modules:
            self._modules[key] = self._find_module(*key)
        return self._modules[key]

    @cached_property
    def _modules(self) -> dict[tuple[str, str], SourceFile | None]:
        return {}

    @cached_property
    def _stems(self) -> frozenset[str]:
        """The last parts of the names that a module of the project can have: most names of imports are no module's."""
        parts = (path.removesuffix("/__init__.py").removesuffix(".py") for path in self.files if path.endswith(".py"))
        return frozenset(each.rpartition("/")[2] for each in parts)

    def _find_module(self, dotted: str, folder: str) -> SourceFile | None:
        if dotted.rpartition(".")[2] not in self._stems:
            return None
        relative = dotted.replace(".", "/")
        standard = dotted.partition(".")[0] in sys.stdlib_module_names
        # A module beside the importer inside a package hides none of the standard library: `import logging`.
        while standard and f"{folder}/__init__.py" in self.files:
            folder = posixpath.dirname(folder)
        while True:
            base = f"{folder}/" if folder else ""
            for stem in (f"{base}{relative}", f"{base}src/{relative}"):
                # Of the two, Python takes the package.
                found = self.files.get(f"{stem}/__init__.py") or self.files.get(f"{stem}.py")
                if found is not None:
                    return found
            if not folder:
                return None
            folder = posixpath.dirname(folder)

    def absolute_name(self, path: str, level: int, module: str | None) -> str:
        """What `from {level dots}{module} import …` in the file at `path` names, as a dotted path from the root."""
        if level == 0:
            return module or ""
        folder = posixpath.dirname(path)
        for _ in range(level - 1):
            folder = posixpath.dirname(folder)
        return ".".join([*filter(None, folder.split("/")), *filter(None, [module])])

    @property
    def services(self) -> dict[str, list[SourceFile]]:
        """The Python files, tests left out, by the root of their service."""
        return _services(self)

    @cached_property
    def folders(self) -> dict[str, set[str]]:
        """The names (files and folders) that lie in each folder; the root is ''."""
        found: dict[str, set[str]] = {"": set()}
        for path in self.files:
            while path:
                folder, name = posixpath.split(path)
                if name in found.setdefault(folder, set()):
                    break
                found[folder].add(name)
                path = folder
        return found

    def service_root(self, path: str) -> str:
        """The folder of the service that the file belongs to: the nearest one with a manifest, else the root ('').

        A Compose file's folder is its own: Compose reads the `.env` that lies there.
        """
        if path not in self._roots:
            folder = posixpath.dirname(path)
            file = self.files.get(path)
            if (file.kind if file else kind_of(path)) != "compose":
                # What a definition names may lie outside: of `/` the folder above is `/` again.
                while folder.strip("/") and not self._is_root(folder):
                    folder = posixpath.dirname(folder)
            self._roots[path] = folder
        return self._roots[path]

    def _is_root(self, folder: str) -> bool:
        """Whether something in the folder says that it is a service's. A script in a package is started from above."""
        names = self.folders.get(folder, set())
        found = names.intersection(_SERVICE_MARKERS)
        return not found <= (_SCRIPTS if "__init__.py" in names else set())

    @cached_property
    def _roots(self) -> dict[str, str]:
        return {}

    def is_test(self, path: str) -> bool:
        """Whether the file is for tests or an example, by its place and name."""
        return self.use_of_file(path) in (Use.TEST, Use.EXAMPLE)

    def use_of_file(self, path: str) -> Use:
        """Whom the file is for, by its place, its name and, where that leaves two readings, by what it holds."""
        return _use_of_file(self, path, self.told.test_folders)

    def is_migration(self, path: str) -> bool:
        """Whether the file is one of Alembic's, by its place."""
        return _is_migration(path)


@cache
def _is_migration(path: str) -> bool:
    return _MIGRATION_PATH.search(path) is not None


@fact
def _is_matched(file: SourceFile, pattern: re.Pattern[bytes]) -> bool:
    return sign_of(pattern).search(file.spelled) is not None


@once
def _services(project: Project) -> dict[str, list[SourceFile]]:
    found: dict[str, list[SourceFile]] = {}
    for file in project.python():
        if not project.is_test(file.path):
            found.setdefault(project.service_root(file.path), []).append(file)
    return found


@once
def _use_of_file(project: Project, path: str, test_folders: tuple[str, ...]) -> Use:
    file = project.files.get(path)
    beside, _, rest = path.partition("/")
    if beside in _BESIDE and rest and path.endswith(".py") and f"{beside}/__init__.py" not in project.files:
        return _BESIDE[beside]
    return use_of_file(path, file.spelled if file else b"", test_folders)
