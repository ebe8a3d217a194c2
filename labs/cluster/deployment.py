"""A cluster, and the bookshop deployed in it: N replicas of a tree with everything that they stand on."""

import contextlib
import re
import shutil
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, TypeVar, cast

from labs.cluster import (
    cleanroom,
    container,
    customer,
    docker,
    docker_build,
    model,
    objectstore,
    postgres,
    processes,
    runbook,
    service,
)
from labs.cluster.balancer import QUICK, Balancer, Pace, balancer
from labs.cluster.cardnetwork import CardNetwork, card_network
from labs.cluster.objectstore import ObjectStore
from labs.cluster.postgres import Postgres

T = TypeVar("T")

MODELS, STATE = "models", "state"
OUTPUT = 3000  # characters of what a replica said
BAD_SECONDS = 5.0  # of nothing but errors
LISTENS = re.compile(r"(?:Listening at|Running on):? https?://[\w.\[\]:]*?:(\d+)")
START_SECONDS = 90.0  # how long a start may take where time is not the question
BESIDE = 3  # what mostly waits, at a time


class Replica(Protocol):
    """What experiments do with a container, whichever runtime it is of; see container.Container."""

    @property
    def process(self) -> processes.Process: ...
    @property
    def address(self) -> str: ...
    @property
    def tree(self) -> Path: ...
    def outside(self) -> list[str]: ...
    def output(self) -> str: ...
    def log_files(self) -> Mapping[str, str]: ...
    def stop(self, grace: float) -> bool: ...
    def remove(self) -> None: ...


def as_process(source: Path, tree: Path, port: int, log: Path, settings: Mapping[str, str]) -> Replica:
    return container.start(tree, service.command(tree), port, log, settings)


@dataclass(frozen=True)
class Runtime:
    """What replicas are, and where the Dockerfile's build is carried out; see cleanroom.build."""

    # The tree, the replica's own copy of it, the port, where its output goes, its settings.
    start: Callable[[Path, Path, int, Path, Mapping[str, str]], Replica]
    build: Callable[[Path, Path, Path | None], contextlib.AbstractContextManager[cleanroom.Room]]


PROCESS = Runtime(as_process, cleanroom.build)
RUNTIMES = {"process": PROCESS, "docker": Runtime(docker.start, docker_build.build)}


@dataclass(frozen=True)
class Cluster:
    """What all deployments share: a database server and an object store, with the recommendations' model in it. said
    is what replicas have logged that are gone; begun, what goes on in pool beside the experiments; models, the sizes of
    those that are in the store."""

    database: Postgres
    store: ObjectStore
    catalogue: Path
    runtime: Runtime = PROCESS
    said: list[str] = field(default_factory=list)
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(BESIDE))
    begun: dict[object, Future[Any]] = field(default_factory=dict)
    models: dict[object, int] = field(default_factory=dict)
    storing: Lock = field(default_factory=Lock)

    def begin(self, part: Callable[["Cluster", Path], T], tree: Path) -> None:
        """Let a part of an experiment that mostly waits go on, for the experiment to ask for when it is its turn."""
        self.begun[part, tree] = self._submit(part, tree)

    def beside(self, part: Callable[["Cluster", Path], T], tree: Path) -> Future[T]:
        """The part that was begun, else it begins now."""
        return cast(Future[T], self.begun.pop((part, tree), None)) or self._submit(part, tree)

    def _submit(self, part: Callable[["Cluster", Path], T], tree: Path) -> Future[T]:
        # What its replicas say belongs to no other experiment.
        return self.pool.submit(part, replace(self, said=[]), tree)

    def put_model(self, bucket: str, others: int = 0, reverse: bool = False) -> int:
        """Create the bucket if need be and put a model in it, unless it is there; return its size in bytes."""
        put = bucket, others, reverse
        # Put once more, it would come between a replica and what that is fetching.
        with self.storing:
            if put not in self.models:
                data = model.also_bought(self.catalogue, others, reverse)
                self.store.make_bucket(bucket)
                self.store.client().put_object(Bucket=bucket, Key="also-bought.json", Body=data)
                self.models[put] = len(data)
        return self.models[put]


