"""Servers that several test folders use. Each starts at its first use and lives as long as the test session."""

from collections.abc import Iterator

import pytest

from labs.cluster.objectstore import ObjectStore, object_store
from labs.cluster.postgres import Postgres, primary
from tests.second_try import pytest_configure as pytest_configure


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A primary; take a database of your own with create_database()."""
    with primary() as server:
        yield server


@pytest.fixture(scope="session")
def bucket_server() -> Iterator[ObjectStore]:
    """An S3-compatible store; create a bucket of your own."""
    with object_store() as store:
        yield store
