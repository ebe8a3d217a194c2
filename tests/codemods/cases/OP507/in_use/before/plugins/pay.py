import requests


def pay(amount):
    return requests.post("http://payments.internal.example.org:8080/pay", json={"amount": amount}, timeout=5).json()
