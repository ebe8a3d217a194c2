from aiokafka import AIOKafkaProducer
from confluent_kafka import Consumer
from kafka import KafkaAdminClient, KafkaConsumer

BROKER_DOC = """Events go to the brokers of the shop."""
consumer = Consumer({"group.id": "events", "bootstrap.servers": "one.kafka:9092,two.kafka:9092"})
settings = {}
settings["bootstrap.servers"] = "one.kafka:9092,two.kafka:9092"
admin = KafkaAdminClient(bootstrap_servers=["one.kafka:9092", "two.kafka:9092"])


def produce():
    return AIOKafkaProducer(bootstrap_servers=["one.kafka:9092", "two.kafka:9092"], client_id="events", acks="all")
