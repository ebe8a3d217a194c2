import os

SECRET_KEY = os.environ["SECRET_KEY"]
STOCK_TOKEN = os.environ["STOCK_TOKEN"]
