import signal
import threading

stop = threading.Event()
signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
while not stop.is_set():
    print("tick", flush=True)
    stop.wait(5)
