"""Whether anything signs with an application's key: where nothing does, a secret for it guards nothing."""

from __future__ import annotations

import re

from codemods.libraries.frameworks.signing import MAY_SIGN, NEVER_SIGN
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once

_MANIFEST = re.compile(r"(?:^|/)(?:pyproject\.toml|Pipfile|setup\.(?:py|cfg))$")
_APPLICATION = re.compile(rb"\bFlask\(")
_VIEW = re.compile(rb"^[ \t]*@[\w.]+\.(?:route|get|post)\(|\badd_(?:url_rule|resource)\(", re.MULTILINE)
_IMPORTED = re.compile(rb"^[ \t]*(?:from|import)[ \t]+(flask\.ext\.)?(\w+)", re.MULTILINE)
# `db.session` is a database's.
_SESSION = re.compile(
    rb"\bflask\s*\.\s*(?:session|flash)\b|(?:(?P<of>\.\s*)|(?<![\w.]))(?:session|flash)\b|\bsession_interface\b"
    rb"|\bfrom[ \t]+flask[ \t]+import[ \t]+\*"
)
_READ_KEY = re.compile(
    rb"(?i)(?<!environ\.get\([\"'])(?<!environ\[[\"'])(?<!getenv\([\"'])(?<!\w)secret_key(?!\w)"
    rb"(?![\"']?[ \t]*\]?[ \t]*(?::[^=\n]*)?=(?!=)|[\"'][ \t]*:)"
)


def signs_nothing(file: SourceFile, name: str) -> bool:
    """Whether a setting is the key of a Flask application that keeps no session and signs nothing else."""
    root = file.project.service_root(file.path)
    return name.upper() == "SECRET_KEY" and _is_whole(file.project, root) and not _may_sign(file.project)


@once
def _is_whole(project: Project, root: str) -> bool:
    """Whether a service is a Flask application with its views and what it needs: code alone may be a part of more."""
    own = project.services.get(root, [])
    manifests = (each.kind == "requirements" or _MANIFEST.search(path) for path, each in project.files.items())
    return all(any(_has(each, pattern) for each in own) for pattern in (_APPLICATION, _VIEW)) and any(manifests)


@once
def _may_sign(project: Project) -> bool:
    own = [each for each in project.python() if not project.is_test(each.path)]
    modules = {part.removesuffix(".py") for each in own for part in each.path.split("/")}
    return any(_signs(each) or not _extensions(each) <= modules for each in own)


@fact
def _has(file: SourceFile, pattern: re.Pattern[bytes]) -> bool:
    return pattern.search(file.spelled) is not None


@fact
def _signs(file: SourceFile) -> bool:
    """Whether a file names a session, or reads the key for something of its own."""
    names_session = any(each["of"] is None for each in _SESSION.finditer(file.spelled))
    return names_session or _READ_KEY.search(file.spelled) is not None


@fact
def _extensions(file: SourceFile) -> frozenset[str]:
    """What a file imports that may sign with the application's key."""
    found = {(b"flask_" if old else b"") + name for old, name in _IMPORTED.findall(file.spelled)}
    return frozenset(
        name for each in found if (name := each.decode(errors="replace")) not in NEVER_SIGN and MAY_SIGN.search(name)
    )
