"""What a customer sees is the same before and after, whatever the state's place."""

import threading
from concurrent.futures import ThreadPoolExecutor

from labs.cluster.cardnetwork import DECLINED_CARD
from labs.cluster.processes import wait_until
from tests.pair.browser import Answer, Browser
from tests.pair.conftest import Shop

BUYER = {"name": "Ada", "address": "1 Lovelace Street", "card_number": "4242424242424242"}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


def ids(answer: Answer) -> list[int]:
    return [book["id"] for book in answer.json["books"]]


def review(customer: Browser, path: str, photo: tuple[str, bytes] | None = None, **fields: str) -> Answer:
    return customer.submit(path, **fields, **({"photo": photo} if photo else {}))


def test_the_catalogue_has_pages(customer: Browser) -> None:
    first, last, beyond = (customer.get(f"/api/books?page={page}").json for page in (1, 5, 99))
    assert [len(first["books"]), first["page"], first["last"], first["total"]] == [12, 1, 5, 50]
    assert first["books"][0]["title"] == "A Field Guide to Front Doors"
    assert [len(last["books"]), last["page"]] == [2, 5]
    assert beyond == last
    page = customer.get("/?page=2").text
    assert all(expected in page for expected in ("The Test Bookshop", "Page 2 of 5", 'rel="prev"', 'rel="next"'))


def test_books_are_found_by_title_and_author(customer: Browser) -> None:
    found = customer.get("/api/books?q=HARBOUR").json
    assert [book["title"] for book in found["books"]] == ["Five Harbours", "The Harbour Master's Wife"]
    assert [book["title"] for book in customer.get("/api/books?q=pym").json["books"]] == ["The Little Book of Ledgers"]
    assert customer.get("/api/books?q=%25").json["total"] == 0
    assert "Five Harbours" in customer.get("/?q=harbour").text


def test_a_book_has_a_page(customer: Browser) -> None:
    book = customer.get("/api/books/1").json
    assert (book["title"], book["price"]) == ("The Lighthouse Keeper's Ledger", 1450)
    page = customer.get("/books/1").text
    assert "The Lighthouse Keeper&#39;s Ledger" in page
    assert "14.50 EUR" in page


def test_what_is_not_there_is_not_found(customer: Browser) -> None:
    assert customer.get("/api/books/999").json == {"error": "There is no book 999."}
    for path in ("/books/999", "/api/books/999", "/uploads/none.png", "/uploads/..%2fapp.py", "/orders/1000", "/x"):
        assert customer.get(path).status == 404, path


def test_a_cart_fills_and_empties(customer: Browser) -> None:
    assert customer.get("/api/cart").json == {"books": [], "shipping": 0, "total": 0}
    customer.send("/api/cart", {"book_id": 1})
    filled = customer.send("/api/cart", {"book_id": 1, "quantity": 1}).json
    assert [(book["id"], book["quantity"]) for book in filled["books"]] == [(1, 2)]
    assert (filled["shipping"], filled["total"]) == (490, 2 * 1450 + 490)
    customer.send("/api/cart", {"book_id": 14})
    assert customer.get("/api/cart").json["shipping"] == 0
    assert ids(customer.request("DELETE", "/api/cart/1")) == [14]
    assert ids(customer.get("/api/cart")) == [14]


def test_what_six_requests_put_into_a_cart_at_once_is_all_in_it(customer: Browser) -> None:
    customer.get("/")
    for first in (1, 7, 13):
        begin = threading.Barrier(6)

        def add(book_id: int, begin: threading.Barrier = begin) -> int:
            begin.wait()
            return customer.send("/api/cart", {"book_id": book_id}).status

        with ThreadPoolExecutor(6) as pool:
            assert set(pool.map(add, range(first, first + 6))) == {200}
    assert sorted(ids(customer.get("/api/cart"))) == [*range(1, 19)]


