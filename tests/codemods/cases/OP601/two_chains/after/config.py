import os

BUCKET = os.environ.get("BUCKET", "shop-dev")

QUEUE = os.environ.get("QUEUE", "orders-dev")
