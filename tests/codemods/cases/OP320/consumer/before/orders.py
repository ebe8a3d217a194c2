import os
import signal

from kafka import KafkaConsumer

signal.signal(signal.SIGTERM, lambda signum, frame: os._exit(0))
for message in KafkaConsumer("orders", bootstrap_servers=os.environ["BROKERS"]):
    print(message.value)
