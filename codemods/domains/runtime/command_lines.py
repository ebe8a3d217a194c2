"""The command lines that start a project's processes, wherever they are written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from codemods.formats import dockerfile, dotenv, parse, procfile, shell, unit
from codemods.libraries.programs import NO_PROCESSES, SHELLS, WRAPPERS
from codemods.project.limits import Limit
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")
_UWSGI = re.compile(r"^\s*(module|wsgi-file|wsgi|callable|file)\s*=\s*(\S+)", re.MULTILINE)
_SUPERVISOR = re.compile(r"^\s*command\s*=\s*(.+?)\s*$", re.MULTILINE)
_DEPTH = Limit(4, "a start command")


@dataclass(frozen=True, slots=True)
class Launch:
    """One command line. `path` and `line` are where it is written, `folder` where its files are looked for first.

    `words` are without wrappers (`exec`, `tini --`, `poetry run`); `environment` is what the same file sets.
    `image` is the path of the Dockerfile of what it runs in, "" where none is known; `through`: the scripts of the tree
    that come down to it, the outermost first, each with the line of its command.
    """

    words: tuple[str, ...]
    path: str
    line: int
    folder: str
    environment: Mapping[str, str]
    workdir: str = ""
    image: str = ""
    through: tuple[tuple[str, int], ...] = ()


@once
def launches(project: Project) -> tuple[Launch, ...]:
    """Every command line of a project's Dockerfiles, Compose files, Procfiles, units, uwsgi and supervisor files."""
    readers = {"dockerfile": _dockerfile, "compose": _compose, "procfile": _procfile, "ini": _ini, "unit": _unit}
    found: list[Launch] = []
    for file in project.files.values():
        reader = readers.get(file.kind)
        if reader is not None and not project.is_test(file.path):
            try:
                found += [each for raw in reader(file) for each in _unwrapped(project, raw, 0)]
            except Unreadable:
                continue
    return tuple(found)


def scripts(project: Project, root: str) -> Iterator[Launch]:
    """The command lines of the shell scripts of a service, for where nothing else says how it is started."""
    for file in project.files.values():
        if file.kind == "shell" and project.service_root(file.path) == root and not project.is_test(file.path):
            raw = Launch((posixpath.basename(file.path),), file.path, 1, posixpath.dirname(file.path), {})
            try:
                yield from _script(project, file, raw, 0)
            except Unreadable:
                continue


def flask_app(project: Project, folder: str) -> str:
    """FLASK_APP of the folder's `.flaskenv` or `.env`."""
    for name in (".flaskenv", ".env"):
        file = project.files.get(posixpath.join(folder, name))
        if file is not None and b"FLASK_APP" in file.spelled:
            try:
                entries = dotenv.parse(file.text).entries
            except Unreadable:
                continue
            return next((each.value for each in entries if each.name == "FLASK_APP"), "")
    return ""


def _dockerfile(file: SourceFile) -> Iterator[Launch]:
    document: dockerfile.Document = parse(file)
    entrypoint, cmd = document.entrypoint(), document.cmd()
    last = cmd or entrypoint
    if last is None:
        return
    environment = document.environment()
    base = Launch((), file.path, last.line, posixpath.dirname(file.path), environment, document.workdir(), file.path)
    if entrypoint is not None and entrypoint.words is None:
        cmd = None  # a shell-form ENTRYPOINT takes no CMD
        base = replace(base, line=entrypoint.line)
    words: list[str] = []
    for each in (entrypoint, cmd):
        if each is not None:
            text = dockerfile.expand(each.text, environment)
            words += [*each.words] if each.words is not None else ["/bin/sh", "-c", text]
    yield replace(base, words=tuple(words))


def _compose(file: SourceFile) -> Iterator[Launch]:
    document = parse(file)
    folder = posixpath.dirname(file.path)
    services: dict[str, dict[str, list[str]]] = {}
    lines: dict[str, int] = {}
    for scalar in document.scalars:
        match scalar.path:
            case ("services", str(name), "build", *rest) if rest in ([], ["context"]):
                services.setdefault(name, {})["build"] = [scalar.value]
            case ("services", str(name), "build", "dockerfile"):
                services.setdefault(name, {})["dockerfile"] = [scalar.value]
            case ("services", str(name), "command" | "entrypoint" as key, *rest):
                words = [scalar.value] if rest else _words(scalar.value)
                services.setdefault(name, {}).setdefault(key, []).extend(words)
                lines.setdefault(name, scalar.span.line)
    for name, parts in services.items():
        words = [*parts.get("entrypoint", []), *parts.get("command", [])]
        if words:
            context = posixpath.normpath(posixpath.join(folder, *parts.get("build", ["."])))
            environment = {each.name: each.value for each in document.variables if each.service == name}
            root = "" if context == "." else context
            image = posixpath.normpath(posixpath.join(root, *parts.get("dockerfile", ["Dockerfile"])))
            yield Launch(
                tuple(words),
                file.path,
                lines[name],
                root,
                environment,
                image=image if image in file.project.files else "",
            )


def _words(text: str) -> list[str]:
    """A command string as a shell splits it; one that needs a shell stays whole."""
    commands = shell.commands(text)
    plain = len(commands) == 1 and not commands[0].assignments
    return [*commands[0].values] if plain else ["/bin/sh", "-c", text]


def _procfile(file: SourceFile) -> Iterator[Launch]:
    document: procfile.Document = parse(file)
    folder = posixpath.dirname(file.path)
    for each in document.processes:
        yield Launch(("/bin/sh", "-c", each.text), file.path, each.span.line, folder, {})


