import os

from dotenv import load_dotenv

os.environ["ENV"] = "production"
if os.getenv("ENV") == "production":
    BUCKET = "shop"
else:
    BUCKET = "shop-dev"

os.environ.setdefault("STAGE", "production")
if os.environ["STAGE"] == "production":
    QUEUE = "orders"
else:
    QUEUE = "orders-dev"
