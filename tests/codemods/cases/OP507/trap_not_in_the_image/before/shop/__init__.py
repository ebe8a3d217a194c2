import os

ORDERS_URL = os.environ["ORDERS_URL"]
