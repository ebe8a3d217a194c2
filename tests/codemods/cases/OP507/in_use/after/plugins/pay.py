import os

import requests


def pay(amount):
    return requests.post(
        os.environ.get("PAYMENTS_URL", "http://payments.internal.example.org:8080") + "/pay",
        json={"amount": amount},
        timeout=5,
    ).json()
