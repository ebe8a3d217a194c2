import queue
import signal
import sys

from flask import Flask

app = Flask(__name__)
jobs = queue.Queue()


def stop(signum, frame):
    jobs.put(None)
    print("stopping")
    jobs.join()
    sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, stop)
    app.run()
