from kafka import KafkaConsumer

from stopping import stopped

consumer = KafkaConsumer("orders")

for message in consumer:
    print(message.value)
    if stopped():
        break
