import os

TOPIC = os.getenv("TOPIC", "sales")

LABEL = os.getenv("LABEL", "shop-dev")
