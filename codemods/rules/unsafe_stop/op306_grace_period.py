"""OP306: a grace period that is shorter than the stop.

The orchestrator waits for so long after SIGTERM, then it kills the process with all that it still does. Compose
and supervisor wait 10 seconds by default, Kubernetes and ECS 30, systemd 90.

Before::

    command: gunicorn --graceful-timeout=60 app:app
    stop_grace_period: "30s"

After::

    command: gunicorn --graceful-timeout=60 app:app
    stop_grace_period: 75s

By hand: add up the drain and the graceful timeout, and grant more (`stop_grace_period`,
`terminationGracePeriodSeconds`, which has to hold the preStop hook too, `stopTimeout`, a unit's `TimeoutStopSec`). On
Fargate 120 seconds is the most. Leave a unit's `KillSignal` out where gunicorn runs: on SIGINT and SIGQUIT it
ends at once.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from codemods.domains.commands.grace import granted, needed, seconds
from codemods.domains.commands.units import folder_of
from codemods.domains.deployment.grace_periods import DEFAULT, FARGATE_MOST, grace_of, hook
from codemods.domains.deployment.images import image_of
from codemods.domains.deployment.workloads import containers
from codemods.domains.runtime.command_lines import Launch, launches
from codemods.formats import compose, ini, unit, yaml
from codemods.formats.compose import Path, Scalar
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_service
from codemods.vocabulary.finding import Finding, Safety, Site, Span
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Grace:
    """How long the stop takes; of which service of Compose; how supervisor's file writes it, if it is given there."""

    need: float
    service: str = ""
    between: str = ""
    given: bool = False


rule = Rule[_Grace](
    "OP306", "grace-period", safety=Safety.UNSAFE,
    needles=("[program:", "services:", "terminationGracePeriodSeconds", "preStop", "topTimeout", "gunicorn"),
)  # fmt: skip

# gunicorn's own graceful timeout, where somebody has set a grace period without it.
_DEFAULT_NEED = 30.0
_COMPOSE_GRACE = 10.0
_SUPERVISOR_GRACE = 10.0
_SYSTEMD_GRACE = 90.0
# On these gunicorn ends at once; SIGKILL leaves it no choice.
_AT_ONCE = frozenset(("SIGINT", "SIGQUIT", "SIGKILL"))


@rule.find(compose.Document)
def short_in_compose(document: compose.Document, file: SourceFile) -> Iterator[Finding[_Grace]]:
    """The services whose gunicorn needs longer for its stop than Compose waits."""
    values = {each.path: each for each in document.scalars}
    services = dict.fromkeys(each.path[1] for each in document.scalars if each.path[0] == "services" and each.path[1:])
    for name in services:
        given = values.get(("services", name, "stop_grace_period"))
        grace = seconds(given.value) if given is not None else _COMPOSE_GRACE
        need = _service_need(file, document, str(name), given is not None)
        if grace is None or need is None or grace > need:
            continue
        first = next(each for each in document.scalars if each.path[:2] == ("services", name))
        shown = given or values.get(("services", name, "command")) or first
        yield _finding(file, shown, need, grace, _Grace(need, service=str(name)))


def _service_need(file: SourceFile, document: compose.Document, service: str, given: bool) -> float | None:
    """How long a service's gunicorn takes, by its own command or by its image's."""
    lines = {each.span.line for each in document.scalars if each.path[:2] == ("services", service)
             and each.path[2:3] in (("command",), ("entrypoint",))}  # fmt: skip
    own = [each for each in launches(file.project) if each.path == file.path and each.line in lines]
    image = image_of(file, document, service)
    target = next(
        (each.value for each in document.scalars if each.path == ("services", service, "build", "target")), ""
    )
    if use_of_service(target) is not Use.PRODUCTION:
        return None
    if not lines and image is not None:
        own = [each for each in launches(file.project) if each.path == image.path]
    return _longest(file.project, own, given, image)


def _longest(project: Project, found: list[Launch], given: bool, image: SourceFile | None = None) -> float | None:
    images = () if image is None else (image,)
    needs = [needed(project, each.folder, each.words, images) for each in found]
    stated = [each for each in needs if each is not None]
    plain = given and any(map(_is_gunicorn, found))
    return max(stated, default=_DEFAULT_NEED if plain else None)


@rule.find(yaml.Document)
def short_elsewhere(document: yaml.Document, file: SourceFile) -> Iterator[Finding[_Grace]]:
    """The pods and tasks whose gunicorn needs longer for its stop than they grant."""
    for part in document.parts:
        for at in containers(part):
            given = grace_of(part, at)
            grace = float(given.value) if given and re.fullmatch(r"\d+", given.value) else DEFAULT
            slept = hook(part, at)
            need = _container_need(part, at, file, given is not None)
            total = None if need is None and not slept else slept + (need or 0)
            if total is None or grace > total:
                continue
            shown = given or next(each for each in part.scalars if each.path[: len(at)] == at)
            fits = given is not None and (at[-2] == "containers" or granted(total) <= FARGATE_MOST)
            yield _finding(file, shown, total, grace, _Grace(total), fits)


