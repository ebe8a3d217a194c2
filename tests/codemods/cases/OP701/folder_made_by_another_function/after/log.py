import logging
import os
import sys


def start():
    folder = "var"
    os.makedirs(folder, exist_ok=True)
    handler = logging.StreamHandler(sys.stdout)
    logging.getLogger("shop").addHandler(handler)
    os.umask(0o077)
