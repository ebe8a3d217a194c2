"""Scripts that start a server by way of other scripts of the tree: who stays in front of whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.domains.commands.script_ends import ends
from codemods.domains.runtime.command_lines import launches
from codemods.domains.runtime.entry_points import launched
from codemods.formats import parse, shell
from codemods.libraries import servers
from codemods.model.test_scopes import use_of
from codemods.project.project import Project
from codemods.project.test_code import Use
from codemods.vocabulary.kept import once

_SERVER = re.compile(rf"^(?:\S*/)?(?:{servers.COMMANDS}|flask (?:\S+ )*?run) ")
# A server that leaves the script behind gets no signal that the script would.
DETACHES = re.compile(r"\s(?:-D|--daemon|--daemonize\d?|--detach|--background)(?=[\s=]|$)")
# Who has the server watch the code for changes is at work on it.
DEVELOPS = re.compile(r"\s--(?:reload|debug)(?=[\s=]|$)")


@dataclass(frozen=True, slots=True)
class Step:
    """A command of a script that a chain goes through. `stays`: the script is in front of it, and could be replaced by
    it; `goes_on`: it has more to do, or waits for its children itself.
    """

    path: str
    line: int
    stays: bool
    goes_on: bool

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@once
def chains(project: Project) -> tuple[tuple[Step, ...], ...]:
    """The ways from a command of an image or a platform to a server, the outermost script first."""
    ways = dict.fromkeys(way for way in _ways(project) if way)
    return tuple(tuple(_step(project, path, line) for path, line in way) for way in ways)


def kept_in_front(project: Project, path: str, line: int) -> tuple[Step, ...]:
    """What keeps the signal from a script's command whatever the script does: steps of the scripts around it.

    Nothing where some way to the command is free.
    """
    found = []
    for chain in chains(project):
        at = next((number for number, each in enumerate(chain) if (each.path, each.line) == (path, line)), None)
        if at is not None:
            around = chain[:at]
            found.append(tuple(each for each in around if each.stays) if any(each.goes_on for each in around) else ())
    return found[0] if found and all(found) else ()


def ends_in_server(project: Project, path: str, line: int) -> Step | None:
    """The command that starts a server in the end, where a script's command runs another script to do so.

    None where another one on the way goes on by itself: that is what keeps the signal.
    """
    for chain in chains(project):
        for number, each in enumerate(chain[:-1]):
            if (each.path, each.line) == (path, line) and not any(inner.goes_on for inner in chain[number + 1 :]):
                return chain[-1]
    return None


def _ways(project: Project) -> Iterator[tuple[tuple[str, int], ...]]:
    for launch in launches(project):
        text = f"{' '.join(launch.words)} "
        if _SERVER.match(text) and not DETACHES.search(text) and not DEVELOPS.search(text):
            yield launch.through
    for entry in launched(project):
        if entry.main and entry.role in ("web", "worker") and use_of(entry.file) is Use.PRODUCTION:
            yield entry.through


def _step(project: Project, path: str, line: int) -> Step:
    document: shell.Document = parse(project.files[path])
    own = [each for each in document.commands if each.span.line == line]
    if any(each.exec for each in own):
        return Step(path, line, stays=False, goes_on=False)
    last = any(each in own for each in ends(document.commands))
    trapped = any(each.values[:1] == ("trap",) for each in document.commands)
    return Step(path, line, stays=True, goes_on=not last or trapped)
