"""What a change writes passes the service's linters: one that refuses every added module, codes that are turned on, an
order of imports of the service's own.
"""

from __future__ import annotations

import ast
import itertools
import posixpath
import re
import shlex
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from codemods.engine.conditions.linters.pycodestyle import on_by_default, turned_on, violations
from codemods.engine.conditions.linters.yapf import refusal
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.style import checks
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_SAID = re.compile(
    r"^\s*(?:-\s*)?(?:name|uses|repo|description)\s*:|\binstall\b|--exit-zero|\|\| *true|continue-on-error|^\s*#"
)
# Without a word behind it, pylint is a hook's name, or a requirement.
_TOOLS = {
    "pylint": re.compile(r"(?:^|[\s\"'`;&|(])pylint(?P<words>\s+[^;&|\s][^;&|]*)|\bid:\s*pylint\s*$"),
    "flake8": re.compile(r"(?:^|[\s\"'`;&|(])(?:flake8|pycodestyle)(?![\w./-])(?P<words>[^;&|]*)"),
    "yapf": re.compile(
        r"(?:^|[\s\"'`;&|(])yapf(?P<words>\s+[^;&|]*?(?:-\w*d\w*|--diff|-\w*q\w*|--quiet)(?![\w-])[^;&|]*)|\bid:\s*yapf\s*$"
    ),
    "ruff": re.compile(r"(?:^|[\s\"'`;&|(])ruff(?:\s+check(?P<words>[^;&|]*)|(?:-check)?\s*$)"),
}  # fmt: skip
_FEW = re.compile(r"(?:^|\s)(?:-E|--errors-only|--fail-under\S*|--disable[= ]all|-d[= ]?all)(?:\s|$)")
# What these set, another order of imports or another look comes of; of the rest the emitted modules are as they should.
_ORDERS = frozenset(
    ("from-first", "length-sort", "length-sort-straight", "no-sections", "required-imports", "relative-imports-order",
     "force-to-top", "no-lines-before", "forced-separate", "case-sensitive", "sections", "section-order")
)  # fmt: skip
_SORTS = frozenset(("ALL", "I", "I0", "I00", "I001"))


@dataclass(frozen=True, slots=True)
class _Run:
    """A linter's command: the words behind its name, the file that says it, and that file's folder."""

    tool: str
    words: tuple[str, ...]
    where: str

    def covers(self, project: Project, path: str) -> bool:
        """Whether the file is among what the command names; it is where it names no file of the tree."""
        folder = posixpath.dirname(self.where) if "skaffold" in posixpath.basename(self.where) else ""
        if folder and not path.startswith(f"{folder}/"):
            return False
        named = [posixpath.normpath(posixpath.join(folder, each)) for each in self.words if not each.startswith("-")]
        if any(each == "." or "*" in each or "$" in each for each in named):
            return True
        there = [each for each in named if any(f"{known}/".startswith(f"{each}/") for known in project.files)]
        return not there or any(f"{path}/".startswith(f"{each}/") for each in there)


def objection(before: Project, after: Project, paths: Collection[str]) -> str | None:
    """Which file would not pass which linter, or None."""
    for path in sorted(paths):
        file, old = after.files[path], before.files.get(path)
        if file.kind != "python" or (old is not None and old.kind != "python"):
            continue
        for run in _runs(before):
            if run.covers(before, path) and (said := _CONDITIONS[run.tool](before, file, old, run)):
                return f"{path} would not pass {run.tool}, which {run.where} runs: {said}"
    return None


@once
def _runs(project: Project) -> tuple[_Run, ...]:
    """The linters that the project's checks run on its files."""
    return tuple(each for path, text in checks(project) for each in _said(path, text))


def _said(path: str, text: str) -> Iterator[_Run]:
    for line in text.splitlines():
        for tool, command in _TOOLS.items():
            if not _SAID.search(line) and (match := command.search(line)):
                try:
                    words = shlex.split((match["words"] or "").strip("\"'`"))
                except ValueError:
                    words = (match["words"] or "").split()
                yield _Run(tool, tuple(words), path)


def _pylint(before: Project, file: SourceFile, old: SourceFile | None, run: _Run) -> str:
    """No emitted module is written for it: names of settings in small letters, methods of frameworks, no docstrings."""
    few = _FEW.search(" ".join(run.words))
    return "" if old is not None or few else "the added module's names and docstrings are not what it asks for"


def _flake8(before: Project, file: SourceFile, old: SourceFile | None, run: _Run) -> str:
    """What the default list leaves out is on where an option or a file replaces the list."""
    if any(each.startswith("--select") for each in run.words):
        return ""
    asked = on_by_default(before, file.path, run.words) | turned_on(before, file.path, run.words)
    try:
        new, had = Counter(violations(file)), Counter(violations(old) if old is not None else ())
    except (Unreadable, SyntaxError):
        return ""
    found = sorted(code for code in asked if new[code] > had[code])
    return f"it breaks {', '.join(found)}" if found else ""


