import logging
import os


def start():
    folder = "var"
    os.makedirs(folder, exist_ok=True)
    handler = logging.FileHandler(os.path.join(folder, "app.log"))
    logging.getLogger("shop").addHandler(handler)
    os.umask(0o077)
