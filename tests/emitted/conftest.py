"""The emitted modules, loaded as a project would have them, and the servers that they talk to."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from labs.cluster.objectstore import ObjectStore, object_store
from labs.cluster.postgres import Postgres, catch_up, primary, replica
from tests.emitted.support import PREFIX, Bucket, load

LAG_MS = 400


@pytest.fixture(scope="session")
def storage_module() -> ModuleType:
    return load("storage")


@pytest.fixture(scope="session")
def store() -> Iterator[ObjectStore]:
    with object_store() as running:
        running.make_bucket("state")
        yield running


@pytest.fixture(scope="session")
def store_client(store: ObjectStore) -> Any:
    return store.client()


@pytest.fixture
def bucket(store: ObjectStore, store_client: Any, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """A bucket that the environment points boto3 to."""
    for name, value in store.environment.items():
        monkeypatch.setenv(name, value)
    return Bucket(store_client, uuid.uuid4().hex)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The service's working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STATE_URL", raising=False)
    return tmp_path


@pytest.fixture(scope="session")
def writer() -> Iterator[Postgres]:
    with primary() as server:
        with server.connect() as connection:
            connection.execute("CREATE TABLE notes (id serial PRIMARY KEY, text text NOT NULL)")
        yield server


@pytest.fixture(scope="session")
def lagging_replica(writer: Postgres) -> Iterator[Postgres]:
    with replica(writer, lag_ms=LAG_MS) as server:
        yield server


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, writer: Postgres) -> pytest.MonkeyPatch:
    monkeypatch.setenv("DATABASE_URL", writer.url)
    for name in ("DATABASE_READER_URL", "READ_YOUR_WRITES_SECONDS", "DATABASE_POOL_SIZE", "DATABASE_MAX_OVERFLOW"):
        monkeypatch.delenv(name, raising=False)
    with writer.connect() as connection:
        connection.execute("TRUNCATE notes")
    return monkeypatch


@pytest.fixture
def reader(environment: pytest.MonkeyPatch, writer: Postgres, lagging_replica: Postgres) -> Postgres:
    """The replica, once it has seen the test's empty table."""
    catch_up(writer, lagging_replica)
    return lagging_replica


@pytest.fixture
def databases(environment: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    module = load("databases")
    yield module
    for engine in module._engines:
        engine.dispose()


@pytest.fixture
def storage(home: Path, bucket: Bucket, storage_module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setenv("STATE_URL", f"{bucket.url}/{PREFIX}/")
    return storage_module


@pytest.fixture
def new_client(storage: ModuleType) -> Iterator[Callable[[], None]]:
    """Forgets the process's client, as a restart does."""
    yield storage._client.cache_clear
    storage._client.cache_clear()
