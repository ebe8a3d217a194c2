"""From a PATH as a person types it to a project: the one way in for the command line and for the labs."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from codemods.engine.disk.vcs import tracked
from codemods.engine.files.discover import discover
from codemods.engine.files.ignores import Ignore, patterns_at
from codemods.engine.own.installed import installed
from codemods.engine.own.loading import files
from codemods.engine.own.loading import load as load_rule
from codemods.engine.own.telling import BadOption, told
from codemods.engine.registry import UnknownRule, select
from codemods.project.project import Project
from codemods.project.told import Told
from codemods.vocabulary.finding import Problem
from codemods.vocabulary.rule import Rule
from codemods.vocabulary.wrong_request import WrongRequest

OPERABLE_TOML = "operable.toml"
# docs/operable.schema.json says the same to editors.
KNOWN = frozenset(
    ("select", "ignore", "exclude", "libraries", "per-path-ignore", "baseline", "rules", "options", "prove")
)
_OWN_CODE = re.compile(r"(?!OP)[A-Za-z]{2}([1-8][0-9]*)?")


class BadPath(WrongRequest):
    """A PATH that is not there or can't be read."""


class BadConfig(WrongRequest):
    """A [tool.operable] table that can't be understood."""


@dataclass(frozen=True, slots=True)
class Options:
    """[tool.operable] of a project's pyproject.toml; its patterns hold from `base`, the folder of that file.

    `libraries` are folders that hold what the repository lacks: the file server's, as paths from `base`; `baseline` is
    the file of accepted findings, `rules` are the project's own rule files, `told` is what its owner says of it.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    baseline: str = ""
    rules: tuple[str, ...] = ()
    told: Told = field(default_factory=Told)
    per_path_ignore: dict[str, tuple[str, ...]] = field(default_factory=dict)
    base: Path | None = None

    def ignores(self) -> tuple[Ignore, ...]:
        """`exclude`, for discover."""
        return (patterns_at(str(self.base), self.exclude),) if self.base and self.exclude else ()


@dataclass
class Request:
    """What a command is to do with one PATH: its rules are selected and its files read when somebody asks for them.

    `select` and `ignore` are selectors of rules, `exclude` patterns as in .gitignore.
    """

    path: Path
    options: Options
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The selected rules, by code. Raises UnknownRule."""
        return select(self.select or self.options.select, self.ignore + self.options.ignore)

    @cached_property
    def _loaded(self) -> tuple[Project, list[Problem]]:
        return load(self.path, self.exclude, self.options)

    @property
    def project(self) -> Project:
        """The files under PATH. Raises BadPath."""
        return self._loaded[0]

    @property
    def unread(self) -> list[Problem]:
        """The files under PATH that could not be read. Raises BadPath."""
        return self._loaded[1]

    def is_unread(self, problems: Iterable[Problem]) -> bool:
        """Whether PATH is a file, and one of the problems is that it could not be read or parsed."""
        return not self.path.is_dir() and any(
            each.path in self.project.files or "cannot be read" in each.message for each in problems
        )

    def shown(self, path: str) -> str:
        """A path of the project as the reader of a report finds it: from where the command was called."""
        full = root_of(self.path) / path
        if full.is_absolute() and full.is_relative_to(Path.cwd()):
            full = full.relative_to(Path.cwd())
        return full.as_posix()


def load(path: Path, exclude: Iterable[str] = (), settings: Options | None = None) -> tuple[Project, list[Problem]]:
    """The project at a folder, or of a single file. Raises BadPath."""
    require_readable(path)
    root = root_of(path)
    only = None if path.is_dir() else frozenset([path.resolve().name])
    contents, problems = discover(root, tuple(exclude), only, settings.ignores() if settings else ())
    project = Project(root, contents)
    asked = frozenset(path for path, file in project.files.items() if file.kind == "dotenv")
    if asked and (known := tracked(root)) is not None:
        project.in_git = known & asked
    if settings and settings.base:
        project.told = settings.told
        project.libraries = tuple(settings.base / each for each in settings.libraries)
    return project, problems


