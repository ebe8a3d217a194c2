from django.test import TransactionTestCase

ORDERS_URL = "http://orders:8080"


class WithOrders(TransactionTestCase):
    url = ORDERS_URL
