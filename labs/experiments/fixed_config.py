"""Experiment 6: an environment that the code has never heard of."""

from pathlib import Path

from labs.cluster import runbook, service
from labs.cluster.cardnetwork import CardNetwork
from labs.cluster.customer import Customer
from labs.cluster.deployment import Cluster, Replica, deployment
from labs.experiment import Bars, Experiment, Figure, Outcome

DEMO = {
    "SHOP_NAME": "The Demo Bookshop",
    "SHOP_CURRENCY": "CHF",
    "SHOP_PAGE_SIZE": "7",
    "MODEL_BUCKET": "demo-models",
}
# Where a service that knows no other bucket looks for its model.
TODAYS_BUCKET = "bookshop-models"


def run(cluster: Cluster, tree: Path) -> Outcome:
    cluster.put_model(TODAYS_BUCKET)
    cluster.put_model(DEMO["MODEL_BUCKET"], reverse=True)
    names = [*DEMO, "CARD_NETWORK_URL"]
    with deployment(cluster, tree, settings={**DEMO, "ENV": "demo"}, not_by_hand=names) as shop:
        taken = _taken(shop.start(), shop.cards)
        copy = service.copy(tree, shop.home / "by-hand")
        runbook.carry_out(copy, {})  # fetches the libraries, another experiment's matter
        edits = runbook.carry_out(copy, {name: shop.settings[name] for name in names})
    ignored = [name for name, found in taken.items() if not found]
    return Outcome(
        cell=f"{len(taken) - len(ignored)} of {len(taken)} settings",
        figures=[
            Figure(
                "settings that arrive from outside", len(taken) - len(ignored), f"of {len(taken)}", harm=bool(ignored)
            ),
            Figure("settings that the service ignores", ", ".join(ignored) or "-"),
            Figure("hand edits that it takes instead", edits),
        ],
        chart=Bars("settings", {"given": len(taken), "taken": len(taken) - len(ignored)}),
    )


def _taken(replica: Replica, cards: CardNetwork) -> dict[str, bool]:
    """For each setting whether the running service shows its effect."""
    customer = Customer(f"http://{replica.address}")
    page = customer.get("/").body.decode()
    books = customer.get("/api/books").json["books"]
    # The demo's model is another: it recommends the book before, not the one after.
    recommended = customer.get("/api/recommendations/25")
    ids = [book["id"] for book in recommended.json["books"]] if recommended.status == 200 else []
    customer.fill_cart()
    customer.pay()
    return {
        "SHOP_NAME": DEMO["SHOP_NAME"] in page,
        "SHOP_CURRENCY": DEMO["SHOP_CURRENCY"] in page,
        "SHOP_PAGE_SIZE": len(books) == int(DEMO["SHOP_PAGE_SIZE"]),
        "MODEL_BUCKET": ids[:1] == [24],
        "CARD_NETWORK_URL": bool(cards.charges),
    }


EXPERIMENT = Experiment(
    6,
    "Can an environment that the code has never heard of be configured from outside?",
    "Every setting of a new environment arrives through the environment of the unchanged image.",
    run,
)
