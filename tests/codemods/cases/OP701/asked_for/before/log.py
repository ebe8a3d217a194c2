import logging
import os

log_file = os.environ.get("LOG_FILE")
if log_file:
    logging.getLogger("shop").addHandler(logging.FileHandler(log_file))
logging.getLogger("shop").addHandler(logging.FileHandler("/dev/stdout"))
logging.getLogger("shop").addHandler(logging.FileHandler(os.devnull))
