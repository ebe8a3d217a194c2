from bottle import delete, error, get, hook, patch, post, put, route, run

visits = {}
orders = {}
notes = {}
prices = {}
removed = {}
missing = {}
asked = {}
shown = {}


@route("/")
def index():
    visits["n"] = visits.get("n", 0) + 1
    return "books"


@get("/shown")
def show():
    shown["n"] = shown.get("n", 0) + 1
    return "shown"


@post(["/orders", "/order"])
def order():
    orders["n"] = orders.get("n", 0) + 1
    return "ordered"


@put("/notes")
def note():
    notes["n"] = notes.get("n", 0) + 1
    return "noted"


@patch("/prices")
def price():
    prices["n"] = prices.get("n", 0) + 1
    return "changed"


@delete("/books")
def remove():
    removed["n"] = removed.get("n", 0) + 1
    return "removed"


@error(404)
def lost(problem):
    missing["n"] = missing.get("n", 0) + 1
    return "lost"


@hook("before_request")
def count():
    asked["n"] = asked.get("n", 0) + 1


if __name__ == "__main__":
    run()
