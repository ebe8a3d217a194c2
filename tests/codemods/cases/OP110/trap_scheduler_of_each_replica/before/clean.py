import atexit
import os
import time

from apscheduler.schedulers.background import BackgroundScheduler


def remove_old(folder):
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if os.path.isfile(path) and time.time() - os.path.getmtime(path) > 1800:
            os.remove(path)


def setup(folder):
    scheduler = BackgroundScheduler(daemon=True)
    scheduler.add_job(remove_old, "interval", minutes=30, kwargs={"folder": folder})
    scheduler.start()

    atexit.register(lambda: scheduler.shutdown())
