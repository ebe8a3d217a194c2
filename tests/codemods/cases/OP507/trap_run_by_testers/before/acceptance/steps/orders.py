import requests
from behave import given

ORDERS_URL = "http://orders:8080"


@given("orders")
def orders(context):
    context.orders = requests.get(ORDERS_URL).json()
