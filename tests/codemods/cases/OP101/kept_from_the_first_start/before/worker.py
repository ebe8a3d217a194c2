import os

from redis import Redis
from rq import Worker

from app import app


def key():
    try:
        with open(".secret_key", "rb") as file:
            return file.read()
    except OSError:
        pass
    made = os.urandom(64)
    with open(".secret_key", "wb") as file:
        file.write(made)
    return made


def main():
    app.secret_key = key()
    Worker(["default"], connection=Redis()).work()


if __name__ == "__main__":
    main()
