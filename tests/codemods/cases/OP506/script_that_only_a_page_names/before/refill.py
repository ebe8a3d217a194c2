import socket

SHELF_HOST = "shelf.shop.internal"


def main():
    with socket.create_connection((SHELF_HOST, 7000)) as shelf:
        shelf.sendall(b"refill")


if __name__ == "__main__":
    main()
