from blinker import signal

COLUMNS = {"host": "host", "user": "user", "password": "password"}


def on_connect(host):
    return {"host": host, "status": "connected"}


signal("saved").connect(on_connect)
row = dict(host="localhost", user="root")
