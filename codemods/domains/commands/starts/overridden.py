"""Images whose own command a platform's file replaces by one of its own: what the image says is started by nobody."""

from __future__ import annotations

import posixpath
import re

from codemods.libraries import servers
from codemods.model.test_scopes import use_of
from codemods.project.audience.compose_use import services_of
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# How the file of a platform gives the one web process its command.
_COMMANDS = {
    "railway.json": re.compile(r"\"startCommand\"\s*:\s*\"([^\"\n]+)\""),
    "railway.toml": re.compile(r"^[ \t]*startCommand[ \t]*=[ \t]*[\"']([^\n]+)[\"']", re.MULTILINE),
    "render.yaml": re.compile(r"^[ \t]*dockerCommand:[ \t]*(\S[^\n]*)", re.MULTILINE),
    "heroku.yml": re.compile(r"^run:[ \t]*\r?\n(?:[ \t]+\S[^\n]*\n)*?[ \t]+web:[ \t]*([^\s>|][^\n]*)", re.MULTILINE),
}
_SERVER = re.compile(rf"(?:^|[\s/\"'])(?:{servers.SERVING_MODULES})\b(?!.*--reload)")
_SCRIPT = re.compile(r"(?<![\w/.-])(?:\./)?([\w/.-]+\.sh)\b")


@once
def is_overridden(image: SourceFile) -> bool:
    """Whether a platform starts another server in the image of a Dockerfile than its command, and nothing else is known
    to start a container of it by that.
    """
    project, folder = image.project, posixpath.dirname(image.path)
    if posixpath.basename(image.path) != "Dockerfile":
        return False
    given = (_command(project, posixpath.join(folder, name)) for name in _COMMANDS)
    return any(_serves(project, folder, each) for each in given) and not any(
        _takes(each, image) for each in project.files.values()
    )


def _command(project: Project, path: str) -> str:
    match = _COMMANDS[posixpath.basename(path)].search(project.text_on_disk(path))
    return match[1] if match is not None else ""


def _serves(project: Project, folder: str, command: str) -> bool:
    """Whether a command starts a server of production, also by way of a script beside it."""
    if _SERVER.search(command):
        return True
    script = _SCRIPT.search(command)
    found = project.files.get(posixpath.normpath(posixpath.join(folder, script[1]))) if script is not None else None
    return found is not None and any(map(_SERVER.search, found.text.splitlines()))


def _takes(file: SourceFile, image: SourceFile) -> bool:
    """Whether a Compose file of production has a container of the image do what the image says."""
    if file.kind != "compose" or use_of(file) is not Use.PRODUCTION:
        return False
    try:
        return any(each.image is image and not each.command for each in services_of(file))
    except Unreadable:
        return False
