import logging
import os
import stat
from logging.handlers import RotatingFileHandler
from pathlib import Path

from flask import Flask

app = Flask(__name__)
place = app.config.get("LOG_FILE", "/dev/stdout")
is_device = os.path.exists(place) and stat.S_ISCHR(os.stat(place).st_mode)
if is_device:
    app.logger.addHandler(logging.StreamHandler(open(place, "a")))


@app.post("/orders")
def orders():
    target = app.config["AUDIT_LOG"]
    if not Path(target).is_char_device():
        return "no", 500
    else:
        if Path(target).is_char_device():
            with open(target, "a") as audit_log:
                audit_log.write("ordered\n")
    return "ok"
