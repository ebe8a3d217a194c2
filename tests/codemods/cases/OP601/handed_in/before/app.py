import os


def host(env):
    if env == "production":
        name = "really-prod.db"
    else:
        name = "localhost"
    return name


if os.environ.get("ENV") == "production": BUCKET = "shop"
else: BUCKET = "shop-dev"
