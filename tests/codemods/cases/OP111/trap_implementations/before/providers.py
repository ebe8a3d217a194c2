from abc import ABC, abstractmethod

import httpx


class Provider(ABC):
    @abstractmethod
    def works(self):
        """Whether it answers."""

    @abstractmethod
    def pay(self, addresses):
        """Take the money."""


class Bank(Provider):
    def __init__(self):
        self.http = httpx.Client()

    def works(self):
        return not self.http.is_closed

    def pay(self, addresses):
        return self.http.post(addresses["paper"]).text


def made(name):
    return Bank() if name == "bank" else None