def _ini(file: SourceFile) -> Iterator[Launch]:
    folder = posixpath.dirname(file.path)
    if b"[uwsgi]" in file.spelled:
        options = [f"--{name}={value}" for name, value in _UWSGI.findall(file.text)]
        if options:
            yield Launch(("uwsgi", *options), file.path, 1, folder, {})
    elif b"[program:" in file.spelled:
        for match in _SUPERVISOR.finditer(file.text):
            line = file.text.count("\n", 0, match.start()) + 1
            yield Launch(("/bin/sh", "-c", match[1]), file.path, line, folder, {})


def _unit(file: SourceFile) -> Iterator[Launch]:
    document: unit.Document = parse(file)
    # Units lie in a folder of their own, with the tree around it somewhere on the machine.
    folder = file.project.service_root(file.path)
    workdir = document.value("WorkingDirectory")
    for each in document.commands:
        yield Launch(each.words, file.path, each.span.line, folder, document.environment, workdir)


def without_wrappers(command: Sequence[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The words of a command without what only runs it, and the variables that stand in front of it."""
    words, environment = [*command], {}
    while words:
        name = posixpath.basename(words[0])
        if _ASSIGNMENT.match(words[0]):
            key, _, value = words.pop(0).partition("=")
            environment[key] = value
        elif name == "uv" and words[1:2] != ["run"]:
            break
        elif name in WRAPPERS:
            del words[: WRAPPERS[name] or 1]
            while words and words[0].startswith("-"):
                if words.pop(0) == "--":
                    break
        else:
            break
    return tuple(words), environment


def _unwrapped(project: Project, launch: Launch, depth: int) -> Iterator[Launch]:
    """The commands that a command line comes down to: wrappers taken off, `sh -c` and scripts of the project read."""
    words, given = without_wrappers(launch.words)
    environment = {**launch.environment, **given}
    launch = replace(launch, words=words, environment=environment)
    if not words or _DEPTH.is_passed(project.files[launch.path], depth):
        return
    name = posixpath.basename(words[0])
    if name in SHELLS:
        rest = [each for each in words[1:] if not re.fullmatch(r"-[a-z]*[^c\s]", each)]
        if len(rest) > 1 and re.fullmatch(r"-[a-z]*c", rest[0]):
            yield from _shell(project, launch, shell.commands(rest[1]), tuple(rest[2:]), depth)
            return
        words = tuple(rest)
        if not words:
            return
    script = _file(project, words[0], launch)
    if script is not None and script.kind == "shell":
        yield from _script(project, script, replace(launch, words=words), depth)
    elif name not in NO_PROCESSES:
        yield replace(launch, words=words)


def _script(project: Project, script: SourceFile, launch: Launch, depth: int) -> Iterator[Launch]:
    document: shell.Document = parse(script)
    yield from _shell(project, launch, document.commands, launch.words[1:], depth, script.path)


def _shell(
    project: Project,
    launch: Launch,
    commands: Sequence[shell.Command],
    arguments: tuple[str, ...],
    depth: int,
    script: str = "",
) -> Iterator[Launch]:
    environment = dict(launch.environment)
    for command in commands:
        words = command.values
        environment |= {name: word.value for name, word in command.assignments}
        if words and words[0] == "export":
            environment |= {key: value for key, _, value in (each.partition("=") for each in words[1:]) if value}
        elif words and words[0] == "cd" and len(words) > 1:
            launch = replace(launch, workdir=dockerfile.expand(words[1], environment))
        elif words:
            spread = [part for word in words for part in (arguments if word in ("$@", "$*") else (word,))]
            expanded = tuple(dockerfile.expand(each, environment) for each in spread)
            through = (*launch.through, *([(script, command.span.line)] if script else ()))
            inner = replace(launch, words=expanded, environment=environment, through=through)
            yield from _unwrapped(project, inner, depth + 1)


def _file(project: Project, word: str, launch: Launch) -> SourceFile | None:
    """The file of the project that a path in a command means: what the image copies there, under the launch folder, or
    the one of that name.
    """
    if (copied := _copied(project, word, launch)) is not None:
        return copied
    name = word.lstrip("./")
    for folder in (launch.folder, posixpath.dirname(launch.path)):
        if named := project.files.get(posixpath.join(folder, name)):
            return named
    prefix = f"{launch.folder}/" if launch.folder else ""
    found = [each for each in _shells(project).get(posixpath.basename(word), ()) if each.path.startswith(prefix)]
    return min(found, key=lambda each: (each.path.count("/"), each.path), default=None)


@once
def _shells(project: Project) -> dict[str, list[SourceFile]]:
    """The shell scripts of each name."""
    found: dict[str, list[SourceFile]] = {}
    for path, each in project.files.items():
        if each.kind == "shell":
            found.setdefault(posixpath.basename(path), []).append(each)
    return found


def _copied(project: Project, word: str, launch: Launch) -> SourceFile | None:
    """The file that the image has at a path, None where no COPY of its Dockerfile tells."""
    image = project.files.get(launch.image)
    if image is None or image.kind != "dockerfile":
        return None
    document: dockerfile.Document = parse(image)
    folders = dict.fromkeys((launch.folder, posixpath.dirname(image.path), ""))
    taken = reversed(document.taken_from(word, launch.workdir))
    paths = (posixpath.normpath(posixpath.join(folder, each)) for each in taken for folder in folders)
    return next((project.files[each] for each in paths if each in project.files), None)


def option(words: Sequence[str], *names: str) -> str:
    """The value of the first of these options among the words, '' without one."""
    for number, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in names:
            return value if equals else words[number + 1] if number + 1 < len(words) else ""
    return ""
