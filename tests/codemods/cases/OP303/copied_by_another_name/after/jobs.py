import signal
import time

stopped = []
signal.signal(signal.SIGTERM, lambda number, frame: stopped.append(number))


def work():
    time.sleep(1)


if __name__ == "__main__":
    while not stopped:
        work()
