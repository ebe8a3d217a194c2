import os

DB_PASSWORD = os.environ["SHOP_DB_PASSWORD"]
