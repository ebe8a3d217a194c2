import os

STAGE = os.getenv("STAGE", "prod")

if STAGE == "dev":
    TOPIC = "sales-dev"
else:
    TOPIC = "sales"

if not os.getenv("ENV") == "production":
    LABEL = "shop-dev"
else:
    LABEL = "shop"
