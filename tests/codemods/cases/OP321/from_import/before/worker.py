from signal import SIGINT, signal
from threading import Event
from time import sleep

import schedule
from jobs import report

schedule.every().hour.do(report)
changed = Event()


def run():
    while True:
        schedule.run_pending()
        sleep(1)


if __name__ == '__main__':
    run()
