"""How a development server's command is replaced where it stands, and whether all that this takes is known."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from codemods.domains.commands.commands import Written, beside, modern, web_entries, written
from codemods.domains.commands.gunicorn import settings_elsewhere
from codemods.domains.dependencies.servers import requirement as server_requirement
from codemods.domains.deployment.added_files import at_start, texts
from codemods.domains.deployment.grace_periods import left, raised, said, short
from codemods.domains.deployment.images import image_of, other_signal, services_of
from codemods.domains.runtime.entry_points import EntryPoint
from codemods.domains.runtime.server_in_code import at_import, development_servers
from codemods.formats import compose, dockerfile, parse, procfile, shell
from codemods.libraries.distributions import GUNICORN
from codemods.plans.gunicorn_command import DEFAULT_PORT, Production, port_is_free, production
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, parts, use_of_path, use_of_service
from codemods.vocabulary.finding import Site, Span
from codemods.vocabulary.unreadable import Unreadable

# What the emitted gunicorn.conf.py takes for its stop by default: drain and graceful timeout.
EMITTED_STOP = 25.0

_DEBUG = ("FLASK_DEBUG", "FLASK_ENV")
_DEVELOPS = re.compile(r"(1|true|yes|on|t|y|development|dev)$", re.IGNORECASE)
_PRODUCTION = frozenset(("prod", "production"))
_OLD = re.compile(rb"(?:python-)?(?:2|3\.[0-9](?!\d))")


@dataclass(frozen=True, slots=True)
class Server:
    """The command that starts the server, what it starts in, and whether its settings have to come there.

    `service`: the one of the Compose file that has the command; `port`: what the image has to say; `copied`: the new
    COPY of each image, by its path; `periods`: the new numbers, by the keys of their sites.
    """

    new: str
    service: str = ""
    port: str = ""
    folder: str = ""
    settings: bool = False
    copied: Mapping[str, str] = field(default_factory=dict)
    periods: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the rewrite changes and needs; without sites `remedy` says what a person has to do, "" for the usual.

    `step`: what is to be known of the change beside that.
    """

    sites: tuple[Site, ...] = ()
    server: Server = field(default_factory=lambda: Server(""))
    remedy: str = ""
    step: str = ""


def is_for_development(document: compose.Document, service: str) -> bool:
    """Whether a Compose file starts the service for development: it turns Flask's debugger on."""
    return any(
        each.service == service and each.name in _DEBUG and _DEVELOPS.match(each.value) for each in document.variables
    )


def in_production_elsewhere(file: SourceFile, service: str) -> bool:
    """Whether a Compose file for production beside this one says itself what the service runs."""
    folder, own = posixpath.split(file.path)
    return _PRODUCTION.isdisjoint(parts(own)) and any(
        _says(other, service)
        for other in file.project.files.values()
        if other.kind == "compose"
        and posixpath.dirname(other.path) == folder
        and not _PRODUCTION.isdisjoint(parts(posixpath.basename(other.path)))
    )


def _says(file: SourceFile, service: str) -> bool:
    """Whether a Compose file says by itself what the service runs, and is more than a few words over another file."""
    try:
        document = parse(file)
    except Unreadable:
        return False
    return isinstance(document, compose.Document) and any(
        each.path[:2] == ("services", service) and each.path[2:3] in (("command",), ("build",), ("image",))
        for each in document.scalars
    )


def replaceable(file: SourceFile) -> bool:
    """Whether every command that runs the file as a script can start another server in its place."""
    found = []
    for entry in web_entries(file.project):
        if entry.main and entry.file is file:
            starter = file.project.files[entry.path]
            document = parse(starter)
            found += [
                bool(plan(document, starter, each, entry).sites) for each in written(document, starter)
                if each.span.line <= entry.line <= each.span.end_line
            ]  # fmt: skip
    return bool(found) and all(found)


def plan(document: object, file: SourceFile, command: Written, entry: EntryPoint) -> Plan:
    """The change of one command of a Dockerfile, Compose file, Procfile or script; an empty plan where it is unsure."""
    try:
        planned = _planned(document, file, command, entry)
        guard = _unguarded(entry) if planned.sites and entry.main else ()
        return replace(planned, sites=(*planned.sites, *guard))
    except Unreadable:
        return Plan()


def _unguarded(entry: EntryPoint) -> tuple[Site, ...]:
    """The statement that starts the development server in the file that the other one imports."""
    found = (at_import(entry.file, each) for each in development_servers(entry.file))
    return tuple(entry.file.site(each, "guard") for each in found if each is not None)


