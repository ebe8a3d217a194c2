"""What somebody on call may ask and do: each command of the console, and the verdict."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass

from codemods.vocabulary.languages import said
from labs.incident import words
from labs.incident.incidents import LAYERS, Incident, well
from labs.incident.scene import Asked, Scene, Slot

TAIL = 12
HELP = """\
ask     ps · events · logs X · exec X env|df|ps|curl PATH · metrics · requests · request ID · definition · words
name    layer application|container|orchestrator|platform
mend    restart X · memory MB · probe PATH · image VERSION · secret NAME · set NAME=VALUE · unset NAME
        call cards|database|storage|developers
end     check · quit"""


@dataclass
class Session:
    """One night: what is asked is answered, what is done is done to the scene."""

    incident: Incident
    scene: Scene
    layer: str = ""
    mended: bool = False
    over: bool = False

    @property
    def passed(self) -> bool:
        return self.mended and self.layer == self.incident.layer

    def answer(self, line: str) -> str:
        """What a line that is typed brings to the screen."""
        asked = words.meant(line)
        if not asked:
            return ""
        command = COMMANDS.get(asked[0])
        if command is None:
            return f"{said(f'{asked[0]}: no such command')}\n{said(HELP)}"
        try:
            return command(self, asked[1:])
        except (IndexError, KeyError, ValueError) as error:
            return f"{asked[0]}: {said(str(error))}" if str(error) else said(HELP)

    def slot(self, arguments: list[str]) -> Slot:
        """The replica that is named. Raises ValueError."""
        found = next((each for each in self.scene.slots if [each.name] == arguments[:1]), None)
        if found is None:
            raise ValueError(f"name one of {', '.join(each.name for each in self.scene.slots)}")
        return found


def _ps(session: Session, arguments: list[str]) -> str:
    return "\n".join(
        f"{each.name}  bookshop:{each.definition.image}  {'ready' if each.ready else 'not ready'}  "
        f"{each.state}  {each.restarts} restarts"
        for each in session.scene.slots
    )


def _events(session: Session, arguments: list[str]) -> str:
    return "\n".join(f"{at:6.1f} s  {about:<17} {text}" for at, about, text in session.scene.events[-3 * TAIL :])


def _logs(session: Session, arguments: list[str]) -> str:
    lines = [line for log in session.slot(arguments).logs for line in log.read_text(errors="replace").splitlines()]
    probes = ("GET /readyz", "GET /ready ")
    return "\n".join([each for each in lines if not any(probe in each for probe in probes)][-3 * TAIL :])


def _exec(session: Session, arguments: list[str]) -> str:
    slot = session.slot(arguments)
    command, *rest = " ".join(arguments[1:]).split()
    if slot.replica is None:
        return said(f"{slot.name} is not running: {slot.state}")
    if command == "curl":
        answer = session.scene.ask_slot(slot, "GET", "/" + rest[-1].rpartition("://")[2].partition("/")[2])
        text = [line.strip() for line in answer.text.splitlines() if line.strip()]
        return "\n".join([f"HTTP {answer.status or 'no answer'}", *text[:TAIL]])
    if command == "env":
        return "\n".join(f"{name}=…" for name in sorted(slot.definition.settings))
    if command == "df":
        full = slot.tree is not None and (slot.tree / ".full").exists()
        return f"Filesystem  Size  Used  Use%  Mounted on\noverlay     128M  {'128M  100%' if full else '2M    1%'}  /"
    if command == "ps":
        return f"1  gunicorn app:app  {_memory(slot)}"
    return said("exec takes env, df, ps and curl PATH")


def _metrics(session: Session, arguments: list[str]) -> str:
    scene = session.scene
    lines = [f"{each.name}: {_memory(each)}, {each.restarts} restarts" for each in scene.slots]
    for what in dict.fromkeys(each.what for each in scene.requests):
        of = [each for each in scene.requests if each.what == what]
        slow = statistics.quantiles([each.seconds for each in of], n=20)[-1] if len(of) > 1 else of[0].seconds
        lines.append(f"{what}: {len(of)} requests, {sum(each.failed for each in of)} failed, 95 % within {slow:.2f} s")
    return "\n".join([*lines, _lag(scene)])


def _memory(slot: Slot) -> str:
    return f"{slot.memory} MB of {slot.definition.memory} MB"


def _lag(scene: Scene) -> str:
    if scene.reader is None:
        return "database: no replica"
    with scene.reader.connect() as connection:
        state = connection.execute("SELECT pg_get_wal_replay_pause_state()").fetchone()
    return f"database-replica: replay {state[0] if state else 'unknown'}"


def _requests(session: Session, arguments: list[str]) -> str:
    failed = [each for each in session.scene.requests if each.failed][-TAIL:]
    return "\n".join(map(_line, failed)) or said("no request has failed")


def _request(session: Session, arguments: list[str]) -> str:
    found = [_line(each) for each in session.scene.requests if each.identity == arguments[0]]
    for slot in session.scene.slots:
        for log in slot.logs:
            lines = log.read_text(errors="replace").splitlines()
            found += [f"{slot.name} | {line}" for line in lines if arguments[0] in line]
    return "\n".join(found) or said("no such request")


def _line(each: Asked) -> str:
    status = each.status or "no answer"
    return f"{each.identity}  {each.at:6.1f} s  {each.what}  {each.slot}  {status}  {each.seconds:.2f} s"


def _definition(session: Session, arguments: list[str]) -> str:
    known = session.scene.definition
    given = ", ".join(sorted(known.settings))
    return f"image bookshop:{known.image}\nprobe {known.probe}\nmemory {known.memory} MB\nreplicas 3\nsettings {given}"


def _words(session: Session, arguments: list[str]) -> str:
    return "\n".join(words.table())


def _layer(session: Session, arguments: list[str]) -> str:
    if arguments[0] not in LAYERS:
        raise ValueError(f"one of {', '.join(LAYERS)}")
    session.layer = arguments[0]
    return said(f"You say: {session.layer}.")


def _restart(session: Session, arguments: list[str]) -> str:
    session.scene.replace(session.slot(arguments))
    return said(f"{arguments[0]} is replaced.")


def _change(**fields: Callable[[str], object]) -> Callable[[Session, list[str]], str]:
    ((name, read),) = fields.items()

    def change(session: Session, arguments: list[str]) -> str:
        value = read(arguments[0])
        if name == "image" and value not in session.scene.images:
            raise ValueError(f"the registry has {', '.join(session.scene.images)}")
        session.scene.change(**{name: value})
        return said(f"Rolling out: {name} {value}.")

    return change


def _settings(session: Session, settings: dict[str, str]) -> str:
    session.scene.change(settings=settings)
    return said("Rolling out: settings.")


def _set(session: Session, arguments: list[str]) -> str:
    name, _, value = arguments[0].partition("=")
    return _settings(session, {**session.scene.definition.settings, name: value})


def _unset(session: Session, arguments: list[str]) -> str:
    settings = {name: value for name, value in session.scene.definition.settings.items() if name != arguments[0]}
    return _settings(session, settings)


def _secret(session: Session, arguments: list[str]) -> str:
    if arguments[0] not in session.scene.secrets:
        raise ValueError(f"the secret manager has no {arguments[0]}")
    return _settings(session, {**session.scene.definition.settings, arguments[0]: session.scene.secrets[arguments[0]]})


def _call(session: Session, arguments: list[str]) -> str:
    scene, whom = session.scene, arguments[0]
    if whom == "cards" and scene.shop.cards.delay > 1:
        scene.shop.cards.delay = 0.1
        return said("The card network: you are right, it was us. Charges are fast again.")
    if whom == "database" and scene.reader is not None:
        with scene.reader.connect() as connection:
            connection.execute("SELECT pg_wal_replay_resume()")
        return said("The database's people: the backup had paused the replica. It follows again.")
    return (
        said(f"{whom}: nothing is wrong with ours, and it is three in the morning.") if whom in CALLED else said(HELP)
    )


def _check(session: Session, arguments: list[str]) -> str:
    wrong = well(session.scene)
    session.mended = not wrong
    told = [said(f"Still: {each}") for each in wrong[:4]]
    if not session.layer:
        told.append(said("Which layer was it? Say it: layer application|container|orchestrator|platform"))
    elif session.layer != session.incident.layer:
        told.append(said(f"Not the {session.layer}: what would have to change so that it cannot come again?"))
    if not session.passed:
        return "\n".join(told)
    session.over = True
    note = session.incident.note
    return said(f"Mended. It was the {session.layer}: {note.cause}.")


def _quit(session: Session, arguments: list[str]) -> str:
    session.over = True
    return said("Not mended.") if not session.passed else ""


CALLED = ("cards", "database", "storage", "developers")
COMMANDS: dict[str, Callable[[Session, list[str]], str]] = {
    "ps": _ps,
    "events": _events,
    "logs": _logs,
    "exec": _exec,
    "metrics": _metrics,
    "requests": _requests,
    "request": _request,
    "definition": _definition,
    "words": _words,
    "layer": _layer,
    "restart": _restart,
    "memory": _change(memory=int),
    "probe": _change(probe=str),
    "image": _change(image=lambda text: text.rpartition(":")[2]),
    "secret": _secret,
    "set": _set,
    "unset": _unset,
    "call": _call,
    "check": _check,
    "help": lambda session, arguments: said(HELP),
    "quit": _quit,
}