@contextlib.contextmanager
def cluster(catalogue: Path, runtime: str = "process") -> Iterator[Cluster]:
    """Start the shared servers; catalogue is the shop's books.csv. Raises RuntimeError where a part is missing."""
    with (
        # Without the servers, what still goes on ends.
        ThreadPoolExecutor(BESIDE) as pool,
        postgres.primary() as database,
        objectstore.object_store() as store,
    ):
        made = Cluster(database, store, catalogue, RUNTIMES[runtime], pool=pool)
        made.put_model(MODELS)
        made.store.make_bucket(STATE)
        try:
            yield made
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@dataclass
class Deployment:
    """One tree with its own database, card network and settings, and what runs of it.

    settings go into the environment of each replica; by_hand is what the runbook's edits may set in its tree.
    """

    source: Path
    home: Path
    database: Postgres
    cards: CardNetwork
    settings: dict[str, str]
    by_hand: dict[str, str]
    runtime: Runtime
    replicas: list[Replica] = field(default_factory=list)

    def image(self) -> Path:
        """A private copy of the tree, edited by hand as far as it needs that."""
        tree = service.copy(self.source, self.home / uuid.uuid4().hex / "app")
        runbook.carry_out(tree, self.by_hand)
        return tree

    def launch(self, port: int | None = None, image: Path | None = None) -> Replica:
        """Start a replica and return at once. image becomes its disk, an image of its own where none is given."""
        port = port or processes.free_port()
        self.by_hand |= {"HOST": processes.HOST, "PORT": str(port)}
        tree = image or self.image()
        log = self.home / f"{len(self.replicas)}.log"
        made = self.runtime.start(self.source, tree, port, log, self.settings)
        self.replicas.append(made)
        return made

    def start(self, port: int | None = None, image: Path | None = None, patience: float = START_SECONDS) -> Replica:
        """Start a replica and wait for its first good answer. Raises RuntimeError or TimeoutError with its output."""
        made = self.launch(port, image)
        bad = list[float]()

        def is_up() -> bool:
            status = customer.Customer(f"http://{made.address}").get("/").status
            if status >= 500:
                bad.append(time.monotonic())
                if bad[-1] - bad[0] > BAD_SECONDS:
                    raise RuntimeError(f"GET / is answered with {status}:\n{made.output()[-OUTPUT:]}")
            elif not status and (found := LISTENS.search(made.output())) and found[1] != made.address.split(":")[1]:
                raise RuntimeError(f"it listens on port {found[1]}, and not on PORT:\n{made.output()[-OUTPUT:]}")
            return status == 200

        processes.wait_until(is_up, patience, "a good answer to GET /", made.process)
        return made

    @contextlib.contextmanager
    def balanced(
        self, count: int, spare: int, policy: str = "round_robin", pace: Pace = QUICK
    ) -> Iterator[tuple[Balancer, list[int]]]:
        """Start so many replicas behind a balancer that knows so many more ports. Yields it and the spare ports."""
        ports = [processes.free_port() for _ in range(count + spare)]
        replicas = [self.start(port) for port in ports[:count]]
        health = "/readyz" if answers(replicas[0], "/readyz") else "/"
        with balancer(ports, health, policy, pace) as made:
            made.wait_for([each.address for each in replicas])
            yield made, ports[count:]

    @contextlib.contextmanager
    def given(self, settings: Mapping[str, str]) -> Iterator[None]:
        """What is launched meanwhile has these settings, too."""
        before = self.settings, self.by_hand
        self.settings, self.by_hand = {**self.settings, **settings}, {**self.by_hand, **settings}
        try:
            yield
        finally:
            self.settings, self.by_hand = before

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with self.database.connect() as connection:
            return connection.execute(statement).fetchall()

    def has(self, table: str) -> bool:
        return self.query(f"SELECT to_regclass('{table}') IS NOT NULL") == [(True,)]


def answers(replica: Replica, path: str = "/", patience: float = 60) -> bool:
    """Whether a replica gives a good answer within so many seconds."""
    return customer.Customer(f"http://{replica.address}", patience=patience).get(path).status == 200


@contextlib.contextmanager
def deployment(
    cluster: Cluster,
    tree: Path,
    delay: float = 0.0,
    settings: Mapping[str, str] | None = None,
    not_by_hand: Sequence[str] = (),
    owner: tuple[str, str] | None = None,
    cards: CardNetwork | None = None,
) -> Iterator[Deployment]:
    """Prepare what a tree's replicas stand on, and leave nothing of it. The release step is carried out, if it has one.

    delay is the card network's, in seconds; settings override those of the site; not_by_hand names settings that no
    hand edit may make; owner is a database user of this deployment's own, with their password; cards is
    another deployment's card network.
    """
    settings = settings or {}
    key = settings.get("CARD_NETWORK_API_KEY", "bookshop-live-key")
    with contextlib.ExitStack() as stack:
        home = stack.enter_context(processes.workspace("bookshop-"))
        cards = cards or stack.enter_context(card_network(delay, key))
        cards.keys.setdefault(key, 0)
        database = cluster.database.create_database(f"bookshop_{uuid.uuid4().hex}")
        database = database.given_to(*owner) if owner else database
        site = {
            **site_of(database),
            **cluster.store.environment,
            "CARD_NETWORK_URL": cards.url,
            "CARD_NETWORK_API_KEY": key,
            "MODEL_BUCKET": MODELS,
            "SHOP_NAME": "The Lab Bookshop",
            **settings,
        }
        by_hand = {name: value for name, value in site.items() if name not in not_by_hand}
        site |= {"STATE_URL": f"s3://{STATE}/{uuid.uuid4().hex}", "DRAIN_SECONDS": "3"}
        made = Deployment(tree, home, database, cards, site, by_hand, cluster.runtime)
        try:
            release(made)
            yield made
        finally:
            for replica in made.replicas:
                with contextlib.suppress(RuntimeError, OSError):
                    cluster.said.extend([*replica.log_files().values(), replica.output()])
                replica.remove()


def site_of(database: Postgres) -> dict[str, str]:
    """The settings that name a database, and the key that signs the customers' cookies."""
    return {
        "DB_HOST": database.host,
        "DB_PORT": str(database.port),
        "DB_NAME": database.database,
        "DB_USER": database.user,
        "DB_PASSWORD": database.password,
        "SECRET_KEY": "only-the-labs-know",
    }


def release(made: Deployment) -> None:
    """The release step in a container of its own. Raises RuntimeError, with its output, if it fails."""
    tree = made.image()
    service.prepare_database(tree, made.settings)
    shutil.rmtree(tree.parent)
