import time

from kafka import KafkaConsumer
from shop import ship


def connected():
    return KafkaConsumer("orders", consumer_timeout_ms=1000)


def listen(consumer):
    while True:
        time.sleep(2)
        for order in consumer:
            ship(order)


if __name__ == "__main__":
    listen(connected())
