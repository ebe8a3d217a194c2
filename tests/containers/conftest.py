"""The container tests run in tests/containers/engine.sh: `make test-containers`."""

import os
from collections.abc import Iterator

import pytest

from tests.containers.shops import Shop, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if "OPERABLE_ENGINE" not in os.environ:
        for item in items:
            if "tests/containers/" in item.nodeid:
                item.add_marker(pytest.mark.skip(reason="needs its own Docker Engine: make test-containers"))


@pytest.fixture(scope="session")
def after() -> Iterator[Shop]:
    """Two replicas behind a load balancer; a charge takes two seconds."""
    with running("after", "http://127.0.0.1:8000", CARD_NETWORK_DELAY="2") as shop:
        yield shop


@pytest.fixture(scope="session")
def before() -> Iterator[Shop]:
    """The old service; a charge takes longer than it has to stop."""
    with running("before", "http://127.0.0.1:5000", CARD_NETWORK_DELAY="15") as shop:
        yield shop
