import logging.config
import os

HANDLERS = {"file": {"class": "logging.FileHandler", "filename": "made.log"}}


def made():
    return {"version": 1, "handlers": HANDLERS, "root": {"handlers": ["file"]}}


WHOLE = {"version": 1, "handlers": HANDLERS, "root": {"handlers": ["file"]}}
WHOLE["handlers"]["file"]["filename"] = os.environ.get("MADE_LOG", "made.log")
logging.config.dictConfig(WHOLE)
