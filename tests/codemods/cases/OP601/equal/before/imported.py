import core
from core import ENV as stage

core.start(stage)

if stage == "production":
    BUCKET = "shop"
else:
    BUCKET = "shop-dev"

QUEUE = "orders" if core.ENV == "production" else "orders-dev"
