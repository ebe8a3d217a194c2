import os

if (os.getenv("ENV") or "dev") == "dev":
    BUCKET = "shop-dev"
else:
    BUCKET = "shop"

match os.getenv("STAGE", "local"):
    case "local":
        QUEUE = "orders-local"
    case "production":
        QUEUE = "orders"

if os.getenv("STAGE") == "production" and os.getenv("LIVE"):
    TOPIC = "sales"
else:
    TOPIC = "sales-dev"
