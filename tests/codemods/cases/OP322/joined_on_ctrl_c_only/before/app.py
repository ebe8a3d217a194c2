import signal
import sys
import threading

from flask import Flask

from jobs import handle, tick

app = Flask(__name__)


def stop(signum, frame):
    worker.join()
    clock.cancel()
    sys.exit(0)


if __name__ == "__main__":
    worker = threading.Thread(target=handle)
    signal.signal(signal.SIGINT, stop)
    worker.start()
    # a second one
    print("worker started")
    clock = threading.Timer(5, tick)
    clock.start()
    app.run()
