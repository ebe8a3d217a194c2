"""What a container, a dyno, a unit or a script runs before the server that it starts."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from codemods.domains.runtime.applications import serves
from codemods.formats import compose, dockerfile, parse, procfile, shell, unit
from codemods.libraries import servers
from codemods.project.audience.compose_use import developers_services
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, parts, use_of_path
from codemods.vocabulary.finding import Span
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_SERVER = re.compile(
    r"^(exec )?((ddtrace-run|opentelemetry-instrument|newrelic-admin run-program|(poetry|pipenv|uv|pdm) run|tini --"
    r"|dumb-init|gosu \S+|su-exec \S+|python[\d.]* (-u )?-m) )*(\S*/)?"
    rf"({servers.COMMANDS}|flask (\S+ )*?run|supervisord"
    r"|fastapi run|python[\d.]* (-\w )*\S*(manage\.py (runserver|run)"
    r"|(app|run|main|server|wsgi|application|api|serve|index)\.py)"
    r"|npm (run )?start|(?P<given>\"?\$@\"?|\$\*|\"?\$\{?CMD))( |$)"
)
_LOOPS = ("while", "until", "for")
_MIGRATION = re.compile(
    r"(^|\s|/)(flask( -(?!-)\S+ \S+| --\w+[ =]\S+)* (db|alembic) (upgrade|migrate)\b"
    r"|alembic( -\S+ \S+)* upgrade\b"
    r"|(\S*/)?manage\.py (db (upgrade|migrate)|migrate|makemigrations|syncdb|create_?db|create_?tables|init_?db"
    r"|recreate_db|seed\w*|loaddata)\b|aerich upgrade"
    r"|flask( -(?!-)\S+ \S+| --\w+[ =]\S+)* (init[-_]?db|create[-_](db|all|tables)|seed\w*|deploy)\b"
    r"|\S*(init_db|create_db|create_tables|init_database|seed_db|migrate)\.py\b(?! stamp\b)"
    r"|(\S*/)?(migrate|init[-_]?db)\.sh\b)"
)
_VARIABLE = re.compile(r"\$\{?([A-Za-z_]\w*)")
_MIGRATES = frozenset(("migrate", "migrates", "migration", "migrations", "upgrade", "upgrades", "alembic"))
_FETCH = re.compile(
    r"^(exec )?(sudo )?((python[\d.]* -m )?pip[\d.]* install|(npm|yarn|pnpm) (install|ci|run build)"
    r"|apt(-get)? (-\w+ )*(install|update)|apk add|poetry install|pipenv (install|sync)|uv (sync|pip install)"
    r"|conda install|wget |curl .*(-o|-O|--output|--remote-name)( |$)"
    r"|aws s3 (cp|sync)|gsutil (-\w )?(cp|rsync)|gdown "
    r"|git (clone|pull)|dvc pull|git lfs pull)"
)
_WAIT = re.compile(
    r"^(exec )?(bash |sh )?(sleep \d|(\S*/)?wait[-_]?for[-_\w.]*( |$)|(\S*/)?dockerize .*-wait"
    r"|(\S*/)?wait-on |wait-port )"
)
_POLLS = re.compile(
    r"^(!\s*)?(nc|ncat|pg_isready|curl|wget|mysqladmin|mysql|psql|sleep|python[\d.]*|redis-cli|flask"
    r"|nslookup|timeout)\b"
)
# Scripts that make a machine or an image ready, whatever they start at their end, and examples.
_PREPARES = re.compile(r"install|setup|build|deploy|provision|bootstrap", re.IGNORECASE)
# A server that goes on behind the script: what comes then does not wait for the start.
_LEAVES = re.compile(r"\s(-D|--daemon|--daemonize\d?|--detach|--background)(?=[\s=])")
# What returns once it runs behind the script.
_BRINGS_UP = re.compile(
    r"\s(-D|--daemon(ize)?|--detach|--background)(=\S+)?\s|\bservice \S+ (re)?start\b|\bsystemctl (re)?start\b"
    r"|/etc/init\.d/\S+ (re)?start\b|\bpg_ctl\b.*\bstart\b|\bpg_ctlcluster\b.*\bstart\b"
)
# A poll that names another host than this one.
_OF_ANOTHER = re.compile(
    r"(?:^|\s)(?:nc|ncat)\s(?!.*\b(?:localhost|127\.0\.0\.1))"
    r"|(?:\s-h[ =]?|--host[ =]|://|/dev/tcp/|wait[-_]for\S*\s)(?!localhost|127\.|\[?::1|0\.0\.0\.0|/)\S"
)
# What only tells a person what follows.
_PRINTS = re.compile(r"^(echo|printf|logger|:|true)( |$)")
_SAYS = {
    "migration": "runs migrations",
    "fetch": "installs or fetches what it needs",
    "wait": "waits",
}


@dataclass(frozen=True, slots=True)
class Work:
    """Something that is done before the server starts: `kind` is migration, fetch or wait. `also`: the lines on which
    the same is asked for once more, for a part of what it does.
    """

    kind: str
    text: str
    span: Span
    also: tuple[int, ...] = ()

    @property
    def said(self) -> str:
        """The kind in words."""
        return _SAYS[self.kind]


def work(document: object, file: SourceFile) -> Iterator[Work]:
    """All work that the file's commands do before they start a server."""
    for commands in _sequences(document, file):
        ends = [
            number
            for number, each in enumerate(commands)
            if not _loop(each) and "function" not in each.inside and _starts(_words(each))
        ]
        if (
            ends
            and use_of_path(file.path, file.project.told.test_folders) is Use.PRODUCTION
            and not _PREPARES.search(posixpath.basename(file.path))
            and (any(not _is_given(_words(commands[each])) for each in ends) or _may_serve(file))
        ):
            # `wait-for-it.sh db:5432 -- gunicorn app:app` is both.
            both = " -- " in _words(commands[ends[-1]])
            yield from _together(_before(commands[: ends[-1] + both]))


