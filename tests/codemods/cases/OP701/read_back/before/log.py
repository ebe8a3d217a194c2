import logging

LOG_FILE = "app.log"
logging.getLogger("shop").addHandler(logging.FileHandler(LOG_FILE))
