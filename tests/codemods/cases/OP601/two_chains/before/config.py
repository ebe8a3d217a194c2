import os

env = os.environ.get("ENV")

if env == "production":
    BUCKET = "shop"
else:
    BUCKET = "shop-dev"

if env == "production":
    QUEUE = "orders"
else:
    QUEUE = "orders-dev"
