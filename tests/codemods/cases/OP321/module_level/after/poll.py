import signal
import threading

import redis

store = redis.Redis()

stop = threading.Event()
signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
while not stop.is_set():
    store.incr("polls")
    stop.wait(10)
