import threading
import time

from flask import Flask

app = Flask(__name__)


def wait():
    time.sleep(5)


def main():
    wait()
    threading.Thread(target=app.run, daemon=True).start()
    while True:
        print("still there")


if __name__ == "__main__":
    main()