def _planned(document: object, file: SourceFile, command: Written, entry: EntryPoint) -> Plan:
    if isinstance(document, dockerfile.Document):
        return _dockerfile(document, file, command, entry)
    if isinstance(document, compose.Document):
        return _compose(document, file, command, entry)
    if isinstance(document, procfile.Document):
        return _procfile(file, command, entry)
    return _script(file, command, entry) if isinstance(document, shell.Document) else Plan()


def _dockerfile(document: dockerfile.Document, file: SourceFile, command: Written, entry: EntryPoint) -> Plan:
    entrypoint, cmd = document.entrypoint(), document.cmd()
    own = next((each for each in document.instructions if each.value == command.span), None)
    words = command.words
    extra: tuple[Site, ...] = ()
    if own is not None and own is cmd and entrypoint is not None and entrypoint.words is not None:
        if entry.words == entrypoint.words + words and entrypoint.stage == own.stage:
            words, extra = entry.words, (Site(file.path, entrypoint.span, "entrypoint"),)
        elif entrypoint.words != ("ddtrace-run",):
            return Plan()
    elif own is None or own not in (entrypoint, cmd) or (own is cmd and entrypoint is not None):
        return Plan()
    if not command.exec_form and not _is_plain(command.text):
        return Plan()
    made = production(entry, words)
    if (
        made is None
        or use_of_service(document.stages[own.stage].name) is not Use.PRODUCTION
        or "FLASK_RUN_PORT" in document.environment()
    ):
        return Plan()
    bind = not _port_can_move(made, file, document)
    new = made.words(bind)
    if any("$" in each for each in new):
        new = ["sh", "-c", f"exec {_line(new)}"]
    sites = (Site(file.path, command.span), *extra)
    server = Server(json.dumps(new))
    if not bind and made.default not in ("", DEFAULT_PORT) and "PORT" not in document.environment():
        sites += (Site(file.path, _above(document, own), "port"),)
        server = replace(server, port=made.default)
    return _with_server(file, document, made, sites, server, entry)


def _above(document: dockerfile.Document, own: dockerfile.Instruction) -> Span:
    """The line for the port: above the EXPOSE right before the command, else above the command."""
    at = document.instructions.index(own)
    while at and document.instructions[at - 1].keyword in ("EXPOSE", "ENTRYPOINT", "CMD"):
        at -= 1
    line = document.instructions[at].line
    return Span(line, 1, line, 1)


def _port_can_move(made: Production, file: SourceFile, document: dockerfile.Document) -> bool:
    """Whether PORT can say what the command says today, to the settings file that is emitted."""
    present = document.environment().get("PORT")
    free = present in (None, made.default) and port_is_free(file, made.default)
    return (not made.port or (made.port.isdigit() and free)) and _settings(file, made.folder) != "theirs"


def _compose(document: compose.Document, file: SourceFile, command: Written, entry: EntryPoint) -> Plan:
    image = image_of(file, document, command.service)
    variables = {each.name: each.value for each in document.variables if each.service == command.service}
    development = use_of_path(file.path, file.project.told.test_folders) is not Use.PRODUCTION or any(
        variables.get(each) for each in _DEBUG
    )
    if image is None or development or any("stdin_open" in each.path for each in document.scalars):
        return Plan()
    made = production(entry, command.words)
    if made is None or not (command.exec_form or _is_plain(command.text.strip("\"'"))):
        return Plan()
    held = parse(image).environment().get("PORT") or DEFAULT_PORT
    bind = _settings(file, made.folder) == "theirs" or variables.get("PORT", held) != made.port
    new = made.words(bind)
    text = _line(new)
    if command.exec_form:
        first = command_items(document, command)[0]
        text = listed(first, file, [json.dumps(each) if first.flow else each for each in new])
    server = Server(text, service=command.service)
    return _with_server(image, parse(image), made, (Site(file.path, command.span),), server, entry)


def _procfile(file: SourceFile, command: Written, entry: EntryPoint) -> Plan:
    made = production(entry, command.words)
    manifest = beside(file, "requirements.txt")
    old = any(each is not None and _OLD.match(each.data) for each in (beside(file, name) for name in _VERSIONS))
    if made is None or manifest is None or old or not _is_plain(command.text):
        return Plan()
    if made.folder != posixpath.dirname(file.path):
        return Plan()
    bind = bool(made.port) and (not made.port.isdigit() or _settings(file, made.folder) == "theirs")
    return _added(manifest, made, file, (Site(file.path, command.span),), Server(_line(made.words(bind))))


