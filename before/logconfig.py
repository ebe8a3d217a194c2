"""Logging for the shop and its worker."""

import logging
import os
from logging.handlers import RotatingFileHandler


def configure():
    os.makedirs("logs", exist_ok=True)
    handler = RotatingFileHandler("logs/bookshop.log", maxBytes=10_000_000, backupCount=5)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(handler)
