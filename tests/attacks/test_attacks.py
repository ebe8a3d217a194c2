"""Every dependency of a shop refused, hanging and slow by 28 seconds: `make attacks`, and 20 minutes.

OPERABLE_ATTACKS=after or before chooses one of the two. Each test prints what it measured, as infra/README.md tells it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from labs.cluster.deployment import Cluster, cluster
from tests.attacks.measure import Measured, Shop, attack, shop
from tests.attacks.ways import HANGING, REFUSED, SLOW

ROOT = Path(__file__).parents[2]
ASKED = os.environ.get("OPERABLE_ATTACKS", "")
# graceful_timeout: a stop cuts what takes longer. Behind it, requests wait for a thread.
BUDGET = 20.0
MODES = (REFUSED, HANGING, SLOW)
# What the log has to say of each.
SAYS = {"writer": "OperationalError", "reader": "the reader database is down", "store": "the store is unavailable",
        "cards": "card network"}  # fmt: skip

pytestmark = pytest.mark.skipif(not ASKED, reason="takes 20 minutes: make attacks")


@pytest.fixture(scope="module")
def servers() -> Iterator[Cluster]:
    with cluster(ROOT / "before" / "books.csv") as made:
        yield made


@pytest.fixture(scope="module")
def after(servers: Cluster) -> Iterator[Shop]:
    with shop(servers, ROOT / "after") as made:
        yield made


def row(tree: str, name: str, mode: str, found: Measured) -> str:
    answers = ", ".join(f"{count} x {status}" for status, count in sorted(found.answers.items()))
    return (
        f"| {tree} | {name} {mode} | {answers} | {found.longest:.1f} s | {found.unanswered} of {found.probes}"
        f" | {len(found.lost)} lost, {found.charged_twice} twice | {found.recovered:.1f} s |"
    )


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["writer", "reader", "store", "cards"])
def test_after(after: Shop, name: str, mode: str) -> None:
    if ASKED not in ("1", "after"):
        pytest.skip("only before/")
    found = attack(after, name, mode)
    print(row("after", name, mode, found))
    print(found.log[-4000:])
    assert found.hung == 0
    assert found.unanswered == 0
    assert found.slowest_probe < 2
    assert SAYS[name] in found.log
    assert (found.lost, found.charged_twice) == ([], 0)
    assert found.longest < 2 * BUDGET


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["writer", "cards"])
def test_before(servers: Cluster, name: str, mode: str) -> None:
    """What the same attacks do to before/, as infra/README.md tells it."""
    if ASKED not in ("1", "before"):
        pytest.skip("only after/")
    with shop(servers, ROOT / "before") as made:
        found = attack(made, name, mode)
    print(row("before", name, mode, found))
    if name == "cards":
        assert (found.lost, found.charged_twice) == ([], 0)
    elif mode == REFUSED:
        assert found.answers["200"] == found.hung == 0
    else:
        assert found.answers["200"] == 0
        assert found.hung
        assert found.unanswered == found.probes
