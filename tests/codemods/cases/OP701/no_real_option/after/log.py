import logging
import sys

LOG_FILE = "shop.log"


def constant():
    if LOG_FILE:
        logging.getLogger("a").addHandler(logging.StreamHandler(sys.stdout))


def with_default(path="shop.log"):
    if path:
        logging.getLogger("b").addHandler(logging.FileHandler(path))


def filled(path=None):
    path = path or "shop.log"
    logging.getLogger("c").addHandler(logging.FileHandler(path))


def other_branch(path):
    if path:
        return
    logging.getLogger("d").addHandler(logging.FileHandler(path))
