"""Which settings an update from the whole environment leaves to the file: a variable of that name means something else
there. And which of them something gives already, so that it begins to count."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator

from codemods.domains.deployment.links import link
from codemods.domains.settings.reserved_names import LISTENS, linked_service, reserved
from codemods.domains.settings.set_variables import definitions
from codemods.model.environment_reads import reads_of
from codemods.model.parsable import readable
from codemods.project.givers import givers
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import SETTINGS, parts
from codemods.vocabulary.kept import fact
from codemods.vocabulary.unreadable import Unreadable

_SET = re.compile(r"(?:^|[{,])[ \t]*[\"']?([A-Z][A-Z0-9_]*)[\"']?[ \t]*(?::[^=\n]*)?(?:=(?!=)|:)", re.MULTILINE)
_ASKED = re.compile(r"(?:config|settings|conf|cfg)(?:\[|\.(?:get|setdefault)\()[ \t]*[\"']([A-Z][A-Z0-9_]*)[\"']")
# What may give a name in capitals a value at the level of a module, or in a block of it; no method's own.
_NAMED = re.compile(
    rb"^(?:(?:from|import)[ \t][^\n]*\b[A-Z][A-Z0-9_]*\b|[A-Z][A-Z0-9_]*[ \t]*[:=,]|(?:if|try|for|with)\b)"
    rb"|import[ \t]+[*(]",
    re.MULTILINE,
)
# What a row of keywords gives: `app.config.from_mapping(PORT=8000)`.
_KEYWORDS = re.compile(r"config\.(?:update|from_mapping)\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_KEYWORD = re.compile(r"\b([A-Z][A-Z0-9_]*)[ \t]*=(?!=)")


def left_to_file(file: SourceFile, loaded: Collection[str]) -> tuple[str, ...]:
    """The settings of the configuration that a platform, a shell, a library or a service link gives a value of its own;
    `loaded`: the base names of the files that are read into it.
    """
    return tuple(sorted(name for name in _settings(file, loaded) if _means_another(file.project, name)))


def put_together(file: SourceFile, loaded: Collection[str]) -> tuple[str, ...]:
    """The settings that a file puts others together of when it is read: a variable would change the one, not the other.

    Of a file that only installations have, its example says so.
    """
    project, root = file.project, file.project.service_root(file.path)
    around = (each for path, each in project.files.items() if project.service_root(path) == root)
    settings = (each for each in around if not SETTINGS.isdisjoint(parts(_stem(each))))
    files = {each.path: each for each in (*_files(file, loaded), *settings) if each.kind == "python"}
    return tuple(sorted({name for each in files.values() for name in _parts_of_others(each)}))


def given_already(file: SourceFile, loaded: Collection[str]) -> tuple[str, ...]:
    """The settings in those files that lines of the repository give a variable of their name, each with the line."""
    project, root = file.project, file.project.service_root(file.path)
    given = {each.name: each.path for each in reversed(definitions(project, root))}
    files = {each.path for each in _files(file, loaded)}
    found = []
    for name in sorted({name for each in _files(file, loaded) for name in _set_in(each)}):
        lines = (f"{each.path}:{each.line}" for each in givers(project, root, name) if each.path not in files)
        where = given.get(name) or next(lines, "")
        if where and not _means_another(project, name):
            found.append(f"{name} ({where})")
    return tuple(found)


def asked_of_environment(file: SourceFile, loaded: Collection[str]) -> tuple[str, ...]:
    """The settings of those files that other code of the service asks the environment for: it decides between them."""
    files = {each.path: each for each in _files(file, loaded)}
    held = {name for each in files.values() for name in _set_in(each)}
    asked = {name for each in readable(_of_service(file)) if each.path not in files for name in reads_of(each)}
    return tuple(sorted(held & asked))


def sets_nothing(file: SourceFile, loaded: str) -> bool:
    """Whether the files of that name are of Python and give no name in capitals a value: a loader takes no other."""
    found = list(_files(file, (loaded,)))
    return bool(found) and all(each.kind == "python" and not _NAMED.search(each.spelled) for each in found)


def _means_another(project: Project, name: str) -> bool:
    taken = reserved(name) or name in LISTENS or project.told.sets(name)
    return taken or bool(linked_service(name)) or link(project, name) is not None


def _settings(file: SourceFile, loaded: Collection[str]) -> set[str]:
    """What the configuration holds as far as it can be seen: what is set in it, and what code asks it for."""
    found = {name for each in _files(file, loaded) for name in _set_in(each)}
    for each in _of_service(file):
        found |= _asked(each)
        if not SETTINGS.isdisjoint(parts(_stem(each))):
            found |= _set_in(each)
    return found


def _files(file: SourceFile, loaded: Collection[str]) -> Iterator[SourceFile]:
    root = file.project.service_root(file.path)
    for path, each in file.project.files.items():
        if path.rpartition("/")[2] in loaded and file.project.service_root(path) in ("", root):
            yield each


def _of_service(file: SourceFile) -> list[SourceFile]:
    return file.project.services.get(file.project.service_root(file.path), [])


def _stem(file: SourceFile) -> str:
    return file.path.removesuffix(".py").rpartition("/")[2]


@fact
def _parts_of_others(file: SourceFile) -> frozenset[str]:
    try:
        given = [each for each in file.nodes(ast.Assign) if file.function(each) is None]
    except Unreadable:
        return frozenset()
    names = {each.id for one in given for each in one.targets if isinstance(each, ast.Name) and each.id.isupper()}
    used = {each.id for one in given for each in ast.walk(one.value) if isinstance(each, ast.Name)}
    return frozenset(names & used)


@fact
def _set_in(file: SourceFile) -> frozenset[str]:
    return frozenset(_SET.findall(file.spelled.decode("utf-8", "replace")))


@fact
def _asked(file: SourceFile) -> frozenset[str]:
    text = file.spelled.decode("utf-8", "replace")
    given = (name for row in _KEYWORDS.findall(text) for name in _KEYWORD.findall(row))
    return frozenset((*_ASKED.findall(text), *given))
