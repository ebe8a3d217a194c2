#!/usr/bin/env python
import pika


def sort(channel, method, properties, body):
    print(body)
    if input("Select [1,2]: ") == "1":
        channel.basic_ack(method.delivery_tag)


if __name__ == "__main__":
    connection = pika.BlockingConnection(pika.ConnectionParameters("localhost"))
    channel = connection.channel()
    channel.basic_consume(queue="errors", on_message_callback=sort)
    channel.start_consuming()
