"""A service on a stage of its own: what it stands on, and replicas of it in private copies of its tree."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from codemods.domains.settings.contract import Setting
from labs.cluster import container, processes
from labs.prove import events
from labs.prove.gateway import Gateway, gateway
from labs.prove.guard import Guard
from labs.prove.profile import EDIT, Profile
from labs.prove.requests import Step
from labs.prove.servers import Parts, filled
from labs.prove.visitor import Visitor

WATCH = Path(__file__).parent / "watch"
START_SECONDS = 60.0
PROBE_SECONDS = 5.0
# What is no part of what is deployed. Real credentials do not belong into an experiment: .env stays out.
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".hg", ".venv", "venv", "env", "node_modules", "__pycache__", ".env", ".env.*", ".tox", ".mypy_cache"
)
SHELL = re.compile(r"[|&;<>`]|\$\(")


@dataclass
class Replica:
    """A running copy of the service: its container, and what its watcher writes."""

    container: container.Container
    told: Path

    @property
    def url(self) -> str:
        return f"http://{self.container.address}"

    @property
    def tree(self) -> Path:
        return self.container.tree

    def events(self) -> Sequence[events.Event]:
        return events.read(self.told, self.tree)

    def answers(self, path: str, patience: float = PROBE_SECONDS, bad: int = 400) -> bool:
        """Whether a request is answered with a status below `bad`."""
        return 0 < Visitor(self.url, patience=patience).get(path).status < bad


@dataclass
class Deployment:
    """One release of the service with a database and settings of its own."""

    stage: Stage
    settings: Mapping[str, str]
    parts: Parts

    def launch(self, port: int | None = None, settings: Mapping[str, str] | None = None) -> Replica:
        """Start a replica and return at once. settings add to those of the deployment."""
        return self.stage.launch(port or processes.free_port(), {**self.settings, **(settings or {})}, self.parts)

    def start(self, port: int | None = None) -> Replica:
        """Start a replica and wait for its first good answer. Raises RuntimeError, TimeoutError with its output."""
        replica = self.launch(port)
        self.stage.wait_for(replica)
        return replica

    def query(self, statement: str) -> int:
        """The first value of the first row that the database answers, as a number."""
        assert self.parts.postgres
        with self.parts.postgres.connect() as connection:
            row = connection.execute(statement.encode()).fetchone()
        return int(row[0]) if row and row[0] is not None else 0

    @contextlib.contextmanager
    def balanced(self, count: int) -> Iterator[tuple[Gateway, list[Replica]]]:
        """Start so many replicas behind one address. Yields it and them."""
        replicas = [self.start() for _ in range(count)]
        with gateway() as made:
            for replica in replicas:
                made.add(replica.container.port)
            yield made, replicas


@dataclass(frozen=True)
class Arrival:
    """What became of one setting: how it was seen to arrive, '' where it was not; whether it was read at all, and
    whether the service came up with it."""

    name: str
    seen: str
    read: bool
    started: bool
    events: Sequence[events.Event]


@dataclass
class Stage:
    """A tree with its profile, ready to be deployed as often as experiments want."""

    tree: Path
    profile: Profile
    programs: Path
    steps: Sequence[Step]
    home: Path
    parts: Parts
    guard: Guard
    known: Mapping[str, Setting] = field(default_factory=dict)  # what the code reads from the environment
    replicas: list[Replica] = field(default_factory=list)
    image: Path = Path()
    arrivals: Sequence[Arrival] | None = None  # see trials/settings.py
    probe: str = "/"
    usual: float = 0.0  # seconds to the first answer of all
    bad: list[str] = field(default_factory=list)  # guessed requests that are answered with an error

    @property
    def health(self) -> str:
        """The path whose good answer says that a replica serves."""
        return self.profile.health or self.probe

    def find_probe(self, replica: Replica) -> None:
        """Choose the first page that a replica answers well that nobody has used yet."""
        paths = dict.fromkeys(step.path for step in self.steps if step.method == "GET" and "{" not in step.path)
        self.probe = next((path for path in paths if replica.answers(path)), "")

    def serves(self, replica: Replica) -> bool:
        """Whether a replica gives a good answer; any but an error of its own, where no page is there for everybody."""
        return replica.answers(self.health) if self.health else replica.answers("/", bad=500)

    def wait_for(self, replica: Replica) -> float:
        """The seconds until it serves. Raises RuntimeError, TimeoutError with its output."""
        what = f"a good answer to GET {self.health or '/'}"
        return processes.wait_until(lambda: self.serves(replica), START_SECONDS, what, replica.container.process)

    def begin(self) -> None:
        self.guard.begin()
        self.replicas.clear()

    def end(self) -> Sequence[events.Event]:
        """Remove what runs; all that was seen inside of it."""
        found = [event for replica in self.replicas for event in replica.events()]
        for replica in self.replicas:
            replica.container.remove()
        self.replicas.clear()
        return found

    @contextlib.contextmanager
    def deployment(
        self, settings: Mapping[str, str] | None = None, ports: Mapping[str, int] | None = None
    ) -> Iterator[Deployment]:
        """A deployment on fresh data; ports replace those of its parts. Its replicas end with it."""
        parts = self.parts.fresh()
        moved = parts.at(ports or {})
        before = len(self.replicas)
        try:
            yield Deployment(self, {**filled(self.profile.settings, moved), **(settings or {})}, moved)
        finally:
            for replica in self.replicas[before:]:
                replica.container.process.kill()
            parts.drop()

    def prepare(self) -> None:
        """Make the image, and carry out the release step. Raises RuntimeError, with its output, if it fails.

        What the release writes to a database server is what every deployment begins with; what it writes to the tree,
        as to a SQLite file, is part of the image, so that each replica begins with it.
        """
        self.image = shutil.copytree(self.tree, self.home / "image", ignore=LEFT_OUT, symlinks=True)
        if not self.profile.release:
            return
        tree = self.copy()
        self._edit(tree, self.parts)
        variables = self.variables(tree, self.home / "release.jsonl", 0, filled(self.profile.settings, self.parts))
        done = subprocess.run(
            ["/bin/sh", "-c", self.profile.release],
            cwd=tree / self.profile.folder, env=variables, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(
                f"the release step failed: {self.profile.release}\n{(done.stdout + done.stderr)[-2000:]}"
            )
        if not self.parts.keeps_data:
            shutil.rmtree(self.image)
            shutil.copytree(tree, self.image, symlinks=True)

    def copy(self) -> Path:
        """A private copy of the image: the disk of one replica."""
        return shutil.copytree(self.image, self.home / uuid.uuid4().hex / "app", symlinks=True)

    def launch(self, port: int, settings: Mapping[str, str], parts: Parts) -> Replica:
        tree = self.copy()
        self._edit(tree, parts)
        told = self.home / f"events-{uuid.uuid4().hex}.jsonl"
        variables = self.variables(tree, told, port, settings)
        log = self.home / f"output-{uuid.uuid4().hex}.log"
        words = command(self.profile, variables)
        made = container.start(tree, words, port, log, variables, self.profile.folder, shared=None)
        self.guard.watch(made.process)
        replica = Replica(made, told)
        self.replicas.append(replica)
        return replica

    def _edit(self, tree: Path, parts: Parts) -> None:
        for edit in self.profile.edits:
            match = EDIT.fullmatch(edit)
            assert match
            place = tree / self.profile.folder / match["path"]
            if not place.is_file():
                continue  # the second of two trees needs fewer edits
            new = filled({"": match["new"]}, parts)[""]
            place.write_text(place.read_text().replace(match["old"], new))

    def variables(self, tree: Path, told: Path, port: int, settings: Mapping[str, str]) -> dict[str, str]:
        """The environment of a process of the service; none of it is the caller's."""
        given = {name: _placed(value, port, tree, self.tree) for name, value in settings.items()}
        paths = [str(WATCH), *filter(None, [given.get("PYTHONPATH", "")])]
        return {
            "HOME": str(tree),
            "LANG": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
            "PORT": str(port),
            "UVICORN_LOOP": "asyncio",  # the other loop binds its ports where nobody can see it
            "VIRTUAL_ENV": str(self.programs.parent),
            **given,
            "PATH": os.pathsep.join((str(self.programs), "/usr/local/bin", "/usr/bin", "/bin")),
            "PYTHONPATH": os.pathsep.join(paths),
            "OPERABLE_EVENTS": str(told),
            "OPERABLE_TREE": str(tree),
            "OPERABLE_PORT": str(port),
            "OPERABLE_INSIDE": str(self.profile.port or ""),
            "OPERABLE_OUTSIDE": given.get("OPERABLE_OUTSIDE", "open" if self.profile.outside else "refused"),
        }


def _placed(value: str, port: int, tree: Path, source: Path) -> str:
    return value.replace("{port}", str(port)).replace("{tree}", str(tree)).replace("{source}", str(source))


def command(profile: Profile, variables: Mapping[str, str]) -> list[str]:
    """The words of the start command: through a shell where it takes one to understand it."""
    if SHELL.search(profile.start):
        return ["/bin/sh", "-c", profile.start]
    words = shlex.split(profile.start)
    if words[:2] in (["/bin/sh", "-c"], ["sh", "-c"]):
        return words
    known = re.compile(r"\$\{?(\w+)(?::-([^}]*))?\}?")
    return [known.sub(lambda match: variables.get(match[1], match[2] or ""), word) for word in words]
