from confluent_kafka import Producer

options = {}
options["bootstrap.servers"] = "kafka-1.shop.internal:9092"
options["client.id"] = "shop"
producer = Producer(options)
