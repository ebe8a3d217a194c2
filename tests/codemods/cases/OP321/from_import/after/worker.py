from signal import SIGINT, SIGTERM, signal
from threading import Event

import schedule
from jobs import report

schedule.every().hour.do(report)
changed = Event()

stop = Event()


def run():
    signal(SIGTERM, lambda signum, frame: stop.set())
    while not stop.is_set():
        schedule.run_pending()
        stop.wait(1)


if __name__ == '__main__':
    run()
