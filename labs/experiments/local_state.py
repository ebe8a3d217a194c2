"""Experiment 1: carts and photos with three replicas, and after one of them is replaced."""

from collections.abc import Sequence
from pathlib import Path

from labs.cluster.browser import PHOTO
from labs.cluster.customer import Customer
from labs.cluster.deployment import Cluster, deployment
from labs.experiment import OWN_DISK, Bars, Experiment, Figure, Outcome, keeping
from labs.experiments.traces import Traces, kept_where, look, sticky

REPLICAS = 3
CUSTOMERS = 20
PHOTOS = 6
LOOKS = REPLICAS  # round robin shows each customer every replica


NAMES = (
    f"carts lost with {REPLICAS} replicas",
    "photos lost",
    "carts lost after one replica is replaced",
)


def run(cluster: Cluster, tree: Path) -> Outcome:
    figures = list[Figure]()
    with (
        keeping(figures, NAMES),
        deployment(cluster, tree) as shop,
        shop.balanced(REPLICAS, spare=1) as (balancer, (spare,)),
    ):
        customers = [Customer(balancer.url) for _ in range(CUSTOMERS)]
        for customer in customers:
            customer.fill_cart()
        kept = sum(all(customer.cart() == {1} for _ in range(LOOKS)) for customer in customers)
        figures.append(_lost(NAMES[0], kept, CUSTOMERS))

        reviews = [customers[0].review(photo=PHOTO) for _ in range(PHOTOS)]
        photos = [review.json["photo"] for review in reviews if review.status == 201]
        shown = sum(all(customers[0].get(photo).body == PHOTO for _ in range(LOOKS)) for photo in photos)
        figures.append(_lost(NAMES[1], shown, PHOTOS))
        traces = look(cluster, shop, PHOTO)

        shop.replicas[0].remove()
        shop.start(spare)
        balancer.wait_for([replica.address for replica in shop.replicas[1:]])
        left = sum(all(customer.cart() == {1} for _ in range(LOOKS)) for customer in customers)
        figures.append(_lost(NAMES[2], left, CUSTOMERS))
        mistakes = _mistakes(figures, traces, customers[0])
    return Outcome(
        cell=f"{CUSTOMERS - left} of {CUSTOMERS} carts lost",
        figures=figures,
        chart=Bars("carts", {"filled": CUSTOMERS, f"kept, {REPLICAS} replicas": kept, "kept, one replaced": left}),
        mistakes=mistakes,
    )


def _mistakes(figures: Sequence[Figure], traces: Traces, customer: Customer) -> list[str]:
    told = list[str]()
    if any(figure.harm and figure.name.startswith("carts") for figure in figures):
        told += sticky(customer) + kept_where("the carts", traces.of(photos=False))
    if any(figure.harm and figure.name.startswith("photos") for figure in figures):
        told += kept_where("the photos", traces.of(photos=True))
    return told


def _lost(name: str, kept: int, total: int) -> Figure:
    return Figure(name, total - kept, f"of {total}", harm=kept < total)


EXPERIMENT = Experiment(
    1,
    "Do customers keep their carts when the shop has three replicas, and when one of them is replaced?",
    "Every cart and every photo is there, whichever replica answers, and after a replica was killed and replaced.",
    run,
    OWN_DISK,
)
