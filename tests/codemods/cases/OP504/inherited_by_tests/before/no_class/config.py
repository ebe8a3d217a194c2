import os

SHOP_API_KEY = os.environ.get("SHOP_API_KEY", "m7-no-class")
