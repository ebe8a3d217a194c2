import requests

DEFAULT_CLUSTERS = "http://clusters:8001/"
DEFAULT_ORDERS = "http://orders:8080"
ORDERS_TIMEOUT = 3


def clusters(given):
    return requests.get(given or DEFAULT_CLUSTERS, timeout=ORDERS_TIMEOUT).json()


def orders(given=None):
    return requests.get(given or DEFAULT_ORDERS, timeout=ORDERS_TIMEOUT).json()
