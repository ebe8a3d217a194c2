from core import STAGE, settings

if settings.environment == "production":
    BUCKET = "shop"
else:
    BUCKET = "shop-dev"

URL = "https://shop.example.com" if STAGE == "prod" else "http://localhost"
