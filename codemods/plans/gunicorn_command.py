"""What takes a development server's place: gunicorn with the application, at the same port."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from codemods.domains.runtime.applications import is_asgi
from codemods.domains.runtime.entry_points import EntryPoint
from codemods.domains.runtime.server_in_code import only_serves, port
from codemods.libraries.server_options import FLASK_FLAGS, FLASK_VALUES
from codemods.model.environment_reads import reads
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

# What gunicorn.conf.py listens on where PORT is not set.
DEFAULT_PORT = "8000"

_VARIABLE = re.compile(r"\$(?:PORT|\{PORT(?::?-(\d+))?\})$")
_OTHER = re.compile(r"\$(?:\w+|\{\w+(?::?-\d+)?\})$")


@dataclass(frozen=True, slots=True)
class Production:
    """`prefix`: words before the server that stay (`exec`, `ddtrace-run`); `folder`: where the process starts.

    `port` is a number, or a variable as written (`$SHOP_PORT`), or "" where PORT has it. `default` is the number that
    PORT's own default has to be, "" for any.
    """

    prefix: tuple[str, ...]
    target: str
    folder: str
    port: str
    default: str = ""

    def words(self, bind: bool) -> list[str]:
        """The new command; `bind`: the port is given there, whatever PORT says."""
        option = ["--bind", f"0.0.0.0:{self.port}"] if bind and self.port else []
        return [*self.prefix, "gunicorn", *option, self.target]


def production(entry: EntryPoint, words: Sequence[str]) -> Production | None:
    """What replaces the command that an entry point was found in; None where the two would not do the same.

    `words` is the command as written, wrappers and variables included.
    """
    size = len(entry.words)
    if not entry.target or len(words) < size or b"SocketIO" in entry.file.spelled:
        return None
    if is_asgi(entry.file.project, entry.file.project.service_root(entry.file.path)):
        return None
    prefix, own = tuple(words[:-size]), tuple(words[-size:])
    if prefix[-1:] and posixpath.basename(prefix[-1]) == "-m":
        prefix = prefix[:-2]  # python -m flask
    if any("$" not in mine and mine != theirs for mine, theirs in zip(own, entry.words, strict=True)):
        return None
    at = _script_port(entry, own) if entry.main else _flask_port(own)
    if at is None:
        return None
    if match := _VARIABLE.match(at):
        return Production(prefix, entry.target, entry.folder, "", match[1] or "")
    if at.isdigit():
        return Production(prefix, entry.target, entry.folder, at, at)
    return Production(prefix, entry.target, entry.folder, at) if _OTHER.match(at) else None


def _script_port(entry: EntryPoint, words: Sequence[str]) -> str | None:
    """The port of `python app.py`, whose main guard does nothing but serve."""
    options = [each for each in words[1:] if each != "-u"]
    try:
        if len(options) != 1 or not options[0].endswith(".py") or not only_serves(entry.file):
            return None
        return port(entry.file) or None
    except Unreadable:
        return None


def _flask_port(words: Sequence[str]) -> str | None:
    """The port of `flask run`; "5000" where it says nothing of it."""
    found = {"port": "5000"}
    rest = [*words[1:]]
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if name in FLASK_VALUES and (equals or rest):
            found[FLASK_VALUES[name]] = value if equals else rest.pop(0)
        elif word != "run" and word not in FLASK_FLAGS:
            return None
    return found["port"]


def port_is_free(file: SourceFile, default: str) -> bool:
    """Whether no code of the service reads PORT in another sense than a port whose default is this one."""
    project = file.project
    found = reads(project, project.service_root(file.path), "PORT")
    return all(
        each.default == default for each in found if not posixpath.basename(each.path).startswith("gunicorn")
    )  # fmt: skip
