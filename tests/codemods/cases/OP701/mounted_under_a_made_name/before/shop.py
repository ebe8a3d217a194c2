import logging
import logging.handlers
import os
import socket

from flask import Flask

app = Flask(__name__)


def of(name):
    log = logging.getLogger(name)
    log.addHandler(logging.handlers.RotatingFileHandler(f"/var/log/shop/{name}.log", maxBytes=100_000))
    return log


def of_host(name):
    log = logging.getLogger(name)
    log.addHandler(logging.FileHandler(os.path.join("/var/log/shop", socket.gethostname() + ".log")))
    return log


def of_reports(name):
    log = logging.getLogger(name)
    log.addHandler(logging.FileHandler(os.path.join(app.root_path, "reports", f"{name}.log")))
    return log


def of_audit():
    log = logging.getLogger("audit")
    log.addHandler(logging.FileHandler("/var/log/audit.log"))
    return log


access, host, reports, audit = of("access"), of_host("host"), of_reports("reports"), of_audit()
