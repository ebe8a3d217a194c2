"""The bookshop before and after, each running against real servers."""

import contextlib
import functools
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from labs.cluster import model, processes, runbook, service
from labs.cluster.cardnetwork import CardNetwork, card_network
from labs.cluster.objectstore import ObjectStore
from labs.cluster.postgres import Postgres
from tests.pair.browser import Browser

ROOT = Path(__file__).parents[2]
BEFORE, AFTER = ROOT / "before", ROOT / "after"
# What accounts for a different kind of shop: the tree, and whether its state goes to the bucket.
SHOPS = {"before": (BEFORE, False), "after, local": (AFTER, False), "after, in the bucket": (AFTER, True)}


@dataclass(frozen=True)
class Shop:
    """A running bookshop in its private tree, with what it stands on."""

    url: str
    tree: Path
    process: processes.Process
    database: Postgres
    cards: CardNetwork
    store: ObjectStore
    settings: Mapping[str, str]

    def customer(self) -> Browser:
        return Browser(self.url)

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with self.database.connect() as connection:
            return connection.execute(statement).fetchall()

    @property
    def keeps_state_in_bucket(self) -> bool:
        return "STATE_URL" in self.settings

    def state(self) -> set[str]:
        """The names of the service's files, wherever it keeps them."""
        if not self.keeps_state_in_bucket:
            paths = [*self.tree.glob("sess-*"), *self.tree.glob("uploads/*")]
            return {str(path.relative_to(self.tree)) for path in paths}
        bucket, _, prefix = self.settings["STATE_URL"].removeprefix("s3://").partition("/")
        found = self.store.client().list_objects_v2(Bucket=bucket, Prefix=f"{prefix}/")
        return {item["Key"].removeprefix(f"{prefix}/") for item in found.get("Contents", [])}


Opening = Callable[..., contextlib.AbstractContextManager[Shop]]


@pytest.fixture(scope="session")
def models(bucket_server: ObjectStore) -> str:
    """The bucket that holds the model."""
    for name in ("models", "state"):
        bucket_server.make_bucket(name)
    catalogue = model.also_bought(BEFORE / "books.csv")
    bucket_server.client().put_object(Bucket="models", Key="also-bought.json", Body=catalogue)
    return "models"


def site(database: Postgres) -> dict[str, str]:
    """The settings that name a database, and the secrets."""
    return {
        "DB_HOST": database.host,
        "DB_PORT": str(database.port),
        "DB_NAME": database.database,
        "DB_USER": database.user,
        "DB_PASSWORD": database.password,
        "SECRET_KEY": "the-tests",
        "CARD_NETWORK_API_KEY": "the-key-of-the-tests",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
    }


@pytest.fixture(scope="session")
def release(postgres_server: Postgres) -> Callable[[], Postgres]:
    """Databases in which after's release step has been carried out: once for real, all others are copies."""

    @functools.cache
    def released() -> Postgres:
        database = postgres_server.create_database("bookshop")
        with processes.workspace() as home:
            service.prepare_database(service.copy(AFTER, home / "app"), site(database))
        return database

    return lambda: postgres_server.create_database(f"bookshop_{uuid.uuid4().hex}", released().database)


@pytest.fixture(scope="session")
def open_shop(
    postgres_server: Postgres, release: Callable[[], Postgres], bucket_server: ObjectStore, models: str
) -> Opening:
    """Open a shop: `with open_shop("before") as shop`. Every shop has a database, a card network and a tree."""

    @contextlib.contextmanager
    def opening(
        kind: str, delay: float = 0.0, reader: Postgres | None = None, migrated: Path | None = None, **extra: str
    ) -> Iterator[Shop]:
        original, in_bucket = SHOPS[kind]
        with processes.workspace("bookshop-") as home, card_network(delay) as cards:
            if original == BEFORE:
                database = postgres_server.create_database(f"bookshop_{uuid.uuid4().hex}")
            else:
                database = release()
            port = processes.free_port()
            settings = {
                **site(database),
                "HOST": processes.HOST,
                "PORT": str(port),
                "CARD_NETWORK_URL": cards.url,
                "CARD_NETWORK_API_KEY": cards.api_key,
                "SHOP_NAME": "The Test Bookshop",
                "MODEL_BUCKET": models,
                **bucket_server.environment,
                **extra,
            }
            tree = service.copy(migrated or original, home / "app")
            if original == BEFORE:
                runbook.carry_out(tree, settings)
                settings = settings if migrated else extra
                service.prepare_database(tree, settings)
            else:
                settings["GUNICORN_CMD_ARGS"] = f"--bind={processes.HOST}:{port}"
            if reader:
                reader = replace(reader, database=database.database)
                processes.wait_until(reader.answers, 20, "the replica to have the database")
                settings["DATABASE_READER_URL"] = reader.url
            if in_bucket:
                settings["STATE_URL"] = f"s3://state/{uuid.uuid4().hex}"
            with service.serving(tree, port, home / "web.log", settings) as process:
                url = f"http://{processes.HOST}:{port}"
                yield Shop(url, tree, process, database, cards, bucket_server, settings)

    return opening


@pytest.fixture(scope="session", params=SHOPS)
def shop(request: pytest.FixtureRequest, open_shop: Opening) -> Iterator[Shop]:
    """Each kind of shop in turn, with its worker."""
    with open_shop(request.param) as shop, service.working(shop.tree, shop.tree.parent / "worker.log", shop.settings):
        yield shop


@pytest.fixture
def customer(shop: Shop) -> Browser:
    return shop.customer()
