"""What .gitignore, .git/info/exclude and the project's own `exclude` leave out."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

# Characters of one .gitignore: each pattern is asked of each path.
_MAX = 1_000_000


@dataclass(frozen=True, slots=True)
class Ignore:
    """Patterns as in .gitignore; they hold for what lies under `base`, an absolute folder."""

    base: str
    spec: GitIgnoreSpec
    # Any of the patterns: most paths match none, and asking them one by one costs ten times as much.
    any: re.Pattern[str]

    def verdict(self, path: str, is_folder: bool) -> bool | None:
        """Whether the absolute path is left out (True), kept by a negation (False), or not spoken of (None)."""
        if not path.startswith(f"{self.base}/"):
            return None
        inside = path[len(self.base) + 1 :] + ("/" if is_folder else "")
        return self.spec.check_file(inside).include if self.any.match(inside) else None


def ignored(ignores: list[Ignore], path: str, is_folder: bool) -> bool:
    """The innermost file that says something decides, as in git."""
    for ignore in reversed(ignores):
        verdict = ignore.verdict(path, is_folder)
        if verdict is not None:
            return verdict
    return False


def patterns_at(base: str, patterns: Iterable[str]) -> Ignore:
    """An Ignore of these patterns. A pattern that means nothing is passed over, as git does."""
    valid = []
    for pattern in patterns:
        try:
            GitIgnoreSpec.from_lines([pattern])
        except (ValueError, re.error):
            continue
        valid.append(pattern)
    spec = GitIgnoreSpec.from_lines(valid)
    sources = [each.regex.pattern.replace("?P<ps_d>", "?:") for each in spec.patterns if each.regex]
    return Ignore(base.rstrip("/"), spec, re.compile("|".join(sources) or r"(?!)"))


def folder_ignores(folder: str, names: set[str], ignores: list[Ignore]) -> list[Ignore]:
    """The ignores that hold inside a folder: those from outside and its own."""
    own = [_read(f"{folder}/.git/info/exclude", folder)] if ".git" in names else []
    if ".gitignore" in names:
        own.append(_read(f"{folder}/.gitignore", folder))
    return [*ignores, *(each for each in own if each)]


def outer_ignores(root: str) -> list[Ignore]:
    """What the folders between root and the top of its git work tree ignore; nothing if git ignores root itself."""
    parents = [str(each) for each in Path(root).parents]
    top = next((number for number, each in enumerate(parents) if os.path.lexists(f"{each}/.git")), None)
    if top is None or os.path.lexists(f"{root}/.git"):
        return []
    found: list[Ignore] = []
    for folder in reversed(parents[: top + 1]):
        if folder != parents[top] and ignored(found, folder, True):
            return []
        found = folder_ignores(folder, {".git", ".gitignore"}, found)
    return [] if ignored(found, root, True) else found


def _read(path: str, base: str) -> Ignore | None:
    try:
        # As git: a link is not followed. Nor does a pipe keep us waiting.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, encoding="utf-8", errors="replace") as file:
            text = file.read(_MAX) if stat.S_ISREG(os.fstat(descriptor).st_mode) else ""
    except OSError:
        return None
    return patterns_at(base, text.split("\n"))
