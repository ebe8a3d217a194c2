from functools import partial

import requests
from flask import Flask

app = Flask(__name__)


def fetch(name):
    return requests.get(f"https://prices.shop.example/{name}", timeout=5)


class Prices:
    def _all(self):
        return requests.get("https://prices.shop.example/", timeout=5)

    everything = property(_all)


books = partial(fetch, "books")
jobs = dict(books=fetch)
others = [fetch, books]
session = requests.Session()
session.mount("https://", requests.adapters.HTTPAdapter(max_retries=3))
