"""How long a line may be where a project's own checks run on every file: what a fix writes has to pass them too."""

from __future__ import annotations

import itertools
import posixpath
import re
import tomllib
from dataclasses import dataclass

from codemods.formats import makefile
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_RUNS_CHECKS = re.compile(
    r"(^|/)(\.github/workflows/|\.gitlab-ci|\.circleci/|\.travis\.yml|azure-pipelines|bitbucket-pipelines|\.pre-commit-config"
    r"|tox\.ini$|skaffold[\w.-]*\.ya?ml$)"
)
_SCRIPT = re.compile(r"(?<![\w.-])[\w./-]+\.sh(?![\w.-])")
_FORMATS = re.compile(r"(?<![\w./-])black(?![\w./-])|psf/black|\bruff format\b|\bruff-format\b")
_LINTS = re.compile(r"(?<![\w./-])(flake8|pycodestyle)(?![\w./-])")
# These let every line pass.
_LENIENT = re.compile(r"--exit-zero|--select|E501|\|\| *true|install|\[|continue-on-error")
_LENIENT_OPTIONS = re.compile(r"--exit-zero|--select|E501")
_OPTION = re.compile(r"(?:--max-line-length|--line-length|(?<![\w-])-l)[\"']?[=, ]+[\"']?(\d+)")
# A hook, or an action: what it is given stands in the lines below it.
_GIVEN_BELOW = re.compile(r"^\s*(?:-\s+)?(?:id|uses):")
_SWITCHED_ON = re.compile(r"^\s*(\w+): true\s*$")
# Services that look at each change, by the file that tells them to: with which linter, and its default length.
_REVIEWS = {
    ".hound.yml": re.compile(r"^(?:python|flake8):\s*\n\s+enabled:\s*true", re.MULTILINE),
    ".codeclimate.yml": re.compile(r"^\s*(?:pep8|pycodestyle):\s*\n\s+enabled:\s*true", re.MULTILINE),
    ".pep8speaks.yml": re.compile(r"^(?:pycodestyle|flake8):"),
}
_SPEAKS = re.compile(r"^\s+max-line-length:\s*(\d+)", re.MULTILINE)
_FLAKE8 = re.compile(r"^\[(?:flake8|pycodestyle|pep8)\](?P<body>.*?)(?=^\[|\Z)", re.MULTILINE | re.DOTALL)
_LENGTH = re.compile(r"^max[-_]line[-_]length\s*=\s*(\d+)", re.MULTILINE)
_BLACK, _FLAKE = 88, 79


@dataclass(frozen=True, slots=True)
class Limit:
    """`code`: the longest line of code; `text`: that of any line; `where`: the file that runs the checks."""

    code: int
    text: int
    where: str


_ANY = 10**6
_NONE = Limit(_ANY, _ANY, "")


@once
def checks(project: Project) -> tuple[tuple[str, str], ...]:
    """What the project's checks run, by the file that says it: of a Makefile what they have made, of a script all."""
    files = sorted(project.files.items())
    said = [(path, _text(file)) for path, file in files if _RUNS_CHECKS.search(path)]
    made = {target for _, text in said for target in makefile.targets(text)}
    rules = [(path, _text(file)) for path, file in files if posixpath.basename(path) in makefile.NAMES]
    named = {posixpath.basename(name) for _, text in said for name in _SCRIPT.findall(text)}
    said += [(path, _text(file)) for path, file in files if file.kind == "shell" and posixpath.basename(path) in named]
    return (*said, *((path, makefile.recipes(makefile.expanded(text), made)) for path, text in rules))


def _text(file: SourceFile) -> str:
    return file.spelled.decode("utf-8", "replace")


@once
def limit(project: Project, root: str) -> Limit:
    """How long the lines of a service's files may be."""
    found = _NONE
    for path, text in checks(project):
        lines = text.splitlines()
        for number, line in enumerate(lines):
            formats, lints = _FORMATS.search(line), _LINTS.search(line)
            if "repo:" in line or not (formats or lints):
                continue
            given = _given(lines, number)
            option = _OPTION.search(given)
            if formats and "install" not in line:
                length = int(option[1]) if option else _of_formatter(project, root)
                found = Limit(min(found.code, length), found.text, found.where or path)
            elif lints and not _LENIENT.search(line) and not _LENIENT_OPTIONS.search(given):
                length = int(option[1]) if option else _of_linter(project, root)
                found = Limit(min(found.code, length), min(found.text, length), found.where or path)
    for path, runs in _REVIEWS.items():
        told = project.text_on_disk(path)
        if runs.search(told):
            speaks = _SPEAKS.search(told)
            length = int(speaks[1]) if speaks else _of_linter(project, root)
            found = Limit(min(found.code, length), min(found.text, length), found.where or path)
    return found


def _given(lines: list[str], number: int) -> str:
    """The line that names a tool, with what a hook or an action is given for it in other lines."""
    line = lines[number]
    if switch := _SWITCHED_ON.match(line):
        return "\n".join([line, *(each for each in lines if each.strip().startswith(f"{switch[1]}_args:"))])
    if not _GIVEN_BELOW.match(line):
        return line
    below = itertools.takewhile(lambda each: not each.lstrip().startswith("- "), lines[number + 1 :])
    return "\n".join([line, *below])


@once
def formatted(project: Project, root: str) -> int | None:
    """How long lines are where a service is formatted by what its pyproject.toml says; None where that says nothing."""
    for folder in dict.fromkeys((root, "")):
        try:
            tools = tomllib.loads(project.text_on_disk(posixpath.join(folder, "pyproject.toml"))).get("tool", {})
        except (tomllib.TOMLDecodeError, AttributeError):
            continue
        for name in ("black", "ruff"):
            if isinstance(settings := tools.get(name), dict):
                length = settings.get("line-length")
                return length if isinstance(length, int) else _BLACK
    return None


def _of_formatter(project: Project, root: str) -> int:
    return formatted(project, root) or _BLACK


@once
def linted(project: Project, root: str) -> int | None:
    """How long lines are where a service's own settings for flake8 or pycodestyle say it; None where nothing does."""
    for folder in dict.fromkeys((root, "")):
        for name in ("setup.cfg", "tox.ini", ".flake8", ".pycodestyle", ".pep8"):
            section = _FLAKE8.search(project.text_on_disk(posixpath.join(folder, name)))
            if section is not None:
                if "E501" in section["body"]:
                    return _ANY
                length = _LENGTH.search(section["body"])
                return int(length[1]) if length else _FLAKE
    return None


def _of_linter(project: Project, root: str) -> int:
    return linted(project, root) or _FLAKE
