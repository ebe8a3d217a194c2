"""Settings of a server that nothing starts, beside another one that a command line starts."""

from __future__ import annotations

import re

from codemods.domains.commands.commands import web_entries
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_UWSGI = re.compile(rb"\buwsgi", re.IGNORECASE)
_COMMENT = re.compile(rb"^[ \t]*[#;][^\n]*", re.MULTILINE)


@once
def is_of_no_server(file: SourceFile) -> bool:
    """Whether a file is for uwsgi, which nothing else installs, starts or speaks of, while a command line of the tree
    starts another server.
    """
    if file.kind != "ini" or b"[uwsgi]" not in file.spelled:
        return False
    if not any(
        each.path != file.path and "uwsgi" not in each.words[0] for each in web_entries(file.project) if each.words
    ):
        return False
    return not any(
        _UWSGI.search(path.encode()) or _UWSGI.search(_COMMENT.sub(b"", each.data))
        for path, each in file.project.files.items() if each is not file
    )  # fmt: skip
