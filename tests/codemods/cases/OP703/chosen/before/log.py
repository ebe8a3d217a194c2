import logging
import os


def configure(name):
    logging.basicConfig(filename=os.path.join(os.getenv("LOGS", "logs"), "shop.log"), level=logging.INFO)
    logging.basicConfig(filename=name + ".log", level=logging.INFO)
