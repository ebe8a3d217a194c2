import requests

from settings import settings


class Wallet:
    def __init__(self):
        self.endpoint = "http://127.0.0.1:8765"
        if settings.endpoint:
            self.endpoint = settings.endpoint

    def balance(self):
        return requests.get(self.endpoint + "/balance", timeout=5).json()
