# case: only_ctrl_c
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
    signal.signal(signal.SIGINT, stop)  # finding
    app.run()

# case: trap_own_message
# file: tasks.py
import os
import signal
import time

from celery import shared_task


class Cancelled(Exception):
    pass


def cancel(signum, frame):
    raise Cancelled


@shared_task
def report(rows):
    signal.signal(signal.SIGINT, cancel)
    while rows:
        rows.pop()
        time.sleep(1)


def give_up(pid):
    os.kill(pid, signal.SIGINT)
