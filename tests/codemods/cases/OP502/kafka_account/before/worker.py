from confluent_kafka import Consumer, Producer

producer = Producer(
    {
        "bootstrap.servers": "kafka:9092",
        "security.protocol": "SASL_SSL",
        "sasl.username": "shop",
        "sasl.password": "q7Rw2LpX9vTz",
    }
)
consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "shop"})
