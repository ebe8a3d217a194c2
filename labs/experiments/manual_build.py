"""Experiment 5: two environments: hand edits, images, and the secrets in an image."""

import base64
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


# How long a start may take that may well fail.
PATIENCE_SECONDS = 30.0


def run(cluster: Cluster, tree: Path) -> Outcome:
    port = processes.free_port()
    with (
        deployment(cluster, tree) as first,
        deployment(cluster, tree, settings=SECOND, owner=OWNER, cards=first.cards) as second,
    ):
        image, edits = _build(first, port)
        secrets = _secrets(first, image)
        wrong = _failure(first, image, port)
        images, served = 1, int(not wrong)
        if not wrong and (wrong := _failure(second, image, port)):
            image, more = _build(second, port)
            images, edits = 2, edits + more
            wrong = _failure(second, image, port) if more else wrong
        served += served and not wrong
    return Outcome(
        cell=f"{len(edits)} edits, {images} image{'s' * (images > 1)}, {len(secrets)} secrets",
        figures=[
            Figure("environments that it serves", served, "of 2", harm=served < 2),
            Figure("hand edits for two environments", len(edits), harm=bool(edits)),
            Figure("images for two environments", images, harm=images > 1),
            Figure("secrets in the image", len(secrets), f"({', '.join(secrets) or 'none'})", harm=bool(secrets)),
        ],
        chart=Bars("", {"hand edits": len(edits), "images": images, "secrets in the image": len(secrets)}),
        mistakes=[
            *secrets.values(),
            *([f"edited by hand: {', '.join(dict.fromkeys(edits))}"] if edits else []),
            *([wrong] if wrong else []),
        ],
    )


def _build(shop: Deployment, port: int) -> tuple[Path, list[str]]:
    """The image for a site: what COPY . . takes, edited by hand as far as it needs that; and the edits."""
    tree = dockerfile.context(shop.source, shop.home / uuid.uuid4().hex / "app")
    site = {**shop.by_hand, "HOST": processes.HOST, "PORT": str(port)}
    runbook.carry_out(tree, {name: value for name, value in site.items() if name in OTHERS})
    return tree, runbook.carry_out(tree, {name: value for name, value in site.items() if name not in OTHERS})


def _secrets(shop: Deployment, image: Path) -> dict[str, str]:
    """The secrets whose value, this site's or that of the developers' code, lies in the image, and how."""
    values = [(match[1], match[2]) for _, old, _ in runbook.EDITS if (match := SECRET.match(old))]
    values += [(name, shop.settings[name]) for name, _ in values]
    files = {path.relative_to(image).as_posix(): path.read_bytes() for path in image.rglob("*") if path.is_file()}
    found = dict[str, str]()
    for name, value in sorted(values):
        for path, content in files.items():
            how = [kind for kind, form in _forms(value) if form in content]
            if how and name not in found:
                found[name] = _told(name, value, path, content.decode(errors="replace"), how[0])
    return found


def _forms(value: str) -> list[tuple[str, bytes]]:
    """A value as it is, and as it may be disguised."""
    raw = value.encode()
    return [("", raw), ("base64", base64.b64encode(raw).rstrip(b"=")), ("hex", raw.hex().encode()), ("back", raw[::-1])]


def _told(name: str, value: str, path: str, content: str, how: str) -> str:
    if how:
        return f"{name} is only disguised in {path} ({how}): whoever has the image reads it"
    if path.rpartition("/")[2].startswith(".env"):
        return f"{name} is in {path}, which the image holds: COPY takes it along unless .dockerignore names it"
    if path == "Dockerfile":
        return f"{name} is in the Dockerfile: what ENV or ARG says stays in the image"
    if re.search(rf"""(?:get|getenv)\(\s*["']{name}["'],\s*["']{re.escape(value)}""", content):
        return f"{name}: the old value is still there, as the default ({path})"
    return f"{name} is in {path}"


def _failure(shop: Deployment, image: Path, port: int) -> str:
    """Why an image does not serve a site: an order has to arrive in the site's database, charged with its key."""
    tree = shutil.copytree(image, shop.home / uuid.uuid4().hex / "app")
    try:
        replica = shop.start(port, tree, PATIENCE_SECONDS)
    except (RuntimeError, TimeoutError):
        return "an image does not start in an environment that gives it all settings"
    customer = Customer(f"http://{replica.address}")
    customer.fill_cart()
    customer.pay()
    replica.remove()
    if not (shop.has("orders") and shop.query("SELECT 1 FROM orders")):
        return "an order did not arrive in the environment's own database: DB_… are not taken from outside"
    if not shop.cards.keys[shop.settings["CARD_NETWORK_API_KEY"]]:
        return "a card was not charged with the environment's own key: CARD_NETWORK_API_KEY is not taken from outside"
    return ""


EXPERIMENT = Experiment(
    5,
    "What does a second environment cost: how many hand edits, how many images, and what secrets do they hold?",
    "One image serves both environments as it is built from the tree, and holds no secret.",
    run,
    "An image is the tree as COPY . . takes it, .dockerignore minded.",
)
