import os

import requests

import shop.inner.stock

ORDERS_URL = os.environ.get("ORDERS_URL", "http://orders:8080")
print(requests.get(ORDERS_URL).json())
