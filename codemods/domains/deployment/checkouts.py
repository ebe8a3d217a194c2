"""Where the tree itself lies on the machines that run it, as far as its own files say."""

from __future__ import annotations

import re

from codemods.project.project import Project


def is_checkout(project: Project, folder: str) -> bool:
    """Whether an absolute folder is the tree's: a command, a unit or a provisioning names one of the tree's files in it
    (`/srv/shop/venv/bin/python /srv/shop/jobs/nightly.py` where the tree has jobs/nightly.py).
    """
    own = folder.rstrip("/").encode()
    # A file of the top has a name that many trees have: setup.py, requirements.txt.
    inside = re.compile(rb"(?<![\w./-])%s/(\w[\w.-]*/[\w./-]+\w)" % re.escape(own))
    return any(
        each[1].decode() in project.files
        for file in project.files.values() if file.kind not in ("", "python") and own in file.spelled
        for each in inside.finditer(file.spelled)
    )  # fmt: skip
