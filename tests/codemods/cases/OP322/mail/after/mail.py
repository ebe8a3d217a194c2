import threading
from threading import Thread

from flask import current_app

from post import deliver


def send_async(app, to):
    with app.app_context():
        deliver(to)


def send_email(to):
    app = current_app._get_current_object()
    # its result is nobody's
    thread = Thread(target=send_async, args=(app, to))
    thread.start()
    return thread


def send_copy(to):
    app = current_app._get_current_object()
    print("copy")
    Thread(target=send_async, args=(app, to), daemon=False).start()


def send_later(to):
    app = current_app._get_current_object()
    print("later")
    print(to)
    timer = threading.Timer(60, send_async, (app, to))
    timer.daemon = True
    timer.start()
