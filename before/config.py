"""Where the bookshop runs, and what it needs there."""

import configparser
import os
from pathlib import Path

env = os.environ.get("ENV", "development")

if env == "production":
    DB_HOST = "really-prod.db"
    CARD_NETWORK_URL = "https://cards.example.com"
elif env == "staging":
    DB_HOST = "somewhat-staging.db"
    CARD_NETWORK_URL = "https://sandbox.cards.example.com"
else:
    DB_HOST = "localhost"
    CARD_NETWORK_URL = "http://localhost:9090"

# How many proxies before the shop say who asks, and whether customers come by HTTPS alone.
TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "0"))
SESSION_COOKIE_SECURE = os.environ.get("SESSION_COOKIE_SECURE", "0") == "1"

DB_PORT = 5432
DB_USER = "root"
DB_PASSWORD = "strong-password"
DB_NAME = "my-awesome-database"

SECRET_KEY = "keep-calm-and-read-a-book"

CARD_NETWORK_API_KEY = "bookshop-live-key"

AWS_ENDPOINT_URL = "http://localhost:8333"
AWS_ACCESS_KEY_ID = "bookshop"
AWS_SECRET_ACCESS_KEY = "another-strong-password"

settings = configparser.ConfigParser()
settings.read(Path(__file__).with_name("settings.ini"))

SHOP_NAME = settings["shop"]["name"]
SHOP_CURRENCY = settings["shop"]["currency"]
SHOP_PAGE_SIZE = settings.getint("shop", "page_size")
SHOP_SHIPPING = settings.getint("shop", "shipping")
SHOP_FREE_SHIPPING_FROM = settings.getint("shop", "free_shipping_from")

MODEL_BUCKET = settings["model"]["bucket"]
MODEL_KEY = settings["model"]["key"]
MODEL_FILE = settings["model"]["file"]
