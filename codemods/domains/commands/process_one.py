"""Whether a program runs as process 1: the kernel gives that one no default action, so that SIGTERM does not end it."""

from __future__ import annotations

import posixpath

from codemods.domains.runtime.entry_points import launched
from codemods.libraries.programs import INIT
from codemods.libraries.servers import HANDLING_STOP
from codemods.project.project import Project
from codemods.project.source_file import SourceFile


def runs_as_process_one(file: SourceFile) -> bool:
    """Whether all that starts the file's service are containers without an init.

    A shell that is process 1 in front of it passes nothing on either.
    """
    project, root = file.project, file.project.service_root(file.path)
    starters = {each.path for each in launched(project) if project.service_root(each.file.path) == root}
    return bool(starters) and all(
        project.files[each].kind in ("dockerfile", "compose") and not _has_init(project, each) for each in starters
    )


def handles_stop(file: SourceFile) -> bool:
    """Whether code of the file's service hears SIGTERM, as far as its words tell."""
    root = file.project.service_root(file.path)
    return any(HANDLING_STOP.search(each.spelled) for each in file.project.services.get(root, ()))


def _has_init(project: Project, path: str) -> bool:
    """Whether the file, or a Dockerfile or Compose file beside it, puts an init in front."""
    folder = posixpath.dirname(path)
    return any(
        each.kind in ("dockerfile", "compose") and posixpath.dirname(name) == folder and INIT.search(each.data)
        for name, each in project.files.items()
    )
