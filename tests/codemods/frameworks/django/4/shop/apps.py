import urllib.request

from django.apps import AppConfig


class Shop(AppConfig):
    name = "shop"

    def ready(self):
        urllib.request.urlretrieve("https://models.example.org/m.bin", "/tmp/m.bin")
