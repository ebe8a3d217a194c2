import os

import requests

ORDERS_URL = os.environ.get("ORDERS_URL", "http://orders:8080")


def before_all():
    return requests.get(ORDERS_URL).json()