_VERSIONS = ("runtime.txt", ".python-version")


def _script(file: SourceFile, command: Written, entry: EntryPoint) -> Plan:
    starter = file.project.files.get(entry.path)
    image = starter
    if starter is not None and starter.kind == "compose":
        document = parse(starter)
        images = [each for each in file.project.files.values() if each.kind == "dockerfile"]
        image = next((each for each in images if services_of(starter, document, each)), None)
    if image is None or image.kind != "dockerfile":
        return Plan()
    made = production(entry, command.words)
    simple = shell.commands(command.text)
    if made is None or any(each.values[:1] == ("cd",) for each in parse(file).commands) or simple[0].redirects:
        return Plan()
    variables = parse(image).environment()
    bind = bool(made.port) and (not made.port.isdigit() or made.port != variables.get("PORT", DEFAULT_PORT))
    server = Server(_line(made.words(bind)))
    return _with_server(image, parse(image), made, (Site(file.path, command.span),), server, entry)


def _with_server(
    image: SourceFile,
    document: dockerfile.Document,
    made: Production,
    sites: tuple[Site, ...],
    server: Server,
    entry: EntryPoint,
) -> Plan:
    """The plan, where the image takes the added file and installs what is added to the requirements."""
    manifest, folder = server_requirement.of_image(image, document), posixpath.dirname(image.path)
    if manifest is None or not modern(document) or made.folder != folder or other_signal(image):
        return Plan()
    copied = at_start(image, folder, posixpath.join(folder, "gunicorn.conf.py"), entry.file)
    if copied is None:
        return Plan()
    periods = short((image,), EMITTED_STOP)
    if by_hand := left(periods):
        return Plan(remedy=f"{by_hand}; then start {' '.join(made.words(bind=False))} with gunicorn.conf.py")
    raising, numbers = raised(periods)
    everywhere = (*sites, *(each.site for each in copied), *raising)
    planned = _added(manifest, made, image, everywhere, replace(server, copied=texts(copied), periods=numbers))
    return replace(planned, step=said(periods)) if planned.sites else planned


def _added(manifest: SourceFile, made: Production, file: SourceFile, sites: tuple[Site, ...], server: Server) -> Plan:
    more = server_requirement.sites(manifest)
    if more is None:
        step = f"add {GUNICORN} to the requirements and lock them again, then start"
        return Plan(remedy=f"{step} {' '.join(made.words(bind=False))} with gunicorn.conf.py")
    settings = not _settings(file, made.folder)
    own = settings_elsewhere(file.project, file.project.service_root(file.path), made.folder) if settings else None
    if own is not None:
        return Plan(remedy=f"start {' '.join(made.words(bind=False))} -c {own.path}, and set a drain there")
    return Plan((*sites, *more), replace(server, folder=made.folder, settings=settings))


def _settings(file: SourceFile, folder: str) -> str:
    """Whose gunicorn.conf.py lies in the folder: "" for none, "ours" if it takes PORT as the emitted one, "theirs"."""
    try:
        present = file.project.on_disk(posixpath.join(folder, "gunicorn.conf.py"))
    except OSError:
        return "theirs"
    if present is None:
        return ""
    return "ours" if b'os.environ.get("PORT")' in present else "theirs"


def _line(words: list[str]) -> str:
    """The words for a shell; variables stay."""
    return " ".join(f"'{each}'" if "(" in each else each for each in words)


def command_items(document: compose.Document, command: Written) -> list[compose.Scalar]:
    """The items of a service's command that is a list."""
    return [each for each in document.scalars if each.path[:3] == ("services", command.service, "command")]


def listed(first: compose.Scalar, file: SourceFile, words: list[str]) -> str:
    """The words, as YAML has them, as the items of the list whose first item today is given."""
    if first.flow:
        return ", ".join(words)
    before = file.lines[first.span.line - 1][: first.span.column - 1]
    end = "\r\n" if "\r\n" in file.text else "\n"
    return f"{end}{before}".join(words)


def _is_plain(text: str) -> bool:
    """Whether a shell would run the text as one command, without redirections and assignments."""
    commands = shell.commands(text)
    return len(commands) == 1 and not (commands[0].redirects or commands[0].assignments or commands[0].inside)
