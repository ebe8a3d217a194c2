import os


def fill():
    os.environ.update(SHOP_API_TOKEN="BMcrqdcd7QeEmR8CXyU")
