import os

import httpx
import requests
from urllib.request import urlopen


class Ledger:
    def __init__(self):
        self.session = requests.Session()
        self.base_url = os.environ.get('LEDGER_URL', 'http://ledger:7000/v1')

    def entries(self):
        return self.session.get(self.base_url + '/entries')


def order(number):
    return requests.get(
        os.environ.get('ORDER_SERVICE_URL', 'http://order-service:8080') + f'/orders/{number}',
        timeout=5,
    ).json()


def orders():
    return requests.post(
        os.environ.get('ORDER_SERVICE_URL', 'http://order-service:8080') + '/orders',
        json={},
    ).json()


def user(name):
    url = 'http://127.0.0.1:9000/users/' + name
    return httpx.get(url=url)


def page(number):
    return urlopen(
        (os.environ.get('ORDER_SERVICE_URL', 'http://order-service:8080') + '/pages/%d') % number,
    )


def cover(number):
    return requests.request(
        'GET',
        (os.environ.get('COVERS_URL', 'http://covers') + '/{}.png').format(number),
    )


def client():
    return httpx.Client(base_url=os.environ.get('ORDER_SERVICE_URL', 'http://order-service:8080'))


def long(number):
    return requests.get(
        os.environ.get('ORDER_SERVICE_URL', 'http://order-service:8080') + f'/orders/{number}'
    )
