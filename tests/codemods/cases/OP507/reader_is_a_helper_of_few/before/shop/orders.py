import requests


def order(number):
    return requests.get(f"http://orders:8080/orders/{number}").json()
