import requests
from unittest import TestCase, main

ORDERS_URL = "http://orders:8080"


class Orders(TestCase):
    def runTest(self):
        assert requests.get(ORDERS_URL).ok


main()
