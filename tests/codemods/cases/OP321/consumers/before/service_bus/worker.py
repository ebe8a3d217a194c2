import os

from azure.servicebus import ServiceBusClient

client = ServiceBusClient.from_connection_string(os.environ["BUS"])
with client.get_queue_receiver("orders") as receiver:
    for message in receiver:
        print(message)
