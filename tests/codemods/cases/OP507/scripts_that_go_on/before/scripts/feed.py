#!/usr/bin/env python
import queue
import time

import requests

jobs = queue.Queue()


def feed():
    while True:
        job = jobs.get()
        if job is None:
            break
        requests.post("http://orders.internal:9200/feed", json=job, timeout=5)


def watch():
    while True:
        if requests.get("http://stock.internal:9300/closed", timeout=5).ok:
            return
        time.sleep(60)


watch()
feed()
