import os
import sys

import requests

SANDBOX_URL = "https://sandbox.cards.example.com/verify"
URLS = {"staging": "http://pay.staging:8080", "production": "http://pay:8080"}


class Client:
    DEFAULT_URL = "http://localhost:8080"

    def __init__(self, url=None):
        self.url = url or os.environ.get("SHOP_URL", self.DEFAULT_URL)


def pay(order):
    base = "http://pay:8080" if sys.argv[1] == "production" else "http://pay.staging:8080"
    return requests.post(base + "/orders", json=order)
