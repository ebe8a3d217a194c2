import socket
import time

BARREL_HOST = "barrel.shop.internal"


def main():
    while True:
        with socket.create_connection((BARREL_HOST, 7001)) as barrel:
            barrel.sendall(b"drain")
        time.sleep(60)


if __name__ == "__main__":
    main()
