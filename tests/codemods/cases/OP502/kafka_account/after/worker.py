import os

from confluent_kafka import Consumer, Producer

producer = Producer(
    {
        "bootstrap.servers": os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"),
        "security.protocol": "SASL_SSL",
        "sasl.username": os.environ.get("KAFKA_USER", "shop"),
        "sasl.password": os.environ["KAFKA_PASSWORD"],
    }
)
consumer = Consumer(
    {
        "bootstrap.servers": os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"),
        "group.id": "shop",
    }
)