@rule.find(ini.Document)
def short_in_supervisor(document: ini.Document, file: SourceFile) -> Iterator[Finding[_Grace]]:
    """The programs whose gunicorn needs longer for its stop than supervisor waits."""
    for name in document.sections:
        entries = document.section(name)
        command, given = entries.get("command"), entries.get("stopwaitsecs")
        if not name.startswith("program:") or command is None:
            continue
        folder = file.project.service_root(file.path)
        launch = Launch(tuple(command.value.split()), file.path, command.span.line, folder, {})
        need = _longest(file.project, [launch], given is not None)
        grace = float(given.value) if given and given.value.isdigit() else _SUPERVISOR_GRACE
        if need is None or grace > need or "\n" in command.value:
            continue
        shown = given or command
        yield file.finding(
            rule, shown.span, f"the stop takes up to {need:g} s, and is killed after {grace:g}",
            f"grant {granted(need)} s", safety=Safety.UNSAFE, sites=(Site(file.path, shown.span),),
            data=_Grace(need, between=_between(file, command), given=given is not None),
        )  # fmt: skip


@rule.find(unit.Document)
def short_in_systemd(document: unit.Document, file: SourceFile) -> Iterator[Finding[_Grace]]:
    """The units whose gunicorn needs longer for its stop than systemd waits, or is told to end at once."""
    if file.project.is_test(file.path):
        return
    started = [each for each in launches(file.project) if each.path == file.path]
    own = [replace(each, folder=folder_of(document, file)) for each in started]
    signal = document.last("KillSignal")
    name = f"SIG{signal.value.removeprefix('SIG')}" if signal is not None else ""
    if signal is not None and name in _AT_ONCE and any(_is_gunicorn(each) for each in own):
        yield file.finding(
            rule, signal.span, f"{name} ends gunicorn at once, and the requests in progress with it",
            "take KillSignal out: systemd sends SIGTERM then", safety=Safety.NONE,
        )  # fmt: skip
        return
    given = document.last("TimeoutStopSec", "TimeoutSec")
    grace = unit.seconds(given.value) if given is not None else _SYSTEMD_GRACE
    need = _longest(file.project, own, given is not None)
    if grace is None or need is None or grace > need or _is_left_alone(document):
        return
    shown = given or document.all(unit.START)[-1]
    yield file.finding(
        rule, shown.span, f"the stop takes up to {need:g} s, and is killed after {grace:g}",
        f"grant {granted(need)} s (TimeoutStopSec)", safety=Safety.NONE,
    )  # fmt: skip


def _is_left_alone(document: unit.Document) -> bool:
    """Whether systemd kills nothing that takes longer than it waits."""
    return document.value("KillMode") == "none" or document.value("SendSIGKILL").lower() in ("no", "false", "off", "0")


def _is_gunicorn(launch: Launch) -> bool:
    program = launch.words[2:3] if launch.words[1:2] == ("-m",) else launch.words[:1]
    return posixpath.basename("".join(program)) in ("gunicorn", "gunicorn3")


def _between(file: SourceFile, entry: ini.Entry) -> str:
    """The equals sign as the file writes it."""
    line = file.lines[entry.span.line - 1]
    return line[line.index(entry.name) + len(entry.name) : entry.span.column - 1]


def _container_need(part: yaml.Part, at: Path, file: SourceFile, given: bool) -> float | None:
    """How long the container's gunicorn takes: by its command, else by that of the project's one image."""
    words: tuple[str, ...] = ()
    for name in ("command", "Command", "args"):
        words += part.words((*at, name))
    folder = file.project.service_root(file.path)
    if words:
        return _longest(file.project, [Launch(words, file.path, 1, folder, {})], given)
    dockerfiles = [each for each in file.project.files.values() if each.kind == "dockerfile"]
    image = next((part.values[each].value for each in ((*at, "image"), (*at, "Image")) if each in part.values), "")
    if len(dockerfiles) != 1 or "/" not in image.replace("docker.io/", "").replace("library/", ""):
        return None
    found = [each for each in launches(file.project) if each.path == dockerfiles[0].path]
    return _longest(file.project, found, given, dockerfiles[0])


def _finding(
    file: SourceFile, shown: Scalar, need: float, grace: float, data: _Grace, fits: bool = True
) -> Finding[_Grace]:
    return file.finding(
        rule, shown.span, f"the stop takes up to {need:g} s, and is killed after {grace:g}",
        f"grant {granted(need)} s", safety=Safety.UNSAFE if fits else Safety.NONE,
        sites=(Site(file.path, shown.span),) if fits else (), data=data,
    )  # fmt: skip


@rule.rewrite("compose")
def in_compose(document: compose.Document, finding: Finding[_Grace], edit: Edit) -> None:
    """The service's `stop_grace_period`."""
    from codemods.rewriting.text.grace import grant

    grant(document, finding.data.service, finding.data.need, edit)


@rule.rewrite("yaml")
def elsewhere(document: yaml.Document, finding: Finding[_Grace], edit: Edit) -> None:
    """The number."""
    edit.replace(edit.site.span, str(granted(finding.data.need)))


@rule.rewrite("ini")
def in_supervisor(document: ini.Document, finding: Finding[_Grace], edit: Edit) -> None:
    """The program's `stopwaitsecs`, behind its command where there is none."""
    wait, site = granted(finding.data.need), edit.site.span
    if finding.data.given:
        edit.replace(site, str(wait))
        return
    end = "\r\n" if "\r\n" in edit.file.text else "\n"
    column = len(edit.file.lines[site.line - 1]) + 1
    place = Span(site.line, column, site.line, column)
    edit.replace(place, f"{end}stopwaitsecs{finding.data.between}{wait}")
