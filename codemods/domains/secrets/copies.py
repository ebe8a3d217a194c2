"""Where else a password stands that one file holds: whoever moves one of them alone leaves two to be changed."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterable, Iterator

from codemods.domains.secrets.ci_starts import starting
from codemods.domains.secrets.in_texts.in_commands import passwords
from codemods.domains.secrets.literals.receivers import is_given
from codemods.domains.secrets.names_and_values import is_random, is_strong
from codemods.project.ignored_files import git_verdict
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

# `x: str =`, `x=`, `"x": `, `${x:-`, `env.x ||`, `getenv("x") ?:`
_GIVEN = r"[\"']?[\])]*\s*(?::[^=\n]{1,40}=|:?[-=](?![=>])|[:,]|=>|\|\||\?\?|\?:)\s*"
# `keys = root` of a logging configuration is a list of names.
_NAME = r"(?i:passw(?:or)?d|pass|pwd|pw|secret|token|key(?!s\b))\w*"
_NAMED = rf"{_NAME}{_GIVEN}[\"'`]?"
_NAMED_IN_CODE = rf"{_NAME}[\"']?\]?\s*(?::[^=\n]{{1,40}}=|[=:,](?!=))\s*[rbuRBU]?"
# `-ppw` of MySQL's programs, `-a pw` of redis-cli, `-u user:pw` of curl, in a line or in a list of words.
_OPTIONS = (
    r"(?:(?:--requirepass|--masterauth|--password|--admin-password|\bPGPASSWORD|\bMYSQL_PWD)[ =,\"']+"
    r"|[\s\"']-[pa][ ,\"']*|[\s\"'](?:-u|--user)[ =,\"']+[\w.-]+:)"
)


def twins(project: Project, compose: str, value: str) -> list[tuple[str, int]]:
    """The places (path, line) that have the value as a password, beside tests and the variables of Compose files.

    Compose files in other folders than the one at `compose` start other databases; CI that starts that one connects to
    what it started.
    """
    data, plain = value.encode(), re.escape(value)
    # In a URI the user, the host and the database often have the password's word for a name. Go's MySQL has no scheme.
    uri = rf"(?:://[^\s:/@\"']*:{plain}@|\b[\w.-]+:{plain}@(?:tcp|unix)?\()"
    option = rf"{_OPTIONS}{plain}(?![\w.@:/-])"
    words = rf"\b(?:host|user|dbname)=\S+ (?:[^\n\"']* )?password={plain}(?![\w.@:/-])"
    default = rf"\$\{{\w*{_NAME}:?[-=]{plain}\}}"
    passed = rf"{uri}|{option}|{words}|{default}"
    named = rf"{uri}|{option}|{_NAMED}{plain}(?![\w.@:/-])"
    quoted = rf"{uri}|{_OPTIONS}{plain}(?![\w.@:/-])|{words}|{_NAMED_IN_CODE}[\"']{plain}[\"']"
    found = []
    connecting = starting(project, compose)
    for path, file in sorted(project.files.items()):
        if data not in file.data or git_verdict(project, path) or (project.is_test(path) and path not in connecting):
            continue
        if file.kind == "compose" and posixpath.dirname(path) != posixpath.dirname(compose):
            continue
        text = file.data.decode("utf-8", "replace")
        # Another definition of the same services has values of its own, but none that nobody writes by chance.
        defined = file.kind == "compose" or (path.endswith((".yml", ".yaml")) and not _is_read(project, path))
        # Without quotes it is a name of the code.
        pattern = quoted if file.kind == "python" else passed if defined and not is_random(value) else named
        lines = {text.count("\n", 0, match.end()) + 1 for match in re.finditer(pattern, text)}
        found += [(path, line) for line in sorted(lines.union(_literals(file, value), _in_commands(text, value)))]
    return found


def twins_elsewhere(texts: Iterable[tuple[str, bytes]], value: str) -> list[tuple[str, int]]:
    """The places (path, line) that have the value as a password in code of other languages, and files for them."""
    data, plain = value.encode(), re.escape(value)
    uri, option = rf"://[^\s:/@\"'`]*:{plain}@", rf"{_OPTIONS}{plain}(?![\w.@:/-])"
    quoted = rf"{_NAMED}(?<=[\"'`]){plain}[\"'`]|{_NAME}\w*[\"'`]?>\s*{plain}\s*<"
    # Between the quotes of a connection string, and in SQL.
    keyed = rf"[\"'`>][^\"'`\n]*\b(?i:password|pwd)\s*=\s*{plain}(?=[\s;&\"'`<])"
    granted = rf"\b(?i:password|identified\s+by)\s+'{plain}'"
    # Compiled only where a text has the value, which few do.
    pattern = rf"{uri}|{option}|{quoted}|{keyed}|{granted}"
    found = []
    for path, text in texts:
        if data in text:
            decoded = text.decode("utf-8", "replace")
            found += [(path, decoded.count("\n", 0, match.end()) + 1) for match in re.finditer(pattern, decoded)]
    return found


def _in_commands(text: str, value: str) -> set[int]:
    """The lines of commands that are handed the value as a password, in code as a list of words too."""
    return {text.count("\n", 0, place) + 1 for place, password in passwords(text) if password == value}


def _literals(file: SourceFile, value: str) -> Iterator[int]:
    """The lines where the code has the value as a secret: under whatever name, if nobody would write it by chance."""
    if file.kind != "python":
        return
    unmistakable = is_random(value) or (len(value) > 7 and is_strong(value))
    try:
        literals = [each for each in file.nodes(ast.Constant) if each.value in (value, value.encode())]
        yield from (each.lineno for each in literals if unmistakable or is_given(file, each))
    except Unreadable:
        return


def _is_read(project: Project, path: str) -> bool:
    """Whether the code names the file: its settings are the code's own."""
    name = posixpath.basename(path).encode()
    return any(each.kind == "python" and name in each.spelled for each in project.files.values())
