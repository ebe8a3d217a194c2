"""Settings of a server that nothing starts, beside another one that a command line starts, or that only somebody's own
machine can start.
"""

from __future__ import annotations

import posixpath
import re

from codemods.domains.commands.commands import web_entries
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_UWSGI = re.compile(rb"\buwsgi", re.IGNORECASE)
# uWSGI's folders in somebody's home on macOS, where no service is deployed.
_AT_HOME = re.compile(
    rb"^[ \t]*(?:chdir2?|base|home|virtualenv|venv|pythonpath|pp|wsgi-file)[ \t]*=[ \t]*/Users/", re.MULTILINE
)
_COMMENT = re.compile(rb"^[ \t]*[#;][^\n]*", re.MULTILINE)


@once
def is_of_no_server(file: SourceFile, left: frozenset[str]) -> bool:
    """Whether a file is for uwsgi, which nothing else installs, starts or speaks of, while a command line of the tree
    starts another server. `left`: the paths of files that count for nothing, as nothing starts them.
    """
    return _is_beside_another(file, left) and not _is_said(file, left, _UWSGI)


@once
def is_taken_by_no_command(file: SourceFile, left: frozenset[str]) -> bool:
    """Whether no file names one for uwsgi, while a command line of the tree starts another server; `left` as above."""
    named = re.compile(re.escape(posixpath.basename(file.path).encode()))
    return _is_beside_another(file, left) and not _is_said(file, left, named)


def is_of_a_persons_machine(file: SourceFile) -> bool:
    """Whether a file has uwsgi start what lies in a person's home on macOS."""
    return _is_for_uwsgi(file) and _AT_HOME.search(file.spelled) is not None


def _is_for_uwsgi(file: SourceFile) -> bool:
    return file.kind == "ini" and b"[uwsgi]" in file.spelled


def _is_beside_another(file: SourceFile, left: frozenset[str]) -> bool:
    if not _is_for_uwsgi(file):
        return False
    others = (each for each in web_entries(file.project) if each.path != file.path and each.path not in left)
    return any(each.words and "uwsgi" not in each.words[0] for each in others)


def _is_said(file: SourceFile, left: frozenset[str], said: re.Pattern[bytes]) -> bool:
    return any(
        said.search(path.encode()) or said.search(_COMMENT.sub(b"", each.data))
        for path, each in file.project.files.items() if each is not file and path not in left
    )  # fmt: skip
