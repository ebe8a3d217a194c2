import logging
import sys

LOG_FILE = "worker.log"

logging.basicConfig(
    format="%(asctime)s %(message)s",
    level=logging.DEBUG,
    filename=LOG_FILE,
    encoding="utf-8",
)
