import os

from shop.read import settings_of

path = os.getenv("SHOP_SETTINGS") or "shop.cfg"


class ProductionConfig:
    """Production."""

    BROKER = os.environ.get("BROKER")
    DB_USER = os.environ.get("DB_USER")
    DB_PASSWORD = os.environ.get("DB_PASSWORD")
    PAGE_SIZE = 20
    given = settings_of(path)
    if DB_USER is None:
        DB_USER = given["DB_USER"]
    if BROKER is None or BROKER == "":
        BROKER = given["BROKER"] if "BROKER" in given else "broker:9092"
    SQLALCHEMY_DATABASE_URI = f"postgresql://{DB_USER}:{DB_PASSWORD}@db/shop"
