"""What `--select 8` alone makes of before/, with a real primary and a real replica."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from labs.cluster import processes, service
from labs.cluster.postgres import Postgres, replica
from tests.pair.conftest import BEFORE, Opening, Shop
from tests.pair.test_behaviour import BUYER
from tests.pair.test_migrated import codemods

LAG_MS = 500
READS = (
    "/", "/books/1", "/books/1/recommendations", "/cart", "/checkout",
    "/api/books", "/api/books/1", "/api/recommendations/1", "/api/cart",
)  # fmt: skip
REFUSED = """
import app
from db import ReaderSession
from models import Review

with app.app.test_request_context(), ReaderSession() as db:
    db.add(Review(book_id=1, name="Ada", text="Through the reader."))
    db.commit()
"""


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("migrated") / "tree"
    applied = codemods("apply", BEFORE, "--unsafe", "--select", "8", "--output", tree)
    assert applied.returncode == 0, applied.stdout + applied.stderr
    return tree


@pytest.fixture(scope="module")
def reader(postgres_server: Postgres) -> Iterator[Postgres]:
    with replica(postgres_server, LAG_MS) as server:
        yield server


@pytest.fixture(scope="module")
def shop(migrated: Path, reader: Postgres, open_shop: Opening) -> Iterator[Shop]:
    """The migrated bookshop, whose replica has the books."""
    with open_shop("before", migrated=migrated, reader=reader) as shop:
        wait_for_books(shop, reader)
        yield shop


def wait_for_books(shop: Shop, reader: Postgres) -> None:
    """Until the replica has what the shop put into its database at its start."""
    books = "SELECT count(*) FROM books"
    wanted, here = shop.query(books), replace(reader, database=shop.database.database)

    def there() -> bool:
        with here.connect() as connection:
            exists = connection.execute("SELECT to_regclass('books') IS NOT NULL").fetchone() == (True,)
            return exists and connection.execute(books).fetchall() == wanted

    processes.wait_until(there, 20, "the replica to have the books")


def transactions(server: Postgres, database: str) -> int:
    """How many transactions the server has carried out in a database."""
    statement = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = %s"
    with server.connect() as connection:
        row = connection.execute(statement, [database]).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("path", READS)
def test_reads_arrive_at_the_replica(path: str, shop: Shop, postgres_server: Postgres, reader: Postgres) -> None:
    servers, name = (postgres_server, reader), shop.database.database
    stranger = shop.customer()
    if path == "/checkout":
        stranger.submit("/cart/add", book_id=1)
    before = [transactions(server, name) for server in servers]

    def counted() -> bool:
        """A server adds up its figures at the end of a transaction, at most once a second."""
        assert stranger.get(path).status == 200
        return transactions(reader, name) - before[1] >= 20

    processes.wait_until(counted, 30, f"the replica to have served {path}")
    assert transactions(postgres_server, name) - before[0] < 10


@pytest.mark.parametrize("endpoint", ["the replica", "the writer"])
def test_the_database_refuses_a_write_through_a_reader_session(
    endpoint: str, shop: Shop, postgres_server: Postgres, reader: Postgres
) -> None:
    """Also where there is no replica and the reader's endpoint leads to the writer."""
    server = replace(reader if endpoint == "the replica" else postgres_server, database=shop.database.database)
    settings = service.environment(shop.tree, {**shop.settings, "DATABASE_READER_URL": server.url})
    done = subprocess.run(
        [sys.executable, "-c", REFUSED], cwd=shop.tree, env=settings, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "ReadOnlySqlTransaction" in done.stderr
    assert shop.query("SELECT count(*) FROM reviews") == [(0,)]


def test_customers_read_what_they_have_written(shop: Shop) -> None:
    """Half a second of lag, and each read comes right after its write."""
    stranger, missed = shop.customer(), 0
    for number in range(10):
        writer, review = shop.customer(), {"name": "Ada", "text": f"Review number {number}."}
        assert writer.submit("/books/1/reviews", **review).status == 302
        missed += review["text"] not in stranger.get("/books/1").text
        assert review["text"] in writer.get("/books/1").text
        assert review in [
            {key: each[key] for key in review} for each in writer.get("/api/books/1").json["reviews"]
        ]  # fmt: skip
    assert missed > 0, "the replica did not lag, so nothing was shown"
    customer = shop.customer()
    customer.send("/api/cart", {"book_id": 1})
    order = customer.send("/api/checkout", BUYER)
    assert order.status == 201
    assert [customer.get(f"{path}/{order.json['id']}").status for path in ("/orders", "/api/orders")] == [200, 200]


def test_every_request_is_answered_when_the_replica_is_killed(
    migrated: Path, postgres_server: Postgres, open_shop: Opening
) -> None:
    with replica(postgres_server) as server, open_shop("before", migrated=migrated, reader=server) as shop:
        wait_for_books(shop, server)
        stranger, writer = shop.customer(), shop.customer()
        reads = [path for path in READS if path != "/checkout"]
        assert {stranger.get(path).status for path in reads} == {200}
        server.process.kill()
        for _ in range(3):
            assert {stranger.get(path).status for path in reads} == {200}
            assert writer.send("/api/cart", {"book_id": 1}).status == 200
            assert writer.get("/checkout").status == 200
        logs = "".join(path.read_text() for path in (shop.tree / "logs").iterdir())
        assert logs.count("the reader database is down") == 1


def test_without_a_reader_nothing_changes(migrated: Path, open_shop: Opening) -> None:
    with open_shop("before", migrated=migrated) as shop:
        customer = shop.customer()
        assert {customer.get(path).status for path in READS if path != "/checkout"} == {200}
        answer = customer.submit("/books/1/reviews", name="Ada", text="At once.")
        assert "primary_until" not in answer.headers.get("Set-Cookie", "")
        assert "At once." in customer.get("/books/1").text
