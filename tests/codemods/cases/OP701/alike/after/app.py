import logging
import sys


def start_a():
    log = logging.getLogger("a")
    log.addHandler(logging.StreamHandler(sys.stdout))


def start_b():
    log = logging.getLogger("b")
    log.addHandler(logging.StreamHandler(sys.stdout))


def start_c():
    log = logging.getLogger("c")
    log.addHandler(logging.StreamHandler(sys.stdout))
