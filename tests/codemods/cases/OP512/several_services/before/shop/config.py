import os

SECRET_KEY = os.environ["SECRET_KEY"]
SHOP_TOKEN = os.environ["SHOP_TOKEN"]
