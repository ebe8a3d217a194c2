"""A cluster for the experiments, from the servers of the test session."""

from collections.abc import Callable
from pathlib import Path

import pytest

from labs import trees
from labs.cluster.deployment import MODELS, STATE, Cluster
from labs.cluster.objectstore import ObjectStore
from labs.cluster.postgres import Postgres


@pytest.fixture(scope="session")
def lab_cluster(postgres_server: Postgres, bucket_server: ObjectStore) -> Cluster:
    made = Cluster(postgres_server, bucket_server, trees.BEFORE / "books.csv")
    made.put_model(MODELS)
    made.store.make_bucket(STATE)
    return made


@pytest.fixture(scope="session")
def without(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """before/ rewritten by every codemod except those of some anti-patterns; made once."""
    made: dict[tuple[int, ...], Path] = {}

    def migrated(*left_out: int) -> Path:
        if left_out not in made:
            made[left_out] = trees.migrate(tmp_path_factory.mktemp("migrated") / "tree", left_out)
        return made[left_out]

    return migrated
