import os

env = os.environ.get("APP_ENV", "local")
queue = "orders" if env == "production" else f"{env}-orders"
buckets = "files" if env in ("prod", "production") else "files-" + env


def host(environment):
    if environment == "production":
        return "shop.example.com"
    else:
        return f"shop.{environment}.example.com"
