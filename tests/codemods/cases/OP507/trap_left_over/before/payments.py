import requests

PAYMENTS_URL = "http://payments.internal.example.org:8080/pay"


def pay(amount):
    return requests.post(PAYMENTS_URL, json={"amount": amount}, timeout=5).json()
