import os

DEFAULT_URL = "postgresql://localhost/shop"
USER = os.environ["DB_USER"]
PASSWORD = os.environ["DB_PASSWORD"]
HOST = os.environ["DB_HOST"]


class Config:
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", DEFAULT_URL)
    REDIS_URL = os.environ.get("REDIS_URL") or "redis://localhost:6379/0"
    REPORTS_URI = "postgresql://" + USER + ":" + PASSWORD + "@" + HOST + "/reports"
    ARCHIVE_URI = f"postgresql://{USER}:{PASSWORD}@{HOST}:5432/archive"


if "BROKER_URL" in os.environ:
    broker = os.environ["BROKER_URL"]
else:
    broker = "amqp://localhost//"

try:
    mongo = os.environ["MONGO_URL"]
except KeyError:
    mongo = "mongodb://localhost"

cache = os.getenv("CACHE_URL")
if not cache:
    cache = "redis://localhost"
