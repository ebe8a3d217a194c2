"""What each incident does to the shop. Its alert, its layer and its good note are in incidents.toml."""

from __future__ import annotations

import contextlib
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from labs.cluster import postgres, processes, service
from labs.cluster.deployment import Cluster, deployment
from labs.incident.scene import GOOD, PATIENCE_SECONDS, ROUND, START_SECONDS, Definition, Scene, running
from labs.trees import AFTER

LAYERS = ("application", "container", "orchestrator", "platform")
NEW_PRICE = 77777
LAG_SECONDS = 5.0
UNSETTLED = 202
# Longer than the shop waits for a payment: a slow machine is no fault.
CHECK_SECONDS = 40.0


@dataclass(frozen=True)
class Note:
    """What is written down for whoever is on call next."""

    seen: str
    cause: str
    done: str
    sooner: str
    later: str


@dataclass(frozen=True)
class Incident:
    """One night. clues are commands and what one of their lines shows; cure is what mends it."""

    slug: str
    alert: str
    layer: str
    clues: tuple[tuple[str, str], ...]
    cure: str
    note: Note


def _define(**fields: object) -> Callable[[Scene], None]:
    def begin(scene: Scene) -> None:
        scene.definition = replace(scene.definition, **fields)  # type: ignore[arg-type]
        scene.event("bookshop", f"rollout of {', '.join(fields)} at 02:41")

    return begin


def _nothing(scene: Scene) -> None:
    """All is well at this moment."""


def _without_key(scene: Scene) -> None:
    settings = {name: value for name, value in scene.definition.settings.items() if name != "CARD_NETWORK_API_KEY"}
    scene.definition = replace(scene.definition, settings=settings)
    scene.event("bookshop", "rollout of settings at 02:41")


def _fill(scene: Scene) -> None:
    scene.full.add("web-2")


def _late(scene: Scene) -> None:
    assert scene.reader is not None
    with scene.reader.connect() as connection:
        connection.execute("SELECT pg_wal_replay_pause()")
    scene.event("database-replica", "backup started at 02:30: replay is paused")
    with scene.shop.database.connect() as connection:
        connection.execute(f"UPDATE books SET price = {NEW_PRICE} WHERE id = 1")


def _hang(scene: Scene) -> None:
    scene.shop.cards.delay = 28.0


def _half(scene: Scene) -> None:
    scene.event("bookshop", "rollout of image 1.5.0 at 02:41, stopped after 1 of 3: the pipeline was cancelled")
    scene.replace(scene.slots[0], replace(scene.definition, image="1.5.0"), grace=3.0)


# What the replicas are started by, and what happens once they are there.
BEGIN: dict[str, Callable[[Scene], None]] = {
    "exit-137": _define(memory=40),
    "never-ready": _define(probe="/ready"),
    "setting-missing": _without_key,
    "disk-full": _fill,
    "wrong-image": _define(image="staging-41"),
    "a-bug": _define(image="1.4.2"),
}
BROKEN: dict[str, Callable[[Scene], None]] = {"replica-late": _late, "dependency-hangs": _hang, "half-a-deploy": _half}
# No replica of these ever becomes ready.
NEVER_READY = ("exit-137", "never-ready", "setting-missing")


def _told() -> dict[int, Incident]:
    told = tomllib.loads(Path(__file__).with_name("incidents.toml").read_text(encoding="utf-8"))
    return {
        number: Incident(
            slug, each["alert"], each["layer"], tuple((clue[0], clue[1]) for clue in each["clues"]), each["cure"],
            Note(**each["note"]),
        )
        for number, (slug, each) in enumerate(told.items(), 1)
    }  # fmt: skip


INCIDENTS = _told()


def images(home: Path) -> dict[str, Path]:
    """The versions that can be rolled out: the good one, staging's, one that needs a column, one with a bug."""
    made = {name: service.copy(AFTER, home / "images" / name) for name in (GOOD, *EDITS)}
    for name, tree in made.items():
        _append(tree / "gunicorn.conf.py", _FULL)
        for file, old, new in EDITS.get(name, ()):
            _edit(tree / file, old, new)
    return made


