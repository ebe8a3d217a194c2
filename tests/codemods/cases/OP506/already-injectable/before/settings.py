import os
from enum import Enum

from pydantic_settings import BaseSettings

DEFAULT_HOST = "localhost"
DEFAULT_PORT = 8000
SMTP_HOST = "localhost"
smtp_host = os.environ.get("SMTP_HOST", SMTP_HOST)
DB_HOST = os.environ.get("DB_HOST", "localhost")
DB_PORT = int(os.environ.get("DB_PORT") or 5432)
DB_USER = "root" if "DB_USER" not in os.environ else os.environ["DB_USER"]

try:
    DB_NAME = os.environ["DB_NAME"]
except KeyError:
    DB_NAME = "shop"

REDIS_HOST = os.environ.get("REDIS_HOST")
if not REDIS_HOST:
    REDIS_HOST = "localhost"


class Settings(BaseSettings):
    DB_HOST: str = "localhost"
    DB_PORT: int = 5432


class Conf(Enum):
    DB_HOST = "localhost"


def configure(app):
    if "MAIL_SERVER" not in os.environ:
        app.config["MAIL_SERVER"] = "localhost"


if os.name == "nt":
    NEWS_HOST = "localhost"
