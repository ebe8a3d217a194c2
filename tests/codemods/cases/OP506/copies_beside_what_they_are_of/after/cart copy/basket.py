import os
import socket

CART_HOST = "cart.shop.internal"


def total():
    with socket.create_connection((CART_HOST, 7000)) as cart:
        return cart.recv(8)
