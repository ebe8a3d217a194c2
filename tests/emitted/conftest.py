"""The emitted modules, loaded as a project would have them, and the servers that they talk to."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from labs.cluster.objectstore import ObjectStore, object_store
from tests.emitted.support import Bucket, load


@pytest.fixture(scope="session")
def storage_module() -> ModuleType:
    return load("storage")


@pytest.fixture(scope="session")
def store() -> Iterator[ObjectStore]:
    with object_store() as running:
        running.client().create_bucket(Bucket="state")
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
