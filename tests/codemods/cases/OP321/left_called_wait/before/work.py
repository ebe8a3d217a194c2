import time

from shop import partner, work


def until_reached():
    while not partner.is_up():
        time.sleep(1)


if __name__ == "__main__":
    while True:
        until_reached()
        work()
        time.sleep(5)
