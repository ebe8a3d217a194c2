import time

import socket


def store(item):
    with open("/srv/items", "a") as file:
        file.write(str(item))


def ask():
    connection = socket.create_connection(("x.example", 80))
    return connection.recv(1024)


if __name__ == "__main__":
    while True:
        store(ask())
        time.sleep(60)