def require_readable(path: Path) -> None:
    """Raises BadPath where the path is no file or folder that can be read."""
    if not path.exists():
        raise BadPath(f"{path}: no such file or folder")
    if not path.is_dir() and not path.is_file():
        raise BadPath(f"{path}: neither a file nor a folder")
    if not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)):
        raise BadPath(f"{path}: cannot be read: permission denied")


def root_of(path: Path) -> Path:
    """The folder that a PATH's findings are relative to: PATH, or the folder of the file that it is."""
    if path.is_dir():
        return path
    return path.resolve().parent if path.is_symlink() else path.parent


def options(path: Path, own_rules: bool = False, config: Path | None = None) -> Options:
    """The nearest [tool.operable], in a pyproject.toml (or operable.toml) at the path or above it, or in `config`.

    `own_rules`: run the rule files that it names. Raises BadConfig and BadRule.
    """
    if config is not None:
        if not config.is_file():
            raise BadConfig(f"{config}: no such file: --config names a TOML file")
        return _options(config, own_rules) or Options()
    start = path.resolve()
    for folder in (start, *start.parents):
        for file in (folder / OPERABLE_TOML, folder / "pyproject.toml"):
            # A link may lead out of the tree.
            if file.is_file() and not file.is_symlink() and (found := _options(file, own_rules)):
                return found
        if (folder / ".git").exists():
            break
    return Options()


def _options(file: Path, own_rules: bool) -> Options | None:
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, RecursionError) as error:
        raise BadConfig(f"{file}: {error}") from None
    tools = document.get("tool", {})
    table: Any = tools.get("operable") if isinstance(tools, dict) else None
    if table is None and file.name != "pyproject.toml":
        table = document
    if table is None:
        return None
    if not isinstance(table, dict):
        raise BadConfig(f"{file}: [tool.operable] is a table")
    if unknown := sorted(set(table) - KNOWN):
        raise BadConfig(f"{file}: [tool.operable] has no setting {unknown[0]!r}: it knows {', '.join(sorted(KNOWN))}")
    per_path = table.get("per-path-ignore", {})
    if not isinstance(per_path, dict):
        raise BadConfig(f"{file}: per-path-ignore is a table of patterns, each with a list of rules")
    baseline = table.get("baseline", "")
    if not isinstance(baseline, str):
        raise BadConfig(f"{file}: 'baseline' of [tool.operable] is the path of a file")
    try:
        said = told(table.get("options", {}))
    except BadOption as error:
        raise BadConfig(f"{file}: {error}") from None
    found = Options(
        base=file.parent,
        select=_strings(file, table, "select"),
        ignore=_strings(file, table, "ignore"),
        exclude=_strings(file, table, "exclude"),
        libraries=_strings(file, table, "libraries"),
        baseline=baseline,
        rules=_strings(file, table, "rules"),
        told=said,
        per_path_ignore={pattern: _strings(file, per_path, pattern) for pattern in per_path},
    )
    if own_rules:
        for rule_file in files(file.parent / each for each in found.rules):
            load_rule(rule_file)
    elif found.rules:
        found = _without_own(found)
    try:
        # To know the rules takes a while: without a selector nobody has to.
        for selectors in filter(None, (found.select, found.ignore, *found.per_path_ignore.values())):
            select(selectors)
    except UnknownRule as error:
        raise BadConfig(f"{file}: {error}") from None
    return found


def _without_own(found: Options) -> Options:
    """The options without selectors of rules that are not loaded."""

    def known(selectors: Iterable[str]) -> tuple[str, ...]:
        return tuple(
            each for each in selectors
            if not _OWN_CODE.fullmatch(each) or any(code.startswith(each.upper()) for code in installed())
        )  # fmt: skip

    per_path = {pattern: known(selectors) for pattern, selectors in found.per_path_ignore.items()}
    return replace(found, select=known(found.select), ignore=known(found.ignore), per_path_ignore=per_path)


def _strings(file: Path, table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(type(each) in (str, int) for each in value):
        raise BadConfig(f"{file}: {key!r} of [tool.operable] is a list of strings")
    return tuple(str(each) for each in value)
