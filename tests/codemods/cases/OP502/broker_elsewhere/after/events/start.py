import os

import faust
from kafka import KafkaProducer

app = faust.App("events", broker="kafka://one.kafka:9092")
producer = KafkaProducer(bootstrap_servers=["one.kafka:9092", "two.kafka:9092"])

DEFAULT_SERVERS = "localhost:9092"
local = KafkaProducer(bootstrap_servers=os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"))
