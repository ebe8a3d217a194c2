import logging


def start_a():
    log = logging.getLogger("a")
    log.addHandler(logging.FileHandler("app.log"))


def start_b():
    log = logging.getLogger("b")
    log.addHandler(logging.FileHandler("app.log"))


def start_c():
    log = logging.getLogger("c")
    log.addHandler(logging.FileHandler("app.log"))
