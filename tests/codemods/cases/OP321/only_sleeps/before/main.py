import time

from jobs import scheduler

if __name__ == "__main__":
    scheduler.start()
    while True:
        time.sleep(1)
