import atexit
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Process

from flask import Flask

from jobs import fetch, refresh

app = Flask(__name__)
executor = ThreadPoolExecutor()
refresher = threading.Thread(target=refresh, daemon=True)
refresher.start()
clock = threading.Timer(60, refresh)
clock.start()


@atexit.register
def end():
    clock.cancel()
    refresher.join(timeout=5)


@app.get("/prices")
def prices():
    threads = [threading.Thread(target=fetch, args=(name,)) for name in ("a", "b")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    process = Process(target=fetch, args=("c",))
    process.start()
    process.join(10)
    executor.submit(fetch, "d")
    return "ok"
