import requests


def offers():
    return requests.get("http://prices.internal/offers").json()
