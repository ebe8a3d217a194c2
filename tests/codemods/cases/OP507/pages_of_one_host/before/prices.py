import requests

PRICE_LIST = "http://prices.internal/all"


def prices():
    return requests.get(PRICE_LIST).json()
