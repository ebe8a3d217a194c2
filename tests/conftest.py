"""Servers that several test folders use. Each starts at its first use and lives as long as the test session."""

import signal
from collections.abc import Iterator

import pytest

from labs.cluster.objectstore import ObjectStore, object_store
from labs.cluster.postgres import Postgres, primary
from tests.second_try import pytest_configure as pytest_configure

# What a shell starts in the background is deaf to Ctrl-C, with all that it starts; some tests send it.
signal.signal(signal.SIGINT, signal.default_int_handler)


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


# What runs servers of its own, or kills processes at chosen moments, measures time on two busy cores.
MEASURING = (
    "tests/labs/",
    "tests/pair/",
    "tests/emitted/",
    "tests/containers/",
    "tests/codemods/behaviour/",
    "tests/codemods/faults/",
    "tests/fleet/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of these folders have a second try, alone: whichever takes it is named in the output."""
    for item in items:
        if any(folder in item.path.as_posix() for folder in MEASURING):
            item.add_marker(pytest.mark.second_try("runs servers or kills processes"))
