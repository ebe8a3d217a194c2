"""OP304: gunicorn with its defaults for stopping.

The sync worker resets what is queued when it is told to stop, and without a drain the load balancer goes on sending
requests to a closed socket.

Before::

    CMD ["gunicorn", "-b", ":8000", "app:app"]

After::

    CMD ["gunicorn", "-c", "gunicorn.conf.py", "-b", ":8000", "app:app"]

By hand: threads (`--worker-class gthread --threads 8`), a graceful timeout that fits the orchestrator's grace period,
and a drain before the stop; the emitted `gunicorn.conf.py` has all three. What the command line says still wins. In a
settings file of your own, set `graceful_timeout`, at least as long as the longest request that `timeout` allows. An
ASGI application gets no settings file: its threads, and the answers that the drain needs, are a WSGI application's.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codemods.domains.commands.commands import Written, names_nothing, written
from codemods.domains.commands.gunicorn import Gunicorn, gunicorn, settings_elsewhere
from codemods.domains.commands.script_chains import DETACHES
from codemods.domains.database.sessions import shared_session
from codemods.domains.deployment import grace_periods
from codemods.domains.deployment.added_files import ROLE, texts
from codemods.domains.deployment.grace_periods import left, raised, said, short
from codemods.domains.runtime.applications import is_asgi
from codemods.formats import compose, dockerfile, ini, procfile, shell, unit
from codemods.plans.server_option import EMITTED_STOP, command_folder, command_images, with_option
from codemods.project.givers import named_in
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Settings:
    """The command with its option, or the graceful timeout that a settings file gets.

    `copied` are the new COPYs by the images' paths, `periods` the new numbers by the keys of their sites, `stop` is how
    long the stop takes with the drain.
    """

    new: str = ""
    folder: str = ""
    service: str = ""
    graceful: str = ""
    copied: Mapping[str, str] = field(default_factory=dict)
    periods: Mapping[str, int] = field(default_factory=dict)
    stop: float = EMITTED_STOP


rule = Rule[_Settings]("OP304", "gunicorn-settings", needles=("gunicorn",), once="service", safety=Safety.UNSAFE)

_STARTED = re.compile(r"(?:^|[\s/;&])gunicorn3?\s")
_INSTALLS = re.compile(r"\b(pip|pip3|apt-get|apk|poetry add|uv add|echo|which|pkill|killall)\b")
# Settings from elsewhere, or a server for development.
_SET = re.compile(r"--reload\b|GUNICORN_CMD_ARGS|--help|--version|\$\{?GUNICORN")
_DEFAULT = 30.0
# What the emitted settings give requests to end, and the longest that a fix has a stop wait for them.
_EMITTED_GRACEFUL = 20.0
_LONGEST = 300.0
_FOREGROUND = "let it run in the foreground first: a server that leaves its script behind hears of no stop"
_ASGI_REMEDY = (
    "set graceful_timeout, and drain: a readiness path that answers 503 for some seconds before the stop begins; "
    "an ASGI application gets no module for it"
)


@rule.find(dockerfile.Document, compose.Document, procfile.Document, shell.Document, ini.Document, unit.Document)
def defaults(document: object, file: SourceFile) -> Iterator[Finding[_Settings]]:
    """The commands that start gunicorn, where neither they nor the settings file say enough of the stop."""
    if file.project.is_test(file.path) or named_in(file.project, b"GUNICORN_CMD_ARGS"):
        return
    whole = " ".join(word for each in written(document, file) for word in each.words)
    for each in written(document, file):
        text = f"{' '.join(each.words)} "
        if not _STARTED.search(text) or _SET.search(text) or _INSTALLS.search(text):
            continue
        if names_nothing(file, each.words):
            continue
        folder = command_folder(document, file, each)
        words = (*each.words, *whole.split()) if isinstance(document, dockerfile.Document) else each.words
        found = gunicorn(file.project, folder, words, command_images(document, file, each))
        if found is not None and not found.lost:
            yield from _judged(document, file, each, found, folder)


def _judged(
    document: object, file: SourceFile, command: Written, found: Gunicorn, folder: str
) -> Iterator[Finding[_Settings]]:
    if "graceful_timeout" in found.settings:
        longest, graceful = found.number("timeout"), found.number("graceful_timeout")
        if found.sync and longest and graceful is not None and longest > max(graceful, _DEFAULT):
            yield file.finding(
                rule, command.span, f"a request may take {longest:g} s, and a stop cuts it off after {graceful:g}",
                "set graceful_timeout to the timeout, or bound the request", safety=Safety.NONE,
            )  # fmt: skip
        return
    message = "gunicorn's sync worker resets queued requests at a stop"
    if not found.sync:
        message = "gunicorn stops without a drain: requests still come when its socket is closed"
    if found.file is not None:
        yield from _in_file(file, command, found, found.file, message)
        return
    own = settings_elsewhere(file.project, file.project.service_root(file.path), folder)
    if own is not None:
        yield file.finding(
            rule, command.span, message,
            f"start it with -c {own.path}, and set graceful_timeout, threads and a drain there", safety=Safety.NONE,
        )  # fmt: skip
        return
    asgi = is_asgi(file.project, file.project.service_root(file.path)) or found.asgi
    # It reads the settings of the folder that it is started in, and the code's is another one.
    words = f"{' '.join(command.words)} "
    detached = DETACHES.search(words) is not None
    root = file.project.service_root(file.path)
    if not asgi and (reason := _too_long(found) or _unsafe_with_threads(file, found, root)):
        remedy = "; ".join(filter(None, (_FOREGROUND if detached else "", reason, f"then {_remedy(file, found)}")))
        yield file.finding(rule, command.span, message, remedy, safety=Safety.NONE)
        return
    more, stop = _graceful(found)
    by_hand = asgi or detached or "--chdir" in words
    new, copied = ("", ()) if by_hand else with_option(document, file, command, more)
    periods = short(command_images(document, file, command), stop) if new else []
    if kept := left(periods):
        yield file.finding(rule, command.span, message, f"{kept}; then {_remedy(file, found)}", safety=Safety.NONE)
        return
    raising, numbers = raised(periods)
    yield file.finding(
        rule, command.span, message,
        _ASGI_REMEDY if asgi else "; ".join(
            filter(None, (_FOREGROUND if detached else "", _remedy(file, found), said(periods)))
        ),
        safety=Safety.UNSAFE if new else Safety.NONE,
        sites=(Site(file.path, command.span), *(each.site for each in copied), *raising) if new else (),
        data=_Settings(new, folder, command.service, copied=texts(copied), periods=numbers, stop=stop),
    )  # fmt: skip


def _graceful(found: Gunicorn) -> tuple[tuple[str, ...], float]:
    """The option with which a stop waits as long as a request may take, and how long the stop then is."""
    longest = found.number("timeout") or 0.0
    if longest <= _EMITTED_GRACEFUL:
        return (), EMITTED_STOP
    return ("--graceful-timeout", f"{longest:g}"), EMITTED_STOP - _EMITTED_GRACEFUL + longest


def _too_long(found: Gunicorn) -> str:
    """What has to be said first where a request may take longer than anybody wants a stop to wait."""
    longest = found.number("timeout") or 0.0
    return f"a request may take {longest:g} s: say how long a stop may wait for it" if longest > _LONGEST else ""


def _unsafe_with_threads(file: SourceFile, found: Gunicorn, root: str) -> str:
    """What has to change first where a process of one thread gets several."""
    place = shared_session(file.project, root) if found.leaves_threads else ""
    return f"give each request a session of its own: all threads would share the one of {place}" if place else ""


def _remedy(file: SourceFile, found: Gunicorn) -> str:
    """What the emitted settings change, and what they need: an owner must not find it out in production."""
    ways = [
        "start it with gunicorn.conf.py: a graceful timeout and a drain; every gunicorn in this folder reads it",
        "a process gets 8 threads instead of 1 (GUNICORN_THREADS=1 for code that is not thread-safe)"
        if found.leaves_threads
        else "",
        "set HEALTH_PORT, and let probes ask there: on the other port they wait while all threads are busy",
        ""
        if _answers_readiness(file)
        else "the drain needs a readiness path that answers 503 meanwhile (health.py: OP308)",
    ]
    return "; ".join(filter(None, ways))


def _answers_readiness(file: SourceFile) -> bool:
    return any(b"DRAIN_FILE" in each.spelled for each in file.project.python() if "gunicorn" not in each.path)


def _in_file(
    file: SourceFile, command: Written, found: Gunicorn, settings: SourceFile, message: str
) -> Iterator[Finding[_Settings]]:
    """A settings file without a graceful timeout: it gets one where requests may take longer than the default."""
    longest = found.number("timeout")
    own = [each for each in settings.tree.body if isinstance(each, ast.Assign) and _sets_timeout(each)]
    if longest is not None and _DEFAULT < longest <= _LONGEST and len(own) == 1:
        yield file.finding(
            rule, command.span, f"a request may take {longest:g} s, and a stop cuts it off after {_DEFAULT:g}",
            f"set graceful_timeout = {longest:g} in {settings.path}", safety=Safety.UNSAFE,
            sites=(settings.site(own[0], "file"),), data=_Settings(graceful=f"{longest:g}"),
        )  # fmt: skip
        return
    yield file.finding(
        rule, command.span, message,
        f"set graceful_timeout, threads and a drain in {settings.path}, as the emitted gunicorn.conf.py has them",
        safety=Safety.NONE,
    )  # fmt: skip


def _sets_timeout(node: ast.Assign) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "timeout" for each in node.targets)


@rule.rewrite("dockerfile", "procfile", "compose", "shell")
def with_settings(document: object, finding: Finding[_Settings], edit: Edit) -> None:
    """The option, and the file that it names."""
    from codemods.rewriting.source.emitted import source
    from codemods.rewriting.text.grace import grant

    edit.replace(edit.site.span, finding.data.new)
    edit.add_file(posixpath.join(finding.data.folder, "gunicorn.conf.py"), source("gunicorn.conf.py"))
    if isinstance(document, compose.Document):
        grant(document, finding.data.service, finding.data.stop, edit)


@rule.rewrite("dockerfile", role=ROLE)
def with_file(document: object, finding: Finding[_Settings], edit: Edit) -> None:
    """The file that the image has to get, beside the module."""
    edit.replace(edit.site.span, finding.data.copied[edit.site.path])


@rule.rewrite("yaml", role=grace_periods.ROLE)
def with_period(document: object, finding: Finding[_Settings], edit: Edit) -> None:
    """The time that a definition of the image waits for its stop."""
    edit.replace(edit.site.span, str(finding.data.periods[edit.site.key]))


@rule.rewrite("SimpleStatementLine", role="file")
def with_graceful_timeout(node: cst.SimpleStatementLine, finding: Finding[_Settings], edit: Edit) -> object:
    """As long for a stop as for a request."""
    import libcst as cst

    return cst.FlattenSentinel([node, edit.statement(f"graceful_timeout = {finding.data.graceful}")])
