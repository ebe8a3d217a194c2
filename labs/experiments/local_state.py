"""Experiment 1: carts and photos with three replicas, and after one of them is replaced."""

from pathlib import Path

from labs.cluster.browser import PHOTO
from labs.cluster.customer import Customer
from labs.cluster.deployment import Cluster, deployment
from labs.experiment import OWN_DISK, Bars, Experiment, Figure, Outcome

REPLICAS = 3
CUSTOMERS = 20
PHOTOS = 6
LOOKS = REPLICAS  # round robin shows each customer every replica


def run(cluster: Cluster, tree: Path) -> Outcome:
    with deployment(cluster, tree) as shop, shop.balanced(REPLICAS, spare=1) as (balancer, (spare,)):
        customers = [Customer(balancer.url) for _ in range(CUSTOMERS)]
        for customer in customers:
            customer.fill_cart()
        kept = sum(all(customer.cart() == {1} for _ in range(LOOKS)) for customer in customers)

        reviews = [customers[0].review(photo=PHOTO) for _ in range(PHOTOS)]
        photos = [review.json["photo"] for review in reviews if review.status == 201]
        shown = sum(all(customers[0].get(photo).body == PHOTO for _ in range(LOOKS)) for photo in photos)

        shop.replicas[0].remove()
        shop.start(spare)
        balancer.wait_for([replica.address for replica in shop.replicas[1:]])
        left = sum(all(customer.cart() == {1} for _ in range(LOOKS)) for customer in customers)
    return Outcome(
        cell=f"{CUSTOMERS - left} of {CUSTOMERS} carts lost",
        figures=[
            _lost(f"carts lost with {REPLICAS} replicas", kept, CUSTOMERS),
            _lost("photos lost", shown, PHOTOS),
            _lost("carts lost after one replica is replaced", left, CUSTOMERS),
        ],
        chart=Bars("carts", {"filled": CUSTOMERS, f"kept, {REPLICAS} replicas": kept, "kept, one replaced": left}),
    )


def _lost(name: str, kept: int, total: int) -> Figure:
    return Figure(name, total - kept, f"of {total}", harm=kept < total)


EXPERIMENT = Experiment(
    1,
    "Do customers keep their carts when the shop has three replicas, and when one of them is replaced?",
    "Every cart and every photo is there, whichever replica answers, and after a replica was killed and replaced.",
    run,
    OWN_DISK,
)
