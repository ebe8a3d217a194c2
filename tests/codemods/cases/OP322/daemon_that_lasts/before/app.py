import os
import threading
import time

import requests
from flask import Flask

import jobs

app = Flask(__name__)


def follow(feed):
    while True:
        print(requests.get(feed, timeout=10).text)
        time.sleep(1)


def watch(feed):
    follow(feed)


def remove_later(path):
    time.sleep(3600)
    os.remove(path)


def read(consumer):
    for message in consumer:
        print(message)


def tick(left):
    print(left)
    tock(left)


def tock(left):
    tick(left)


def resize(name):
    print("resize", name)


def in_background(work):
    threading.Thread(target=work, daemon=True).start()


def warm_up():
    threading.Thread(target=resize, args=("a.png",), daemon=True).start()


@app.post("/feeds")
def feeds():
    threading.Thread(target=watch, args=("https://example.org/feed",), daemon=True).start()
    threading.Thread(target=remove_later, args=("a.png",), daemon=True).start()
    threading.Thread(target=read, args=(jobs.consumer(),), daemon=True).start()
    threading.Thread(target=tick, args=(2,), daemon=True).start()
    threading.Thread(target=jobs.run, daemon=True).start()
    in_background(resize)
    warm_up()
    return "", 201


@app.post("/pictures/<name>")
def upload(name):
    job = threading.Thread(target=watch, args=(name,))
    job.daemon = True
    job.start()
    job = threading.Thread(target=resize, args=(name,))
    job.start()
    return "", 202


warm_up()
threading.Thread(target=resize, args=("a.png",), daemon=True).start()
