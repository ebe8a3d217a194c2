from client import get, post

known = {}
sent = {}


@get("/books")
def books(answer):
    known["n"] = known.get("n", 0) + 1


@post("/orders")
def order(answer):
    sent["n"] = sent.get("n", 0) + 1


books(None)
order(None)