def test_a_cart_works_with_forms(customer: Browser) -> None:
    added = customer.submit("/cart/add", book_id=2, quantity=3)
    assert (added.status, added.headers["Location"]) == (302, "/cart")
    assert "A Short Walk to the Sea" in customer.get("/cart").text
    customer.submit("/cart/remove", book_id=2)
    assert "It is empty." in customer.get("/cart").text


def test_a_cart_is_its_customers(shop: Shop) -> None:
    one, other = shop.customer(), shop.customer()
    one.send("/api/cart", {"book_id": 1})
    other.send("/api/cart", {"book_id": 2})
    assert ids(one.get("/api/cart")) == [1]
    assert ids(other.get("/api/cart")) == [2]


def test_a_cart_takes_books_only(customer: Browser) -> None:
    wrong = ({"book_id": 999}, {"book_id": 1, "quantity": 0}, {"book_id": 1, "quantity": 100}, {"book_id": "1"}, {})
    assert [customer.send("/api/cart", body).status for body in wrong] == [404, 400, 400, 400, 404]
    assert customer.get("/api/cart").json["books"] == []


def test_the_state_is_where_it_should_be(shop: Shop, customer: Browser) -> None:
    known = shop.state()
    customer.send("/api/cart", {"book_id": 1})
    photo = review(customer, "/api/books/5/reviews", ("sea.png", PNG), name="Ada", text="Fine.").json["photo"]
    new = shop.state() - known
    assert len(new) == 2
    assert photo.removeprefix("/") in new
    assert any(name.startswith("sess-") for name in new)
    on_disk = [*shop.tree.glob("sess-*"), *shop.tree.glob("uploads/*")]
    assert bool(on_disk) is not shop.keeps_state_in_bucket


def test_a_review_shows_its_photo(customer: Browser) -> None:
    written = review(customer, "/api/books/3/reviews", ("tower.PNG", PNG), name="Ada", text="Ticks along nicely.")
    assert written.status == 201
    photo = customer.get(written.json["photo"])
    assert (photo.status, photo.headers["Content-Type"], photo.body) == (200, "image/png", PNG)
    assert written.json in customer.get("/api/books/3").json["reviews"]
    page = customer.get("/books/3").text
    assert "Ticks along nicely." in page
    assert written.json["photo"] in page


def test_a_review_needs_no_photo(customer: Browser) -> None:
    sent = review(customer, "/books/4/reviews", name="Grace", text="<b>Salty</b>")
    assert (sent.status, sent.headers["Location"]) == (302, "/books/4")
    assert {"name": "Grace", "text": "<b>Salty</b>", "photo": None} in customer.get("/api/books/4").json["reviews"]
    assert "&lt;b&gt;Salty" in customer.get("/books/4").text


def test_a_review_is_checked(customer: Browser) -> None:
    assert review(customer, "/api/books/4/reviews", name="Ada", text=" ").status == 400
    assert review(customer, "/api/books/999/reviews", name="Ada", text="What?").status == 404
    assert review(customer, "/api/books/4/reviews", ("photo.exe", b"MZ"), name="Ada", text="Run me.").status == 400
    huge = ("huge.png", bytes(5 * 1024 * 1024))
    assert review(customer, "/api/books/4/reviews", huge, name="Ada", text="Look.").status == 413


