import os
import sys

MODE = sys.argv[1]

if MODE == "production":
    REDIS_URL = "redis://cache.internal:6379/0"
elif MODE == "staging":
    REDIS_URL = "redis://cache.staging:6379/0"
else:
    REDIS_URL = "redis://localhost:6379/0"

BROKER_URL = "amqp://queue" if MODE == "production" else "amqp://localhost"

match MODE:
    case "production":
        MONGO_URI = "mongodb://documents/shop"
    case _:
        MONGO_URI = "mongodb://localhost/shop"

try:
    from local import DATABASE_URI
except ImportError:
    DATABASE_URI = "sqlite:///" + os.path.join(os.getcwd(), "shop.db")


def search_url(big):
    if big:
        return "redis://big:6379/0"
    return "redis://small:6379/0"


def default(app):
    if not app.config.get("SQLALCHEMY_DATABASE_URI"):
        app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:////var/lib/shop.db"
