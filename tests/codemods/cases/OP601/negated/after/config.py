import os

ENV = os.environ.get("ENV", "production")

BUCKET = os.environ.get("BUCKET", "shop")
