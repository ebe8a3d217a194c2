import os

ORDERS_URL = os.environ.get("ORDERS_URL", "http://orders:8080/v1")
