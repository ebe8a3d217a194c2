import os

ENV = os.environ.get("ENV", "production")

if ENV != "production":
    BUCKET = "shop-dev"
else:
    BUCKET = "shop"
