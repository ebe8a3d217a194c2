import os

ENV = os.environ.get("ENV", "development")

if ENV != "production":
    BUCKET = "shop-dev"
else:
    BUCKET = "shop"
