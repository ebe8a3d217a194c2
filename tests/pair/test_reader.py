"""After reads from a replica where it may, and no customer misses what they have just written."""

from collections.abc import Callable

from labs.cluster import processes
from labs.cluster.postgres import Postgres, replica
from tests.pair.conftest import Opening
from tests.pair.test_behaviour import BUYER

LAG_MS = 3000
REVIEW = {"name": "Ada", "text": "Just written."}


def test_the_replica_serves_those_who_have_written_nothing(postgres_server: Postgres, open_shop: Opening) -> None:
    with replica(postgres_server, LAG_MS) as reader, open_shop("after, local", reader=reader) as shop:
        writer, stranger = shop.customer(), shop.customer()
        assert stranger.get("/books/1").status == 200
        writer.submit("/books/1/reviews", **REVIEW)
        assert "Just written." not in stranger.get("/books/1").text
        assert "Just written." in writer.get("/books/1").text
        late = processes.wait_until(lambda: "Just written." in stranger.get("/books/1").text, 20, "the replica")
        assert late > 0.5
        reader.process.kill()
        assert all(stranger.get(path).status == 200 for path in ("/", "/books/1", "/cart", "/api/books/1"))
        assert stranger.send("/api/cart", {"book_id": 1}).status == 200


def test_every_view_that_only_reads_asks_the_reader(release: Callable[[], Postgres], open_shop: Opening) -> None:
    """Here the reader is another database, in which everything costs a cent."""
    sale = release()
    with sale.connect() as reader:
        reader.execute("UPDATE books SET price = 1")
    with open_shop("after, local", DATABASE_READER_URL=sale.url, READ_YOUR_WRITES_SECONDS="2") as shop:
        customer = shop.customer()
        assert customer.send("/api/cart", {"book_id": 1}).json["total"] == 1940
        pages = {path: customer.get(path).text for path in ("/", "/books/1", "/books/1/recommendations")}
        assert {path: text.count("0.01 EUR") for path, text in pages.items()} == {
            "/": 12,
            "/books/1": 1,
            "/books/1/recommendations": 4,
        }
        for path in ("/api/books", "/api/recommendations/1", "/api/cart"):
            assert {book["price"] for book in customer.get(path).json["books"]} == {1}, path
        assert customer.get("/api/books/1").json["price"] == 1
        assert all("4.91 EUR" in customer.get(path).text for path in ("/cart", "/checkout"))

        order = customer.send("/api/checkout", BUYER).json
        assert order["total"] == 1940
        views = (f"/orders/{order['id']}", f"/api/orders/{order['id']}")
        assert [customer.get(path).status for path in views] == [200, 200]
        assert "14.50 EUR" in customer.get("/books/1").text
        assert "0.01 EUR" in shop.customer().get("/books/1").text
        processes.wait_until(lambda: customer.get(views[0]).status == 404, 10, "the reader again")
        assert customer.get(views[1]).status == 404
