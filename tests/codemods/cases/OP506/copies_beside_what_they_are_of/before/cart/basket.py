import os
import socket

CART_HOST = os.environ["CART_HOST"]


def total():
    with socket.create_connection((CART_HOST, 7000)) as cart:
        return cart.recv(8)
