"""before/ with the fixes of one anti-pattern alone, each of the eight: a service that starts and behaves as before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from labs.cluster import service
from tests.pair.conftest import BEFORE, Opening, Shop
from tests.pair.test_behaviour import *  # noqa: F403 - all of them, with the shops of this module
from tests.pair.test_migrated import codemods

ANTI_PATTERNS = range(1, 9)


@pytest.fixture(scope="module", params=ANTI_PATTERNS)
def shop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, open_shop: Opening
) -> Iterator[Shop]:
    """The shop that `--select N` alone makes, with its worker."""
    tree: Path = tmp_path_factory.mktemp("migrated") / "tree"
    applied = codemods("apply", BEFORE, "--unsafe", "--select", str(request.param), "--output", tree)
    assert applied.returncode == 0, applied.stdout + applied.stderr
    checked = codemods("check", tree, "--select", str(request.param))
    assert checked.returncode == 0, checked.stdout
    with open_shop("before", migrated=tree) as shop:
        # gunicorn listens before the application has made its tables, and the worker needs them.
        assert shop.customer().get("/").status == 200
        log = shop.tree.parent / "worker.log"
        with service.working(shop.tree, log, shop.settings):
            yield shop
