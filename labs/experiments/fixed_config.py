"""Experiment 6: an environment that the code has never heard of."""

import re
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


# How Python asks for a setting.
READ = re.compile(r"""environ(?:\.get\(|\[|\.setdefault\()\s*["'](\w+)["']|getenv\(\s*["'](\w+)["']""")


def run(cluster: Cluster, tree: Path) -> Outcome:
    cluster.put_model(TODAYS_BUCKET)
    cluster.put_model(DEMO["MODEL_BUCKET"], reverse=True)
    names = [*DEMO, "CARD_NETWORK_URL"]
    with deployment(cluster, tree, settings={**DEMO, "ENV": "demo"}, not_by_hand=names) as shop:
        taken = _taken(shop.start(), shop.cards)
        ignored = [name for name, found in taken.items() if not found]
        copy = service.copy(tree, shop.home / "by-hand")
        runbook.carry_out(copy, {})  # fetches the libraries, another experiment's matter
        edits = runbook.carry_out(copy, {name: shop.settings[name] for name in ignored})
    return Outcome(
        cell=f"{len(taken) - len(ignored)} of {len(taken)} settings",
        figures=[
            Figure(
                "settings that arrive from outside", len(taken) - len(ignored), f"of {len(taken)}", harm=bool(ignored)
            ),
            Figure("settings that the service ignores", ", ".join(ignored) or "-"),
            Figure("hand edits that it takes instead", len(edits)),
        ],
        chart=Bars("settings", {"given": len(taken), "taken": len(taken) - len(ignored)}),
        mistakes=[_why(name, tree) for name in ignored],
    )


def _why(name: str, tree: Path) -> str:
    """What the code does instead of taking a setting."""
    lines = [
        (f"{path.name}:{number}", line)
        for path in sorted(tree.glob("*.py"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
    ]
    read = {match[1] or match[2]: place for place, line in lines for match in READ.finditer(line)}
    if name in read:
        return f"{name} is read from the environment ({read[name]}), but another value wins: a file's, or the code's"
    if others := [other for other in read if other.endswith(name) or name.endswith(f"_{other}")]:
        return f"{name} is not read under this name, but as {others[0]} ({read[others[0]]})"
    for place, line in lines:
        if re.match(rf"\s+{name}\s*=", line):
            return f"{name} is chosen by the environment's name ({place}): a new environment is a change of code"
        if re.match(rf"{name}\s*=", line):
            return f"{name} comes from the code or its files alone ({place}): the environment is not asked"
    return f"{name} is not asked of the environment"


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
