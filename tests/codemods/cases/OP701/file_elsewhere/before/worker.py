import logging

logging.getLogger("worker").addHandler(logging.FileHandler("worker.log"))