def _together(found: Iterable[Work]) -> Iterator[Work]:
    """The work, one for all that migrate by the same command: `migrate books`, `migrate`, `migrate --run-syncdb`."""
    steps: dict[object, list[Work]] = {}
    for each in found:
        match = _MIGRATION.search(each.text) if each.kind == "migration" else None
        steps.setdefault(each.span if match is None else each.text[: match.end()], []).append(each)
    for step in steps.values():
        whole = min(step, key=lambda each: len(each.text))
        yield replace(whole, also=tuple(each.span.line for each in step if each is not whole))


def _may_serve(file: SourceFile) -> bool:
    """Whether what an entry point is given may be a server: its image is not known, or something in the tree serves."""
    return _is_of_server(file.project, posixpath.basename(file.path))


@once
def _is_of_server(project: Project, name: str) -> bool:
    word = name.encode()
    images = [each for each in project.files.values() if each.kind == "dockerfile" and word in each.data]
    if not images or any(serves(project, root) for root in {project.service_root(each.path) for each in images}):
        return True
    return any(_shows_server(each) for each in project.files.values() if each in images or each.kind == "compose")


def _shows_server(file: SourceFile) -> bool:
    try:
        document = parse(file)
    except Unreadable:
        return True
    if isinstance(document, dockerfile.Document) and any(each.keyword == "EXPOSE" for each in document.instructions):
        return True
    return any(
        _starts(_words(each)) and not _is_given(_words(each))
        for commands in _sequences(document, file)
        for each in commands
    )


def _starts(words: str) -> bool:
    return _SERVER.match(words) is not None or (
        _WAIT.match(words) is not None and _SERVER.match(words.partition(" -- ")[2]) is not None
    )


def _is_given(words: str) -> bool:
    """Whether what starts is the command that the container is given."""
    match = _SERVER.match(words) or _SERVER.match(words.partition(" -- ")[2])
    return match is not None and match["given"] is not None


def _sequences(document: object, file: SourceFile) -> Iterator[tuple[shell.Command, ...]]:
    if isinstance(document, shell.Document):
        yield document.commands
    elif isinstance(document, procfile.Document):
        yield from (each.commands for each in document.processes if each.name != "release")
    elif isinstance(document, unit.Document):
        starts = [each for each in document.commands if each.name in (*unit.BEFORE, unit.START)]
        yield tuple(command for each in starts for command in _commands(_called(each), each.span))
    elif isinstance(document, dockerfile.Document):
        for each in document.instructions:
            if each.keyword in ("CMD", "ENTRYPOINT") and not each.onbuild:
                yield from _started(each.written, each.words, each.value)
    elif isinstance(document, compose.Document):
        lists: dict[str, list[compose.Scalar]] = {}
        apart = developers_services(file)
        for scalar in document.scalars:
            match scalar.path:
                case ("services", str(name), *_) if name in apart:
                    continue
                case ("services", str(), "command" | "entrypoint"):
                    yield _commands(scalar.value, scalar.span)
                case ("services", str(name), "command" | "entrypoint", int()):
                    lists.setdefault(name, []).append(scalar)
        for scalars in lists.values():
            yield from _started("", tuple(each.value for each in scalars), scalars[-1].span)


