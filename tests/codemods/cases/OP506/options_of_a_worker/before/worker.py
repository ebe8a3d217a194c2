"""Takes orders from the queue."""

import argparse

import redis
import requests


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-b", "--broker", default="redis://broker.kettle.internal:6379/0")
    parser.add_argument("--billing", default="http://billing.kettle.internal:8080/v2")
    parser.add_argument("--redis-host", default="10.20.0.5")
    parser.add_argument("--store", default="redis://other.kettle.internal:6379/0")
    parser.add_argument("--cache", default="redis://localhost:6379/1")
    parser.add_argument("--rates", default="https://api.example.org/rates")
    parser.add_argument("--host", default="0.0.0.0")
    parser.add_argument("--name", default="kettle")
    given = parser.parse_args()
    broker = redis.from_url(given.broker)
    while True:
        _, order = broker.blpop("orders")
        requests.post(given.billing, data=order, timeout=5)


if __name__ == "__main__":
    main()
