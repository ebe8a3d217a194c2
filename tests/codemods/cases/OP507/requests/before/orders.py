import os

import httpx
import requests
from urllib.request import urlopen


class Ledger:
    def __init__(self):
        self.session = requests.Session()
        self.base_url = 'http://ledger:7000/v1'

    def entries(self):
        return self.session.get(self.base_url + '/entries')


def order(number):
    return requests.get(f'http://order-service:8080/orders/{number}', timeout=5).json()


def orders():
    return requests.post('http://order-service:8080/orders', json={}).json()


def user(name):
    url = 'http://127.0.0.1:9000/users/' + name
    return httpx.get(url=url)


def page(number):
    return urlopen('http://order-service:8080/pages/%d' % number)


def cover(number):
    return requests.request('GET', 'http://covers/{}.png'.format(number))


def client():
    return httpx.Client(base_url='http://order-service:8080')


def long(number):
    return requests.get(
        'http://order-service:8080'
        f'/orders/{number}'
    )
