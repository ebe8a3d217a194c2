import os

# What asks to be replaced is no secret that anybody keeps.
SECRET_KEY = os.environ.get("SECRET_KEY", "changeme")
API_KEY = os.environ.get("SHOP_API_KEY") or "<token>"
TOKEN = os.getenv("SHOP_TOKEN", "insert-token")
CONFIG = os.environ.get("SHOP_CONFIG_SECRET", "shop-config-secret")
ADMIN = os.environ.get("ADMIN_PASSWORD", "$2b$12$KIXQ1vZ8YwYg6jG0m0c9yO0S5xk5pQmY1mGqk1x2Zr6k4b7dJ1w2e")

# The start is refused with the default.
JWT_SECRET = os.environ.get("JWT_SECRET", "dev-secret")
INSECURE = ("dev-secret", "secret")


def connect(password=os.environ.get("DB_PASSWORD", "strong-password")):
    return password


def check():
    if JWT_SECRET in ("dev-secret", "secret"):
        raise SystemExit("set JWT_SECRET")


class Mail:
    password: str = os.getenv("EMAIL_HOST_PASSWORD", "smtp_password")
    key: str = os.environ.get("TEMPLATE_PREVIEW_API_KEY", "my-secret-key")
    token: str = os.getenv("RELAY_API_TOKEN") or "my-relay-token"


prefix = os.environ["SHOP"]
DATABASE = os.getenv(prefix + "_DATABASE_URL", "postgresql://shop:x7-rows@db/shop")
PLAIN = os.getenv(prefix + "_PLAIN_URL", "postgresql://shop@db/shop")
