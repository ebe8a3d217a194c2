# case: joined_on_ctrl_c_only
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
    worker = threading.Thread(target=handle)  # finding
    signal.signal(signal.SIGINT, stop)
    worker.start()
    # a second one
    print("worker started")
    clock = threading.Timer(5, tick)  # finding
    clock.start()
    app.run()

# case: said_so
import threading

from flask import Flask

app = Flask(__name__)


def send():
    print("sent")


@app.post("/order")
def order():
    # Start daemon thread
    threading.Thread(target=send, daemon=True).start()  # finding
    return "thanks"

# case: watchdog
import threading

from flask import Flask

import scanner

app = Flask(__name__)


@app.post("/scan")
def scan():
    device = scanner.open()
    too_long = threading.Timer(10, device.abort)
    too_long.daemon = True
    too_long.start()
    try:
        return device.read()
    finally:
        too_long.cancel()


@app.post("/mail")
def mail():
    later = threading.Timer(60, print)  # finding
    later.start()
    if app.debug:
        later.cancel()
    return ""

# case: trap_timers_that_keep_nothing
import threading
import webbrowser

from flask import Flask

app = Flask(__name__)


def sweep():
    print("swept")
    threading.Timer(sweep, sweep).start()


@app.post("/orders")
def order():
    threading.Timer(0, sweep).start()
    threading.Timer(1.5, lambda: webbrowser.open("http://localhost")).start()
    threading.Timer("60", sweep).start()
    return "ok"


if __name__ == "__main__":
    sweep()
    app.run()

# case: timers_that_keep_the_process
import threading

from flask import Flask

app = Flask(__name__)


def beat():
    print("beat")
    threading.Timer(1, beat).start()  # finding


@app.post("/orders")
def order():
    threading.Timer(600, print).start()  # finding
    return "ok"


if __name__ == "__main__":
    beat()
    app.run()

# case: trap_page_that_opens_in_a_moment
import threading
import webbrowser

from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    threading.Timer(1.5, lambda: webbrowser.open("http://127.0.0.1:5000/")).start()
    app.run()
