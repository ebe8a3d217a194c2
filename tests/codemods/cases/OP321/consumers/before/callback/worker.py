from google.cloud import pubsub_v1

subscriber = pubsub_v1.SubscriberClient()


def on_order(message):
    message.ack()


if __name__ == "__main__":
    future = subscriber.subscribe("projects/x/subscriptions/orders", callback=on_order)
    future.result()
