import requests

ORDERS_URL = "http://orders.shop.internal:8080"


def run(url):
    return requests.get(url)
