import os

ENV = os.environ.get("ENV", "development")

BUCKET = os.environ.get("BUCKET", "shop-dev")
