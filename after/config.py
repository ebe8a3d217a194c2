"""Where the bookshop runs, and what it needs there."""

import configparser
import os
import sys
from pathlib import Path

REQUIRED = ("DB_PASSWORD", "SECRET_KEY", "CARD_NETWORK_API_KEY")
missing = [name for name in REQUIRED if name not in os.environ]
if missing:
    print(f"settings missing: {', '.join(missing)}", file=sys.stderr)
    sys.exit(4)  # gunicorn ends at 4; at 1 it would start the worker again and again

DB_HOST = os.environ.get("DB_HOST", "localhost")
CARD_NETWORK_URL = os.environ.get("CARD_NETWORK_URL", "http://localhost:9090")

# How many proxies before the shop say who asks, and whether customers come by HTTPS alone.
TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "0"))
SESSION_COOKIE_SECURE = os.environ.get("SESSION_COOKIE_SECURE", "0") == "1"

DB_PORT = int(os.environ.get("DB_PORT", "5432"))
DB_USER = os.environ.get("DB_USER", "root")
DB_PASSWORD = os.environ["DB_PASSWORD"]
DB_NAME = os.environ.get("DB_NAME", "my-awesome-database")

SECRET_KEY = os.environ["SECRET_KEY"]

CARD_NETWORK_API_KEY = os.environ["CARD_NETWORK_API_KEY"]

AWS_ENDPOINT_URL = os.environ.get("AWS_ENDPOINT_URL", "http://localhost:8333")
AWS_ACCESS_KEY_ID = os.environ.get("AWS_ACCESS_KEY_ID")
AWS_SECRET_ACCESS_KEY = os.environ.get("AWS_SECRET_ACCESS_KEY")

settings = configparser.ConfigParser()
settings.read(Path(__file__).with_name("settings.ini"))

SHOP_NAME = os.environ.get("SHOP_NAME", settings["shop"]["name"])
SHOP_CURRENCY = os.environ.get("SHOP_CURRENCY", settings["shop"]["currency"])
SHOP_PAGE_SIZE = int(os.environ.get("SHOP_PAGE_SIZE", settings["shop"]["page_size"]))
SHOP_SHIPPING = int(os.environ.get("SHOP_SHIPPING", settings["shop"]["shipping"]))
SHOP_FREE_SHIPPING_FROM = int(os.environ.get("SHOP_FREE_SHIPPING_FROM", settings["shop"]["free_shipping_from"]))

MODEL_BUCKET = os.environ.get("MODEL_BUCKET", settings["model"]["bucket"])
MODEL_KEY = os.environ.get("MODEL_KEY", settings["model"]["key"])
MODEL_FILE = os.environ.get("MODEL_FILE", settings["model"]["file"])
