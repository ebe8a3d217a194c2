import os

SHOP_API_KEY = os.environ["SHOP_API_KEY"]
