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
