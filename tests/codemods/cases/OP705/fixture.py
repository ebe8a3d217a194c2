# case: read_back
# file: log.py
def add(line):
    with open("audit.log", "a") as file:  # finding
        file.write(line + "\n")


def show():
    with open("audit.log") as file:
        return file.read()

# case: trap_beside_logs
# file: settings.py
import os

LOGS = os.environ.get("LOGS", "/logs/")

with open(os.path.join(LOGS, "secret.key"), "w") as file:
    file.write(os.urandom(32).hex())
with open("/var/log/shop/server.pem", "w") as file:
    file.write("certificate")
with open("logs/worker.ini", "w") as file:
    file.write("[worker]")

# case: trap_device
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

# case: trap_tried
# file: logs.py
import logging


def can_write(path):
    try:
        with open("logs/shop.log", "a"):
            pass
        return True
    except OSError:
        logging.warning("no log file")
        return False

# case: unclear
# file: log.py
import subprocess


def pieces(parts):
    with open("app.log", "a") as file:  # finding
        file.write("start ")
        for part in parts:
            file.write(part)


def run():
    with open("build.log", "a") as out:  # finding
        subprocess.run(["make"], stdout=out)

# case: without_logger
# file: errors.py
"""Errors by hand."""

import os
import traceback
from datetime import datetime

BASE = os.path.dirname(__file__)
ERROR_FILE = os.path.join(BASE, "errors.txt")


def work(job):
    try:
        job()
    except Exception as error:
        f = open(ERROR_FILE, "a", encoding="utf-8")
        f.write(str(datetime.now()) + ": " + str(error) + "\n")
        f.close()
        with open("problems.txt", "a") as out:
            out.write(traceback.format_exc())


def note(name, value):
    print("note", name, value, file=open("app.log", "a"))
    open("trace.log", "a").write("%s=%s\n" % (name, value))
# after:
"""Errors by hand."""

import logging
import traceback
from datetime import datetime

logger = logging.getLogger(__name__)


def work(job):
    try:
        job()
    except Exception as error:
        logger.error(str(datetime.now()) + ": " + str(error))
        logger.error(traceback.format_exc())


def note(name, value):
    logger.warning("note %s %s", name, value)
    logger.warning("%s=%s", name, value)

# case: path_that_others_are_told
class Orders:
    def __init__(self, folder):
        self._log_file = folder + "/orders.log"

    @property
    def log_file(self):
        return self._log_file

    def note(self, line):
        with open(self._log_file, "a") as file:  # finding
            file.write(f"{line}\n")
