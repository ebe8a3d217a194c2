"""What gives a variable its value outside of the code: one question of the whole repository, for every rule.

Scripts that export it, Procfiles, makefiles, units of systemd and supervisor, templates, manifests, CI, files of
settings: all write `NAME=value`, `NAME: value` or a pair of `name` and `value`, so that the form is looked for, and
not the kind of file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.project.addons import addons, gives
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

# Read by their structure (domains.settings.set_variables), or by nothing that runs the service.
_OTHERS = frozenset(("python", "requirements", "dockerfile", "compose"))
# Collections of requests have variables of their own.
_TOOLS = re.compile(r"(?i)postman|insomnia|bruno|(^|/)http-client")
_COMMENTS = ("#", ";", "//", "REM ", "::")
_VALUE = r"(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^\n]*)"
# Of which a definition says only where it is: a ConfigMap, a parameter, a database that the platform makes.
_SOURCE = r"(?P<source>[vV]alueFrom|from(?:Database|Service|Secret|Group)|generateValue|sync)"
ELSEWHERE = "$(elsewhere)"
_CONDA = re.compile(r"(^|/)(conda[\w-]*/|environment[\w.-]*\.ya?ml$|conda[\w.-]*\.ya?ml$|[\w.-]*\.t?csh(rc)?$)")
_SETS = re.compile(
    r"#|(?:export\s+)?\w+=(?:\"[^\"]*\"|'[^']*'|\$\([^)]*\)|[^\s;&|\"'])*\s*(?:#.*)?$|export(?:\s+\w+)+$"
    r"|(?:set|unset|alias|if|fi|else|then|source|\.)\b|\["
)
_BARE = re.compile(r"[^\s,;&|\"']*")


@dataclass(frozen=True, slots=True)
class Giver:
    """One line that gives the variable a value."""

    value: str
    path: str
    line: int
    kind: str


@once
def givers(project: Project, root: str, name: str) -> tuple[Giver, ...]:
    """The lines that give the variable to the service at `root`, in files that are read for their form alone."""
    needle = name.encode()
    files = [
        file
        for path, file in sorted(project.files.items())
        if file.kind not in _OTHERS and _concerns(project, root, path) and not _TOOLS.search(path)
    ]
    written = [giver for file in files if needle in file.spelled for giver in _in_file(file, name)]
    added = [
        Giver(ELSEWHERE, each.path, each.line, each.kind)
        for file in files
        for each in addons(file)
        if gives(each.addon, name)
    ]
    return (*written, *added)


def exporter(project: Project, root: str, name: str) -> Giver | None:
    """The line of a script that sets the variable whatever the environment says of it; None without one."""
    found = (each for each in givers(project, root, name) if each.kind in ("shell", "procfile"))
    return next(
        (
            each for each in found
            if each.value and not _passes_on(each.value, name) and _assigns(project.files[each.path], each.line, name)
            and not _only_exports(project.files[each.path])
        ),
        None,
    )  # fmt: skip


def _assigns(file: SourceFile, line: int, name: str) -> bool:
    """Whether a line of a script assigns a variable: in `-d '{"password": "…"}'` it is a field of what is sent."""
    return (
        re.search(rf"(?<![\w-]){re.escape(name)}\+?=", file.spelled.decode("utf-8", "replace").split("\n")[line - 1])
        is not None
    )


def _only_exports(file: SourceFile) -> bool:
    """Whether a script starts nothing, and so sets variables for the shell alone that sources it; or is a manual's."""
    lines = (each.strip() for each in file.spelled.decode("utf-8", "replace").splitlines())
    return "docs" in file.path.split("/")[:-1] or all(_SETS.match(each) for each in lines if each)


def named_in(project: Project, *words: bytes) -> str:
    """The first file that is no Python and holds one of the words: what it sets for a library or a server; or ''."""
    return _naming(project, words)


@once
def _naming(project: Project, words: tuple[bytes, ...]) -> str:
    others = (each for each in sorted(project.files.items()) if each[1].kind not in ("", "python", "requirements"))
    return next((path for path, file in others if any(each in file.spelled for each in words)), "")


def sets_host(project: Project) -> str:
    """What says that shells around the service set HOST to the machine's name or kind: conda, tcsh; or ''."""
    named = next(filter(_CONDA.search, sorted(project.files)), "")
    return named or named_in(project, b"conda", b"mamba", b"/tcsh", b"/csh")


def _passes_on(value: str, name: str) -> bool:
    """Whether the value is the variable's own, with or without something to fall back to: `${NAME:-x}`."""
    return re.search(rf"\$\{{?{re.escape(name)}\b", value) is not None


def _concerns(project: Project, root: str, path: str) -> bool:
    """Whether a file may speak of the service: its own, one of a folder around it, or one of no service at all."""
    own = project.service_root(path)
    return own == root or own not in project.services or root.startswith(f"{own}/" if own else "")


def _in_file(file: SourceFile, name: str) -> Iterator[Giver]:
    text = file.spelled.decode("utf-8", "replace")
    for match in _pattern(name).finditer(text):
        begin = text.rfind("\n", 0, match.start()) + 1
        if not text[begin : match.start() + 1].lstrip().startswith(_COMMENTS):
            value = ELSEWHERE if match["source"] else _plain(match["value"])
            yield Giver(value, file.path, text.count("\n", 0, match.start()) + 1, file.kind)


def _pattern(name: str) -> re.Pattern[str]:
    word = rf"(?<![\w.${{%/<-])[\"']?{re.escape(name)}[\"']?"
    assigned = r"[ \t]*(?:[:?+]?=(?![=~])|:(?![:=-]))[ \t]*"
    paired = rf"[ \t]*,?[ \t]*\n?[ \t]*[\"']?(?:[vV]alue|{_SOURCE})[\"']?[ \t]*[:=][ \t]*"
    after = rf"(?:(?<=setenv {name})|(?<=SetEnv {name})|(?<=ENV {name}))[ \t]+"
    return re.compile(rf"{word}(?:{assigned}|{paired}|{after}){_VALUE}")


def _plain(written: str) -> str:
    """The value without its quotes, and without what follows it on the line."""
    text = written.strip()
    if text[:1] in ("'", '"'):
        return text[1:].removesuffix(text[0])
    if text.startswith(("{{", "$", "`")):
        return text
    match = _BARE.match(text)
    return match[0] if match else text
