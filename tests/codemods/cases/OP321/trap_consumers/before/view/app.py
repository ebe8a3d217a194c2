import redis
from flask import Flask, Response

app = Flask(__name__)
client = redis.Redis()


@app.get("/news")
def news():
    pubsub = client.pubsub()
    pubsub.subscribe("news")
    for message in pubsub.listen():
        return Response(str(message["data"]))
