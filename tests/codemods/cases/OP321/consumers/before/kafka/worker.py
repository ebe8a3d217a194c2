import json

from kafka import KafkaConsumer

consumer = KafkaConsumer("orders", bootstrap_servers="kafka:9092")


def handle(message):
    print(json.loads(message.value))


for message in consumer:
    handle(message)
