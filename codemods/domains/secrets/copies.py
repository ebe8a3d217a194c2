"""Where else a password stands that one file holds: whoever moves one of them alone leaves two to be changed."""

from __future__ import annotations

import posixpath
import re

from codemods.project.ignored_files import git_verdict
from codemods.project.project import Project

_NAMED = r"(?i:passw(?:or)?d|pass|pwd|pw|secret|token|key)\w*[\"']?\]?\s*(?::[^=\n]{1,40}=|[=:,]|=>)\s*[\"']?"
_NAMED_IN_CODE = (
    r"(?i:passw(?:or)?d|pass|pwd|pw|secret|token|key)\w*[\"']?\]?\s*(?::[^=\n]{1,40}=|[=:,](?!=))\s*[rbuRBU]?"
)
_OPTIONS = r"(?:(?:--requirepass|--masterauth|--password|--admin-password|\bPGPASSWORD|\bMYSQL_PWD)[ =,\"']+|\s-p)"


def twins(project: Project, compose: str, value: str) -> list[tuple[str, int]]:
    """The places (path, line) that have the value as a password, beside tests and the variables of Compose files.

    Compose files in other folders than the one at `compose` start other databases.
    """
    data, plain = value.encode(), re.escape(value)
    # In a URI the user, the host and the database often have the password's word for a name.
    uri, option = rf"://[^\s:/@\"']*:{plain}@", rf"{_OPTIONS}{plain}(?![\w.@:/-])"
    words = rf"\b(?:host|user|dbname)=\S+ (?:[^\n\"']* )?password={plain}(?![\w.@:/-])"
    passed = re.compile(rf"{uri}|{option}|{words}")
    named = re.compile(rf"{uri}|{option}|{_NAMED}{plain}(?![\w.@:/-])")
    quoted = re.compile(rf"{uri}|{_OPTIONS}{plain}(?![\w.@:/-])|{words}|{_NAMED_IN_CODE}[\"']{plain}[\"']")
    found = []
    for path, file in sorted(project.files.items()):
        if data not in file.data or project.is_test(path) or git_verdict(project, path):
            continue
        if file.kind == "compose" and posixpath.dirname(path) != posixpath.dirname(compose):
            continue
        text = file.data.decode("utf-8", "replace")
        # Another definition of the same services has values of its own.
        pattern = passed if file.kind in ("compose", "yaml") or path.endswith((".yml", ".yaml")) else named
        # Without quotes it is a name of the code.
        pattern = quoted if file.kind == "python" else pattern
        found += [(path, text.count("\n", 0, match.end()) + 1) for match in pattern.finditer(text)]
    return found