def _yapf(before: Project, file: SourceFile, old: SourceFile | None, run: _Run) -> str:
    return refusal(before, file, old)


def _ruff(before: Project, file: SourceFile, old: SourceFile | None, run: _Run) -> str:
    """An order of imports, or lines between them, that the emitted modules have not."""
    settings = _ruff_settings(before, file.path)
    lint = {**settings, **settings.get("lint", {})}
    selected = {code for name in ("select", "extend-select") for code in lint.get(name, ())}
    ignored = {code for name in ("ignore", "extend-ignore") for code in lint.get(name, ())}
    pairs = itertools.pairwise((*run.words, ""))
    given = [word.partition("=")[2] or following for word, following in pairs if "select" in word.partition("=")[0]]
    if old is not None or _SORTS.isdisjoint(selected | {code for each in given for code in each.split(",")}):
        return ""
    isort = lint.get("isort", {})
    return _sorted_otherwise(file, isort) if _SORTS.isdisjoint(ignored) and isinstance(isort, dict) else ""


def _sorted_otherwise(file: SourceFile, options: dict[str, Any]) -> str:
    """Which option of isort the module does not follow, "" for none."""
    for name, follows in _OPTIONS.items():
        given = options.get(name)
        if given is not None and given is not False and given != -1 and not follows(file, given):
            return f"isort's {name}"
    return next(
        (f"isort's {name}" for name in sorted(_ORDERS) if options.get(name) and not _is_usual(name, options)), ""
    )


def _is_usual(name: str, options: dict[str, Any]) -> bool:
    """Whether sections of the project's own come between the usual ones, which keep their order."""
    usual = ("future", "standard-library", "third-party", "first-party", "local-folder")
    own = [each for each in options["section-order"] if each in usual] if name == "section-order" else []
    return name == "sections" or own == [*usual]


def _groups(file: SourceFile) -> list[list[ast.Import | ast.ImportFrom]]:
    """The module's imports, those of lines without a gap together."""
    found: list[list[ast.Import | ast.ImportFrom]] = []
    end = 0
    for each in file.tree.body:
        if isinstance(each, ast.Import | ast.ImportFrom):
            if found and each.lineno == end + 1:
                found[-1].append(each)
            else:
                found.append([each])
            end = each.end_lineno or each.lineno
        elif found:
            break
    return found


def _apart(file: SourceFile, lines: Any) -> bool:
    return not lines or not any(
        isinstance(one, ast.Import) and isinstance(two, ast.ImportFrom)
        for group in _groups(file)
        for one, two in itertools.pairwise(group)
    )


def _lines_behind(file: SourceFile, lines: Any) -> bool:
    groups = _groups(file)
    end = (groups[-1][-1].end_lineno or 0) if groups else len(file.lines)
    rest = file.lines[end:]
    gap = next((number for number, each in enumerate(rest) if each.strip()), None)
    return gap is None or gap == lines


def _single(file: SourceFile, wanted: Any) -> bool:
    return all(len(each.names) == 1 for group in _groups(file) for each in group)


def _by_module(file: SourceFile, wanted: Any) -> bool:
    for group in _groups(file):
        names = [
            (each.module or "" if isinstance(each, ast.ImportFrom) else each.names[0].name).lower() for each in group
        ]
        if names != sorted(names):
            return False
    return True


_OPTIONS: dict[str, Callable[[SourceFile, Any], bool]] = {
    "lines-between-types": _apart, "lines-after-imports": _lines_behind, "force-single-line": _single,
    "force-sort-within-sections": _by_module,
}  # fmt: skip
_CONDITIONS: dict[str, Callable[[Project, SourceFile, SourceFile | None, _Run], str]] = {
    "pylint": _pylint, "flake8": _flake8, "ruff": _ruff, "yapf": _yapf,
}  # fmt: skip


def _ruff_settings(project: Project, path: str) -> dict[str, Any]:
    """The settings in force for a file: those of the nearest folder that has some."""
    folder = posixpath.dirname(path)
    while True:
        for name in (".ruff.toml", "ruff.toml", "pyproject.toml"):
            try:
                data = project.on_disk(posixpath.join(folder, name))
                settings = tomllib.loads((data or b"").decode("utf-8", "replace"))
            except (OSError, tomllib.TOMLDecodeError):
                continue
            if name == "pyproject.toml":
                settings = settings.get("tool", {}).get("ruff", {})
            if settings and isinstance(settings, dict):
                return settings
        if not folder:
            return {}
        folder = posixpath.dirname(folder)