def test_a_photo_can_be_fetched_again_and_in_part(customer: Browser) -> None:
    photo = review(customer, "/api/books/6/reviews", ("a.png", PNG), name="Ada", text="See.").json["photo"]
    first = customer.get(photo)
    assert first.headers["Content-Length"] == str(len(PNG))
    again = customer.request("GET", photo, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    part = customer.request("GET", photo, headers={"Range": "bytes=1-3"})
    assert (part.status, part.body) == (206, b"PNG")


def test_an_order_is_paid_once(shop: Shop, customer: Browser) -> None:
    charges = len(shop.cards.charges)
    customer.send("/api/cart", {"book_id": 1, "quantity": 2})
    placed = customer.send("/api/checkout", BUYER)
    assert placed.status == 201
    order = placed.json
    assert order["status"] == "paid"
    assert order["lines"] == [{"title": "The Lighthouse Keeper's Ledger", "quantity": 2, "price": 1450}]
    assert (order["total"], order["tax"]) == (3390, 222)
    assert customer.get(f"/api/orders/{order['id']}").json["lines"] == order["lines"]
    assert len(shop.cards.charges) == charges + 1
    assert customer.get("/api/cart").json["books"] == []
    assert customer.send("/api/checkout", BUYER).status == 400


def test_an_order_works_with_forms(shop: Shop, customer: Browser) -> None:
    assert customer.get("/checkout").headers["Location"] == "/cart"
    customer.submit("/cart/add", book_id=7, quantity=1)
    assert "Pay 14.80 EUR" in customer.get("/checkout").text
    paid = customer.submit("/checkout", **BUYER)
    assert paid.status == 302
    assert "Thank you, Ada." in customer.get(paid.headers["Location"]).text
    assert shop.customer().get(paid.headers["Location"]).status == 404


def test_an_order_needs_a_customer(customer: Browser) -> None:
    customer.send("/api/cart", {"book_id": 1})
    assert customer.send("/api/checkout", {**BUYER, "address": ""}).status == 400
    assert ids(customer.get("/api/cart")) == [1]


def test_a_declined_card_orders_nothing(shop: Shop, customer: Browser) -> None:
    charges, paid = len(shop.cards.charges), shop.query("SELECT count(*) FROM orders WHERE status = 'paid'")
    customer.send("/api/cart", {"book_id": 1})
    declined = customer.send("/api/checkout", {**BUYER, "card_number": DECLINED_CARD})
    assert (declined.status, declined.json["error"]) == (
        422,
        "The payment failed: the card was declined. Nothing was ordered.",
    )
    assert shop.query("SELECT count(*) FROM orders WHERE status = 'paid'") == paid
    assert len(shop.cards.charges) == charges
    customer.send("/api/cart", {"book_id": 2})
    assert len(customer.send("/api/checkout", BUYER).json["lines"]) == 2


def test_the_button_may_be_pressed_twice(shop: Shop, customer: Browser) -> None:
    charges = len(shop.cards.charges)
    customer.send("/api/cart", {"book_id": 9})
    answers: list[Answer] = []
    presses = [threading.Thread(target=lambda: answers.append(customer.send("/api/checkout", BUYER))) for _ in "12"]
    shop.cards.delay = 0.5
    for press in presses:
        press.start()
    for press in presses:
        press.join()
    shop.cards.delay = 0.0
    assert len({answer.json["id"] for answer in answers}) == 1
    assert len(shop.cards.charges) == charges + 1


def test_the_worker_writes_the_receipt(shop: Shop, customer: Browser) -> None:
    customer.send("/api/cart", {"book_id": 2, "quantity": 2})
    order = f"/api/orders/{customer.send('/api/checkout', BUYER).json['id']}"
    wait_until(lambda: customer.get(order).json["receipt"] is not None, 15, "the receipt")
    lines = customer.get(order).json["receipt"].splitlines()
    assert lines[1:] == ["2 x A Short Walk to the Sea: 23.80", "Total: 28.70 EUR", "Tax included: 1.88"]
    assert lines[0].startswith("The Test Bookshop, receipt ")
    assert lines[0].endswith(" for Ada")


def test_every_payment_is_logged(shop: Shop, customer: Browser) -> None:
    customer.send("/api/cart", {"book_id": 1})
    order = customer.send("/api/checkout", BUYER).json["id"]
    file = shop.tree / "logs" / "payments.log"
    log = file.read_text() if file.exists() else shop.process.output()
    assert f"order {order}: 1940 EUR charged as ch_" in log


def test_books_are_recommended(customer: Browser) -> None:
    assert ids(customer.get("/api/recommendations/1")) == [2, 3, 4, 5]
    assert ids(customer.get("/api/recommendations/49")) == [50, 1, 2, 3]
    part = customer.get("/books/1/recommendations").text
    assert part.index("A Short Walk to the Sea") < part.index("The Clockmaker of Trieste")
    assert customer.get("/api/recommendations/999").status == 404
