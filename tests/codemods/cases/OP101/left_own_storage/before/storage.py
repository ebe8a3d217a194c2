"""Our own: STATE_URL says where."""

import os

STATE_URL = os.environ.get("STATE_URL")


def open(path, mode="r"):
    return STATE_URL, path, mode
