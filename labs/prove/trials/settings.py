"""Starts a service with one setting after the other set to what nobody else would say, and looks where that arrives."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from codemods.domains.settings.contract import Setting
from labs.cluster import processes
from labs.prove.servers import filled
from labs.prove.stage import Arrival, Stage
from labs.prove.visitor import Visitor

MOST = 12  # settings; each costs a start
START_SECONDS = 12.0
ADDRESS = re.compile(r"(URL|URI|DSN|ENDPOINT|BROKER|BACKEND)$")
DATABASE = re.compile(r"(^|_)(DB|DATABASE|SQLALCHEMY)(_\w+)?_(URL|URI|DSN)$")
HOST = re.compile(r"(HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$")
PLACE = re.compile(r"(FILE|PATH|DIR|FOLDER|ROOT)$")
NUMBER = re.compile(r"^\d+(\.\d+)?$")
SWITCH = re.compile(r"^(true|false|yes|no|on|off|0|1)?$", re.IGNORECASE)
ENVIRONMENT = re.compile(r"^(\w+_)?(ENV|ENVIRONMENT|CONFIG|CONFIG_NAME|CONFIG_MODE|APP_SETTINGS|STAGE)$")
ALWAYS = ("PORT", "HOST", "PATH", "HOME", "TZ", "LANG", "PYTHONPATH")
REACHED = ("database", "connect", "lookup", "write", "sqlite")


def sentinel(setting: Setting, given: str, home: Path) -> str:
    """A value of the same shape that nothing else in the service would have; '' where none can be told apart.

    Files are to lie in `home`, which is gone afterwards.
    """
    if setting.choice:
        return ""
    now, word = given or setting.default or "", f"operable-{setting.name.lower().replace('_', '-')}"
    if "://" in now:
        scheme, _, rest = now.partition("://")
        tail = f"/{rest.partition('/')[2]}" if "/" in rest else ""
        return f"{scheme}:///{home}/{word}.db" if scheme == "sqlite" else f"{scheme}://{word}.invalid:9{tail}"
    if DATABASE.search(setting.name):
        return f"sqlite:///{home}/{word}.db"  # a part that was asked for is in `now`: this service has none
    if ADDRESS.search(setting.name):
        return f"http://{word}.invalid:9/"
    if HOST.search(setting.name):
        return f"{word}.invalid"
    if PLACE.search(setting.name):
        return f"{home}/{word}"
    return "" if NUMBER.match(now) or (now and SWITCH.match(now)) else word


def mark(value: str) -> str:
    """What of a value is seen where it arrives: an address's host, a database file's path."""
    address = value.partition("://")[2]
    return re.split("[:/]", address)[0] or address.lstrip("/") or value


def asked(stage: Stage) -> list[Setting]:
    """The settings worth a start: those that show where they arrive first."""
    found = [each for name, each in stage.known.items() if name not in ALWAYS and not ENVIRONMENT.match(name)]
    shows = [re.compile(pattern.pattern) for pattern in (ADDRESS, HOST, PLACE)]
    found = [each for each in found if sentinel(each, stage.profile.settings.get(each.name, ""), stage.home)]
    return sorted(found, key=lambda each: (not any(shape.search(each.name) for shape in shows), each.name))[:MOST]


def environments(stage: Stage) -> list[str]:
    """The settings that name the environment."""
    return sorted(name for name in stage.known if ENVIRONMENT.match(name))


def tried(stage: Stage, settings: Mapping[str, str], name: str, value: str) -> Arrival:
    """Start the service with these settings, take a session, and look for the value."""
    with stage.deployment(settings) as deployment:
        replica = deployment.launch()
        started = True
        try:
            answered = lambda: replica.answers("/", patience=2.0, bad=1000)  # noqa: E731
            limit = max(START_SECONDS, 4 * stage.usual)
            processes.wait_until(answered, limit, "any answer", replica.container.process)
        except (RuntimeError, TimeoutError):
            started = False
        visitor = Visitor(replica.url, patience=3.0)
        answers = [visitor.take(step) for step in stage.steps] if started else []
        events = replica.events()
        output = replica.container.output()
    key = mark(value)
    seen = next((event.text for event in events if event.kind in REACHED and key in event.what), "")
    if not seen and any(key.encode() in answer.body or key in answer.location for answer in answers):
        seen = "answered"
    if not seen and key in output:
        seen = "told in the log"
    read = any(event.kind == "setting" and event.what == name for event in events)
    return Arrival(name, seen, read, started, events)


def arrivals(stage: Stage) -> Sequence[Arrival]:
    """What became of each setting; found out once. The server's own PORT and the like are left out."""
    if stage.arrivals is None:
        given = filled(stage.profile.settings, stage.parts)
        values = {each.name: sentinel(each, given.get(each.name, ""), stage.home) for each in asked(stage)}
        stage.arrivals = [tried(stage, {name: value}, name, value) for name, value in values.items()]
    return stage.arrivals
