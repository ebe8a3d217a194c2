"""Experiment 5: two environments: hand edits, images, and the secrets in an image."""

import re
import shutil
import uuid
from pathlib import Path

from labs.cluster import dockerfile, processes, runbook
from labs.cluster.customer import Customer
from labs.cluster.deployment import Cluster, Deployment, deployment
from labs.experiment import Bars, Experiment, Figure, Outcome

# The environment's name or the settings file decides on these, experiment 6's matter; and the port is published.
OTHERS = {"DB_HOST", "CARD_NETWORK_URL", "SHOP_NAME", "MODEL_BUCKET", "HOST", "PORT"}
SECRET = re.compile(r'^(\w*(?:PASSWORD|SECRET|API_KEY)\w*) = "([^{}]+)"$')
SECOND = {"SECRET_KEY": "of-the-second-environment", "CARD_NETWORK_API_KEY": "key-of-the-second-environment"}
OWNER = ("second", "password-of-the-second-environment")


def run(cluster: Cluster, tree: Path) -> Outcome:
    port = processes.free_port()
    with (
        deployment(cluster, tree) as first,
        deployment(cluster, tree, settings=SECOND, owner=OWNER, cards=first.cards) as second,
    ):
        image, edits = _build(first, port)
        secrets = _secrets(first, image)
        _must_serve(first, image, port)
        images = 1
        if not _serves(second, image, port):
            image, more = _build(second, port)
            images, edits = 2, edits + more
            _must_serve(second, image, port)
    return Outcome(
        cell=f"{edits} edits, {images} image{'s' * (images > 1)}, {len(secrets)} secrets",
        figures=[
            Figure("hand edits for two environments", edits, harm=edits > 0),
            Figure("images for two environments", images, harm=images > 1),
            Figure("secrets in the image", len(secrets), f"({', '.join(secrets) or 'none'})", harm=bool(secrets)),
        ],
        chart=Bars("", {"hand edits": edits, "images": images, "secrets in the image": len(secrets)}),
    )


def _build(shop: Deployment, port: int) -> tuple[Path, int]:
    """The image for a site: what COPY . . takes, edited by hand as far as it needs that; and the number of edits."""
    tree = dockerfile.context(shop.source, shop.home / uuid.uuid4().hex / "app")
    site = {**shop.by_hand, "HOST": processes.HOST, "PORT": str(port)}
    runbook.carry_out(tree, {name: value for name, value in site.items() if name in OTHERS})
    return tree, runbook.carry_out(tree, {name: value for name, value in site.items() if name not in OTHERS})


def _secrets(shop: Deployment, image: Path) -> list[str]:
    """The names of the secrets whose value, this site's or that of the developers' code, lies in the image."""
    values = [(match[1], match[2]) for _, old, _ in runbook.EDITS if (match := SECRET.match(old))]
    values += [(name, shop.settings[name]) for name, _ in values]
    content = b"\0".join(path.read_bytes() for path in image.rglob("*") if path.is_file())
    return sorted({name for name, value in values if value.encode() in content})


def _serves(shop: Deployment, image: Path, port: int) -> bool:
    """Whether an image serves a site: an order arrives in the site's database and is charged with its key."""
    tree = shutil.copytree(image, shop.home / uuid.uuid4().hex / "app")
    try:
        replica = shop.start(port, tree)
    except RuntimeError:
        return False
    customer = Customer(f"http://{replica.address}")
    customer.fill_cart()
    customer.pay()
    replica.remove()
    charged = shop.cards.keys[shop.settings["CARD_NETWORK_API_KEY"]] > 0
    return charged and shop.has("orders") and bool(shop.query("SELECT 1 FROM orders"))


def _must_serve(shop: Deployment, image: Path, port: int) -> None:
    if not _serves(shop, image, port):
        raise RuntimeError(f"the image does not serve the site it was built for:\n{shop.replicas[-1].output()[-2000:]}")


EXPERIMENT = Experiment(
    5,
    "What does a second environment cost: how many hand edits, how many images, and what secrets do they hold?",
    "One image serves both environments as it is built from the tree, and holds no secret.",
    run,
    "An image is the tree as COPY . . takes it, .dockerignore minded.",
)
