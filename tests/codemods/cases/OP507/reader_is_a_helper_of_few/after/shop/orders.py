import os

import requests


def order(number):
    return requests.get(
        os.environ.get("ORDERS_URL", "http://orders:8080") + f"/orders/{number}",
    ).json()