_BOOK = 'return render_template("book.html"'
_PRICE = "    price: Mapped[int]\n    reviews"
# What tells a version from the good one: file, text, what stands there instead.
EDITS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "staging-41": (("templates/base.html", "<body>", "<body><p>STAGING: nothing can be ordered here</p>"),),
    "1.5.0": (("models.py", _PRICE, _PRICE.replace("    reviews", "    edition: Mapped[str | None]\n    reviews")),),
    "1.4.2": (
        ("catalogue.py", _BOOK, f"stars(db, book_id)\n        {_BOOK}"),
        (
            "catalogue.py",
            "def book_json",
            "def stars(db, id):\n    return 5 / len(get_book(db, id).reviews)\n\n\ndef book_json",
        ),
    ),
}
# A full disk, imitated: whatever is written to the replica's own disk is refused.
_FULL = """

def _full_disk(event, arguments):
    import errno, re
    if event != "open" or not isinstance(arguments[0], str) or not os.path.exists(".full"):
        return
    writes = isinstance(arguments[1], str) and re.search("[wax+]", arguments[1])
    if writes and not arguments[0].startswith(("/dev/", "/proc/")):
        raise OSError(errno.ENOSPC, "No space left on device", arguments[0])


sys.addaudithook(_full_disk)
"""


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    if old not in text:
        raise RuntimeError(f"{file.name} has changed: the incident does not know how to break it")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@contextlib.contextmanager
def broken(incident: Incident, cluster: Cluster) -> Iterator[Scene]:
    """The shop with the incident in it, for as long as the block lasts; begins when the alert would."""
    with contextlib.ExitStack() as stack:
        reader = stack.enter_context(postgres.replica(cluster.database)) if incident.slug == "replica-late" else None
        shop = stack.enter_context(deployment(cluster, AFTER))
        if reader is not None:
            reader = replace(reader, database=shop.database.database)
            processes.wait_until(reader.answers, 30, "the replica to have the database")
            shop.settings["DATABASE_READER_URL"] = reader.url
        home = stack.enter_context(processes.workspace("incident-"))
        scene = Scene(shop, images(home), dict(shop.settings), reader, Definition(settings=dict(shop.settings)))
        BEGIN.get(incident.slug, _nothing)(scene)
        with running(scene):
            if incident.slug in NEVER_READY:
                until(lambda: all(each.refused or each.restarts for each in scene.slots), "something to be seen")
            else:
                _all_ready(scene)
                # What is slow at its first use only is no incident.
                for slot in scene.slots:
                    scene.shop_once(slot, CHECK_SECONDS)
                BROKEN.get(incident.slug, _nothing)(scene)
                _all_ready(scene)
            scene.requests.clear()
            # Half a deploy and slow payments show only in what customers meet.
            until(lambda: len(scene.requests) >= len(ROUND) * 2, "customers")
            yield scene


def _all_ready(scene: Scene) -> None:
    until(lambda: all(each.ready for each in scene.slots), "the replicas to be ready")


def until(condition: Callable[[], bool], what: str, patience: float = START_SECONDS) -> None:
    """Wait for a condition. Raises TimeoutError."""
    processes.wait_until(condition, patience, what)


def well(scene: Scene) -> list[str]:
    """What a customer still meets; nothing where the shop is well again."""

    def settled() -> bool:
        return all(each.ready for each in scene.slots) or any(each.lost for each in scene.slots)

    with contextlib.suppress(TimeoutError):
        until(settled, "all replicas to be ready")
    if lacking := [f"{each.name} is not ready" for each in scene.slots if not each.ready]:
        return lacking
    found: list[str] = []
    for slot in scene.slots:
        ill = [each for each in scene.shop_once(slot, CHECK_SECONDS) if each.failed or each.status == UNSETTLED]
        found += [f"{each.what} on {each.slot}: {each.status or 'no answer'}" for each in ill]
        if any(each.seconds > PATIENCE_SECONDS for each in ill):
            break
    front = scene.ask_slot(scene.slots[0], "GET", "/").text
    if "STAGING" in front:
        found.append("the page says that it is staging")
    if len({each.definition.image for each in scene.slots}) > 1:
        found.append("two versions serve")
    return list(dict.fromkeys([*found, *_old_prices(scene)]))


def _old_prices(scene: Scene) -> list[str]:
    if scene.reader is None:
        return []
    deadline = time.monotonic() + LAG_SECONDS
    while time.monotonic() < deadline:
        if str(NEW_PRICE) in scene.ask_slot(scene.slots[0], "GET", "/api/books/1").text:
            return []
        time.sleep(0.1)
    return ["the pages show an old price"]
