import logging
import sys

logging.basicConfig(
    format="%(asctime)s %(message)s",
    level=logging.DEBUG,
    stream=sys.stdout,
)
