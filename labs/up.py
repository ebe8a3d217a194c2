"""The shop in the browser: three replicas behind the balancer, to be killed and deployed by hand."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from codemods.vocabulary.languages import said, said_by_line
from labs import trees
from labs.cluster.balancer import Balancer
from labs.cluster.customer import Customer
from labs.cluster.deployment import Deployment, Replica, cluster, deployment
from labs.cluster.processes import workspace
from labs.runner import MissingPart, require_parts
from labs.trees import CodemodsFailed

REPLICAS = 3
SPARE = 20  # ports for what is deployed later
GRACE_SECONDS = 8.0
LOOKS = 6
HELP = """\
  cart       a customer fills a cart and looks at it, again and again
  kill N     kill -9 of replica N, its disk goes with it
  deploy     replace every replica, one after the other: SIGTERM, 8 seconds, SIGKILL
  replicas   who serves, and what each has written to its disk
  quit       end; Ctrl-C does the same"""


@dataclass
class Shop:
    """What the commands work on: the replicas have numbers that are not used again."""

    shop: Deployment
    balancer: Balancer
    ports: list[int]
    serving: dict[int, Replica]
    customer: Customer = field(init=False)

    def __post_init__(self) -> None:
        self.customer = Customer(self.balancer.url)

    def name(self, address: str) -> str:
        numbers = (number for number, each in self.serving.items() if each.address == address)
        return next((said(f"replica {number}") for number in numbers), said("nobody"))

    def start(self) -> int:
        if not self.ports:
            raise ValueError("no port is left: end, and begin again")
        number = len(self.shop.replicas) + 1
        self.serving[number] = self.shop.start(self.ports.pop(0))
        return number

    def settle(self) -> None:
        self.balancer.wait_for([each.address for each in self.serving.values()])


def cart(shop: Shop, _: str) -> Iterator[str]:
    """Look at the cart as often as it takes to have met every replica."""
    if not shop.customer.cart():
        answer = shop.customer.fill_cart()
        yield said(f"put a book into the cart: answered by {shop.name(answer.replica)}")
    for _look in range(LOOKS):
        answer = shop.customer.get("/api/cart")
        books = len(answer.json["books"]) if answer.status == 200 else 0
        seen = said("1 book" if books else "the cart is empty")
        yield said(f"look: {seen} ({shop.name(answer.replica)}, status {answer.status})")


def kill(shop: Shop, number: str) -> Iterator[str]:
    if not number.isdigit() or int(number) not in shop.serving:
        raise ValueError(f"there are replicas {', '.join(map(str, shop.serving))}: kill N")
    shop.serving.pop(int(number)).remove()
    yield said(f"replica {number} is gone, and its disk; an orchestrator starts another …")
    yield said(f"replica {shop.start()} serves")
    shop.settle()


def deploy(shop: Shop, _: str) -> Iterator[str]:
    for number in list(shop.serving):
        new = shop.start()
        ended = shop.serving.pop(number).stop(GRACE_SECONDS)
        how = said("ended by itself" if ended else f"was killed after {GRACE_SECONDS:.0f} s")
        yield said(f"replica {new} serves; replica {number} {how}")
    shop.settle()


def replicas(shop: Shop, _: str) -> Iterator[str]:
    for number, each in shop.serving.items():
        kept = sorted({*each.tree.glob("sess-*"), *each.tree.glob("uploads/*")})
        names = ", ".join([path.relative_to(each.tree).as_posix() for path in kept][:3] + each.outside()[:3])
        yield f"{said(f'replica {number}')}  {each.address}  {names or said('nothing of customers on its disk')}"


COMMANDS: dict[str, Callable[[Shop, str], Iterator[str]]] = {
    "cart": cart,
    "kill": kill,
    "deploy": deploy,
    "replicas": replicas,
}


def _talk(shop: Shop) -> None:
    """Carry out what is typed, to the end of the input."""
    while True:
        click.echo("> ", nl=False)
        line = sys.stdin.readline()
        words = line.split()
        if not line or words[:1] in (["quit"], ["exit"]):
            return
        if not words or words[0] not in COMMANDS:
            click.echo(said(HELP))
            continue
        try:
            for told in COMMANDS[words[0]](shop, " ".join(words[1:])):
                click.echo(told)
        except (ValueError, RuntimeError, TimeoutError) as error:
            click.echo(said(str(error).splitlines()[0]))


@contextlib.contextmanager
def running(tree: Path) -> Iterator[Shop]:
    """The shop with its replicas, behind a balancer. Raises RuntimeError, TimeoutError."""
    with (
        cluster(trees.BEFORE / "books.csv") as made,
        deployment(made, tree) as shop,
        shop.balanced(REPLICAS, SPARE) as (balancer, ports),
    ):
        yield Shop(shop, balancer, ports, dict(enumerate(shop.replicas, 1)))


@click.command()
@click.argument("name", metavar="before|after|mine", default="before")
def up(name: str) -> None:
    """Open the shop in the browser: three replicas behind a balancer, and commands to kill and deploy them.

    It listens on the loopback interface only; Ctrl-C ends it, and nothing is left.
    """
    click.echo(said(f"Starting {name}: a database, an object store, {REPLICAS} replicas, a balancer …"), err=True)
    try:
        require_parts("process")
        with workspace("operable-") as home, running(trees.resolve(name, home)) as shop:
            click.echo(f"{said(f'The shop: {shop.balancer.url}')}\n{said(HELP)}")
            _talk(shop)
    except (MissingPart, CodemodsFailed, RuntimeError, ValueError, OSError) as error:
        raise click.ClickException(said_by_line(str(error))) from error
