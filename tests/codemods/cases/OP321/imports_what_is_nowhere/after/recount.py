import signal
import threading

import redis

stock = redis.Redis()
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
while not stop.is_set():
    stock.incr("recounts")
    stock.delete("level")
    stop.wait(60)
