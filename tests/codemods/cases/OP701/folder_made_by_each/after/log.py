import logging
import os
import sys


def start():
    handler = logging.StreamHandler(sys.stdout)
    logging.getLogger("shop").addHandler(handler)
    os.umask(0o077)
