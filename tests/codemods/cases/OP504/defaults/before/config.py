import os
from os import environ, getenv as env

SECRET_KEY = os.environ.get("SECRET_KEY", "larch-42")
JWT_SECRET = os.getenv("JWT_SECRET") or "jwt-larch"
API_TOKEN = env("API_TOKEN", "token-for-dev")
DB_PASSWORD = environ.get("DB_PASSWORD", default="password")
APP_KEY = env("SHOP_SECRET", "shop-larch-9").encode()
DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://shop:hunter2@db/shop")
