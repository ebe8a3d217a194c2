import pika


def on_order(channel, method, properties, body):
    channel.basic_ack(delivery_tag=method.delivery_tag)


def main():
    connection = pika.BlockingConnection(pika.ConnectionParameters(host="rabbit"))
    channel = connection.channel()
    channel.basic_consume(queue="orders", on_message_callback=on_order)
    channel.start_consuming()


if __name__ == "__main__":
    main()
