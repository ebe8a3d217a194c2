"""Whether what deploys a service gives it the settings that its code reads: `env --check`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from codemods.domains.settings.contract import Contract
from codemods.domains.settings.reserved_names import reserved
from codemods.formats.definitions import Given
from codemods.project.project import Project

# What is wrong, by its code: the words are for the list of rules in a report.
KINDS = {
    "ENV1": "a setting that the code cannot do without is given by no definition",
    "ENV2": "a setting without a default is given in one environment and not in another",
    "ENV3": "a setting is given that nothing reads",
}
# Whether a platform gives the variable its meaning.
Asked = Callable[[str], bool]
# A definition is the service's own if the code reads as large a part of what it gives.
_SHARE = 0.5
_BASES = frozenset(("compose.yml", "compose.yaml", "docker-compose.yml", "docker-compose.yaml"))
_KUSTOMIZATION = "kustomization"
# The environment handed on as a whole: any name may be read.
_WHOLE = re.compile(
    rb"(?<!import )(?<!in os\.)(?<!in )\benviron\b(?!\s*(\[|\.(get|setdefault|pop|__getitem__)\b))|from_prefixed_env"
)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One setting that is wrong at one place; `path` as the definition was named, or of the project (`in_code`)."""

    code: str
    name: str
    path: str
    line: int
    message: str
    remedy: str
    in_code: bool = False


def faults(project: Project, contract: Contract, given: Sequence[Given]) -> list[Fault]:
    """What does not fit, by kind and name."""

    def is_theirs(name: str) -> bool:
        return reserved(name) or project.told.sets(name)

    own = [each for each in given if _is_own(each, contract, is_theirs)]
    return sorted(
        [
            *_missing(contract, own, is_theirs),
            *_uneven(contract, own, is_theirs),
            *_unread(project, contract, own, is_theirs),
        ]
    )


def _is_own(given: Given, contract: Contract, is_theirs: Asked) -> bool:
    names = {each for each in given.names if not is_theirs(each)}
    read = names & contract.settings.keys()
    return bool(read) and len(read) >= _SHARE * len(names)


def _missing(contract: Contract, own: Sequence[Given], is_theirs: Asked) -> Iterator[Fault]:
    names = {name for each in own for name in each.names}
    for name, setting in contract.settings.items():
        if setting.required and not setting.own and name not in names and not is_theirs(name):
            path, line = setting.places[0]
            said = "no definition gives it" if own else "there is no definition that could give it"
            remedy = f"give {name} where the service is deployed, or a default in the code"
            yield Fault("ENV1", name, path, line, f"{name} is required and {said}", remedy, in_code=True)


def _uneven(contract: Contract, own: Sequence[Given], is_theirs: Asked) -> Iterator[Fault]:
    for group in _environments(own):
        for name in sorted({name for each in group for name in each.names} & contract.settings.keys()):
            setting = contract.settings[name]
            if setting.default is not None or setting.computed or setting.own or is_theirs(name):
                continue
            giving = [each for each in group if name in each.names]
            for each in group:
                if name not in each.names:
                    message = f"{each.where} does not give {name}, which {giving[0].where} gives"
                    yield Fault(
                        "ENV2", name, _file(each), 1, message, f"give {name} there too, or a default in the code"
                    )


def _environments(own: Sequence[Given]) -> Iterator[list[Given]]:
    """Definitions of the same container for different environments, an overlay with what lies under it."""
    groups: dict[tuple[str, str], list[Given]] = {}
    for each in own:
        file = _file(each)
        container = each.where.removeprefix(file).strip()
        folder = posixpath.dirname(file)
        if Path(file).is_dir():
            folder, container = posixpath.dirname(file), _KUSTOMIZATION
        elif not container:
            container = posixpath.splitext(file)[1] if file.endswith(".env") else posixpath.basename(file)
        groups.setdefault((folder, container), []).append(each)
    for group in groups.values():
        under = [each for each in group if posixpath.basename(_file(each)) in _BASES]
        overlays = [each for each in group if each not in under]
        if overlays and under:
            base = {name: value for each in under for name, value in each.values.items()}
            secrets = {name for each in under for name in each.secrets}
            group = [replace(each, values=base | each.values, secrets=secrets | each.secrets) for each in overlays]
        if len(group) > 1:
            yield group


def _unread(project: Project, contract: Contract, own: Sequence[Given], is_theirs: Asked) -> Iterator[Fault]:
    python = [each for each in project.files.values() if each.kind == "python"]
    if contract.unknown or any(b"environ" in each.data and _WHOLE.search(each.data) for each in python):
        return
    for each in own:
        for name in sorted(each.names - contract.settings.keys()):
            if not is_theirs(name) and not _is_mentioned(project, name):
                remedy = "take it out, or correct its name"
                yield Fault("ENV3", name, _file(each), 1, f"{each.where} gives {name}, which nothing reads", remedy)


def _is_mentioned(project: Project, name: str) -> bool:
    """Whether a file names the variable that does not only give values to it."""
    used = re.compile(rb"\$\{?%s\b" % re.escape(name.encode()))
    word = re.compile(rb"\b%s\b" % re.escape(name.encode()))
    for each in project.files.values():
        found = word if each.kind in ("python", "shell", "ini") else used
        if name.encode() in each.data and found.search(each.data):
            return True
    return False


def _file(given: Given) -> str:
    """The file or folder of a definition: `where` may end with a container's name."""
    if Path(given.where).exists():
        return given.where
    head, _, _ = given.where.rpartition(" ")
    return head or given.where
