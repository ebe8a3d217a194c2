import requests


def asked():
    return 5


def fetched(name):
    return requests.get(f"http://prices.internal.example.org:8080/{name}", timeout=5).json()


class Discounts:
    def fetch(self, name):
        return requests.get(f"http://discounts.internal.example.org:8080/{name}", timeout=5).json()
