import redis

client = redis.Redis()
pubsub = client.pubsub()
pubsub.subscribe("orders")

if __name__ == "__main__":
    for message in pubsub.listen():
        client.rpush("done", message["data"])
