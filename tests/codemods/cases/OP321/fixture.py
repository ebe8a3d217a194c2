# case: handler_that_tells_by_its_exit
# file: worker.py
import signal
import sys
import time

from jobs import work


def leave(signum, frame):
    sys.exit(75)


signal.signal(signal.SIGTERM, leave)

if __name__ == "__main__":
    while True:  # finding
        work()
        time.sleep(1)

# case: handler_whose_exit_is_caught
# file: worker.py
import signal
import sys
import time

from jobs import close, work


def leave(signum, frame):
    sys.exit(0)


signal.signal(signal.SIGTERM, leave)

if __name__ == "__main__":
    try:
        while True:  # finding
            work()
            time.sleep(1)
    except (KeyboardInterrupt, SystemExit):
        close()

# case: ctrl_c
# file: worker.py
import time

from jobs import close, work


def main():
    try:
        while True:
            work()
            time.sleep(1)
    except KeyboardInterrupt:
        close()


if __name__ == "__main__":
    main()
# after:
import signal
import threading

from jobs import close, work

stop = threading.Event()


def main():
    try:
        signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
        while not stop.is_set():
            work()
            stop.wait(1)
    except KeyboardInterrupt:
        close()


if __name__ == "__main__":
    main()

# case: from_import
# file: worker.py
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
# after:
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

# case: hears_already
# file: worker.py
import asyncio
import signal
import threading

from jobs import work

stop = threading.Event()


async def beat():
    while True:
        await asyncio.sleep(1)


def main():
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    while not stop.is_set():
        work()
        stop.wait(2)


if __name__ == "__main__":
    main()

# case: main_guard
# file: worker.py
import time

from jobs import work

if __name__ == "__main__":
    while True:
        work()
        time.sleep(5)
# after:
import signal
import threading

from jobs import work

if __name__ == "__main__":
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    while not stop.is_set():
        work()
        stop.wait(5)

# case: name_taken
# file: worker.py
import time

from jobs import work

interval = 3


def stop():
    print("stopped")


def main():
    while True:
        work(stop)
        time.sleep(interval)


if __name__ == "__main__":
    main()
# after:
import signal
import threading

from jobs import work

interval = 3

stopping = threading.Event()


def stop():
    print("stopped")


def main():
    signal.signal(signal.SIGTERM, lambda signum, frame: stopping.set())
    while not stopping.is_set():
        work(stop)
        stopping.wait(interval)


if __name__ == "__main__":
    main()

# case: only_sleeps
# file: main.py
import time

from jobs import scheduler

if __name__ == "__main__":
    scheduler.start()
    while True:
        time.sleep(1)

# case: other_threads
# file: worker.py
import threading
import time

from jobs import clean, work


def cleaner():
    # for ever
    while True:  # finding
        clean()


def main():
    threading.Thread(target=cleaner).start()
    while True:  # finding
        work()
        time.sleep(1)


if __name__ == "__main__":
    main()

# case: own_handler
# file: worker.py
import signal
import time

from jobs import close, work


def stop(signum, frame):
    close()
    raise SystemExit


def main():
    signal.signal(signal.SIGTERM, stop)
    time.sleep(1)
    while True:  # finding
        work()
        time.sleep(1)


if __name__ == "__main__":
    main()

# case: thread_of_a_service
import threading
import time

from flask import Flask

app = Flask(__name__)
prices = {}


def refresh():
    while True:  # finding
        prices.clear()
        time.sleep(60)


threading.Thread(target=refresh, daemon=True).start()


@app.get("/")
def index():
    return prices

# case: trap_terminal
# file: worker.py
import time


def main():
    while True:
        command = input("Enter command: ")
        time.sleep(1)
        print(command)


def poll():
    if input("Go on? ") == "y":
        while True:
            print("polling")
            time.sleep(1)


if __name__ == "__main__":
    main()
    poll()
    ask = vars(__builtins__).get("raw_input", input)
    while True:
        command = ask("Enter command: ")
        read_input = input if command else ask
        if read_input("more? ").startswith("poll"):
            while True:
                print(command)
                time.sleep(2)

# case: two_loops
# file: worker.py
import sys
import time

from jobs import clean, work


def cleaner():
    while True:
        clean()
        time.sleep(60)


def worker():
    while True:
        work()
        time.sleep(1)


if __name__ == "__main__":
    if sys.argv[1:] == ["clean"]:
        cleaner()
    else:
        worker()
# after:
import signal
import sys
import threading

from jobs import clean, work

stop = threading.Event()


def cleaner():
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    while not stop.is_set():
        clean()
        stop.wait(60)


def worker():
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    while not stop.is_set():
        work()
        stop.wait(1)


if __name__ == "__main__":
    if sys.argv[1:] == ["clean"]:
        cleaner()
    else:
        worker()

# case: import_behind_the_shebang
#!/usr/bin/env python3

import time

from shop import work


def main():
    while True:
        work()
        time.sleep(300)


if __name__ == "__main__":
    main()
# after:
#!/usr/bin/env python3

import signal
import threading

from shop import work

stop = threading.Event()


def main():
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    while not stop.is_set():
        work()
        stop.wait(300)


if __name__ == "__main__":
    main()

# case: trap_measures
# file: latency.py
import asyncio
import logging
import time

log = logging.getLogger(__name__)


class Tracker:
    def __init__(self):
        self.longest = 0.0
        self.told = time.monotonic()

    def tell(self, seconds):
        self.longest = max(self.longest, seconds)
        if time.monotonic() - self.told > 60:
            log.warning("the longest was %.3f s", self.longest)
            self.told = time.monotonic()

    async def run(self):
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.1)
            self.tell(time.monotonic() - before)


if __name__ == "__main__":
    asyncio.run(Tracker().run())

# case: trap_load
# file: loadgenerator/main.py
import random
import time

import requests

BASE = "http://shop"


def round_trip():
    before = time.perf_counter()
    requests.post(f"{BASE}/orders", json={"book": random.randint(1, 9)})
    print(time.perf_counter() - before)


if __name__ == "__main__":
    while True:
        round_trip()
        time.sleep(random.random())

# case: measures_and_works
# file: worker.py
import logging
import time

import requests

log = logging.getLogger(__name__)


def handle():
    before = time.monotonic()
    requests.post("http://shop/orders/next")
    log.info("took %.3f s", time.monotonic() - before)


if __name__ == "__main__":
    while True:  # finding
        handle()
        time.sleep(1)

# case: load_that_is_kept
# file: benchmark/run.py
import time

import requests
import store

if __name__ == "__main__":
    while True:  # finding
        before = time.perf_counter()
        requests.get("http://shop/orders")
        store.keep(time.perf_counter() - before)
        time.sleep(1)

# case: trap-whoever-writes-to-it
# file: bin/echo.py
import sys


def main():
    while True:
        sys.stdout.write("READY\n")
        header = sys.stdin.readline()
        sys.stderr.write(sys.stdin.read(int(header)))


if __name__ == "__main__":
    main()