def _called(command: unit.Command) -> str:
    """The command as a person would type it: systemd asks for each program's whole path."""
    return shlex.join((posixpath.basename(command.words[0]), *command.words[1:]))


def _started(text: str, words: tuple[str, ...] | None, span: Span) -> Iterator[tuple[shell.Command, ...]]:
    if words is None:
        yield _commands(text, span)
    elif len(words) > 2 and posixpath.basename(words[0]) in ("sh", "bash", "ash", "dash") and words[1].endswith("c"):
        yield _commands(words[2], span)
    else:
        yield _commands(shlex.join(words), span)


def _commands(text: str, span: Span) -> tuple[shell.Command, ...]:
    """The commands of a text, all of them at the span: what its value says may be written otherwise in the file."""
    match = re.match(r"\s*(?:bash|sh|/bin/sh|/bin/bash)\s+-\w*c\s+([\"'])(.*)\1\s*$", text, re.DOTALL)
    found = shell.commands(match[2] if match else text)
    return tuple(
        shell.Command(each.words, each.assignments, each.redirects, each.operator, each.inside, span) for each in found
    )


def _words(command: shell.Command) -> str:
    return " ".join(command.values)


def _loop(command: shell.Command) -> bool:
    return any(each in _LOOPS for each in command.inside)


def _before(commands: tuple[shell.Command, ...]) -> Iterator[Work]:
    """A loop that polls is one piece of work, whatever else it does."""
    seen: set[tuple[str, Span]] = set()
    number = 0
    behind = False
    while number < len(commands):
        command = commands[number]
        if _loop(command):
            end = number
            while end < len(commands) and _loop(commands[end]):
                end += 1
            inside = commands[number:end]
            own = _awaits_own(commands[:number], inside)
            number = end
            if (
                not own
                and any(each in ("while", "until") for one in inside for each in one.inside)
                and any(_POLLS.match(_words(each)) for each in inside)
            ):
                first, last = inside[0].span, inside[-1].span
                yield Work("wait", "a loop", Span(first.line, first.column, last.end_line, last.end_column))
            continue
        number += 1
        words = _words(command)
        behind = behind or (_starts(words) and _LEAVES.search(f"{words} ") is not None)
        # `exec` takes the script's place: what comes behind it is another branch.
        kind = "" if command.exec else _kind(words)
        if kind == "wait" and (
            behind
            or _gives_up(commands[number - 1 : number + 1])
            or _awaits_own(commands[: number - 1], commands[number - 1 : number])
        ):
            continue
        if kind == "migration" and _is_switched(command, commands):
            continue
        if kind and (kind, command.span) not in seen and "function" not in command.inside:
            seen.add((kind, command.span))
            yield Work(kind, words, command.span)


def _awaits_own(before: tuple[shell.Command, ...], asking: tuple[shell.Command, ...]) -> bool:
    """Whether a wait is for what the script has just started itself: no other process brings that up."""
    started = next((each for each in reversed(before) if each.words and not _PRINTS.match(_words(each))), None)
    if started is None or not (started.operator == "&" or _BRINGS_UP.search(f"{_words(started)} ")):
        return False
    texts = [" ".join((*each.values, *(target.value for _, target in each.redirects))) for each in asking]
    return not any(_OF_ANOTHER.search(each) for each in texts)


def _gives_up(commands: tuple[shell.Command, ...]) -> bool:
    """Whether a wait is the last before the script ends without a server: `sleep 10 && exit 1`."""
    return len(commands) == 2 and commands[1].values[:1] == ("exit",) and commands[0].inside == commands[1].inside


def _is_switched(command: shell.Command, commands: tuple[shell.Command, ...]) -> bool:
    """Whether a variable called after migrations decides: `if [ "$RUN_MIGRATIONS" = 1 ]`, `[ … ] && upgrade`."""
    asked = {(each.construct, 0) for each in command.ways if each.branch % 2}
    at = commands.index(command)
    before = [each for each in commands[max(at - 1, 0) : at] if each.operator in ("&&", "||")]
    before += [each for each in commands if each.ways and (each.ways[-1].construct, each.ways[-1].branch % 2) in asked]
    names = [name for each in before for word in each.words for name in _VARIABLE.findall(word.text)]
    return any(not _MIGRATES.isdisjoint(parts(name)) for name in names)


def _kind(words: str) -> str:
    if _PRINTS.match(words):
        return ""
    for kind, pattern in (("wait", _WAIT), ("fetch", _FETCH), ("migration", _MIGRATION)):
        if pattern.search(words):
            return kind
    return ""
