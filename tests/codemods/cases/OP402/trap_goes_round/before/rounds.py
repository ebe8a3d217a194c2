import time

from shop.web import app


def pause(seconds):
    time.sleep(seconds)


def give_way():
    time.sleep(1)


def main():
    time.sleep(3)
    try:
        while True:
            with app.app_context():
                print("once")
            pause(60)
    finally:
        give_way()


if __name__ == "__main__":
    main()
