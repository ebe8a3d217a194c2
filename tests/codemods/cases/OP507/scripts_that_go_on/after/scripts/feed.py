#!/usr/bin/env python
import os
import queue
import time

import requests

jobs = queue.Queue()


def feed():
    while True:
        job = jobs.get()
        if job is None:
            break
        requests.post(
            os.environ.get("ORDERS_URL", "http://orders.internal:9200") + "/feed",
            json=job,
            timeout=5,
        )


def watch():
    while True:
        if requests.get(
            os.environ.get("STOCK_URL", "http://stock.internal:9300") + "/closed",
            timeout=5,
        ).ok:
            return
        time.sleep(60)


watch()
feed()
