import os

from confluent_kafka import Producer

options = {}
options["bootstrap.servers"] = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "kafka-1.shop.internal:9092")
options["client.id"] = "shop"
producer = Producer(options)
