import requests

BASE = "http://orders:8080"
UPSTREAM = "http://prices:8080"


def orders():
    return requests.get(BASE + "/orders").json(), requests.get(UPSTREAM + "/prices").json()
